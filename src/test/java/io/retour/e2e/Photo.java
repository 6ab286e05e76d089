package io.retour.e2e;

import com.microsoft.playwright.options.FilePayload;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** What a shopper's camera would have taken. */
final class Photo {

  private Photo() {}

  static FilePayload ofDamage() {
    BufferedImage picture = new BufferedImage(640, 480, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = picture.createGraphics();
    graphics.setColor(Color.LIGHT_GRAY);
    graphics.fillRect(0, 0, 640, 480);
    graphics.setColor(Color.DARK_GRAY);
    graphics.drawLine(120, 80, 520, 400);
    graphics.dispose();
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "png", png);
    } catch (IOException impossible) {
      throw new UncheckedIOException("A picture is written to memory", impossible);
    }
    return new FilePayload("damage.png", "image/png", png.toByteArray());
  }
}
