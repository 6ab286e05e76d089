package io.retour.portal;

import io.retour.shared.Problem;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * Draws an uploaded photo anew: what comes out is a plain JPEG of bounded size, without the place
 * and camera that phones write into photos, and without anything that is not a picture.
 */
final class PhotoCleaner {

  private static final int LARGEST_SIDE = 1600;
  private static final long MOST_PIXELS = 50_000_000;

  private PhotoCleaner() {}

  /**
   * @throws Problem when it is not a JPEG or PNG picture, or too many pixels
   */
  static byte[] clean(byte[] upload, String field) {
    try (ImageInputStream input =
        ImageIO.createImageInputStream(new ByteArrayInputStream(upload))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
      if (!readers.hasNext()) {
        throw notAPhoto(field);
      }
      ImageReader reader = readers.next();
      try {
        String format = reader.getFormatName();
        if (!format.equalsIgnoreCase("jpeg") && !format.equalsIgnoreCase("png")) {
          throw notAPhoto(field);
        }
        reader.setInput(input, true, true);
        // looked at before any pixel is decoded, so that a small file cannot fill the memory
        if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
          throw Problem.invalid("photo-too-large", field, "The photo has too many pixels.");
        }
        return jpeg(reader.read(0));
      } finally {
        reader.dispose();
      }
    } catch (IOException | IllegalArgumentException broken) {
      throw notAPhoto(field);
    }
  }

  private static byte[] jpeg(BufferedImage photo) throws IOException {
    double scale =
        Math.min(1, LARGEST_SIDE / (double) Math.max(photo.getWidth(), photo.getHeight()));
    int width = Math.max(1, (int) (photo.getWidth() * scale));
    int height = Math.max(1, (int) (photo.getHeight() * scale));
    BufferedImage plain = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = plain.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(photo, 0, 0, width, height, java.awt.Color.WHITE, null);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    ImageIO.write(plain, "jpg", out);
    return out.toByteArray();
  }

  private static Problem notAPhoto(String field) {
    return Problem.invalid("not-a-photo", field, "Choose a photo in JPEG or PNG format.");
  }
}
