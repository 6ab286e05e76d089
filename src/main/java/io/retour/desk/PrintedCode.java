package io.retour.desk;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.MultiFormatWriter;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Base64;
import javax.imageio.ImageIO;

/**
 * A code to print, in bars that the plainest scanner reads (Code 128).
 *
 * @param code what a scanner types
 * @param words what it means
 * @param picture a PNG as a data address
 */
record PrintedCode(String code, String words, String picture) {

  private static final int HEIGHT = 60;

  /** What fits into its card; bars are drawn in whole pixels, since uneven ones cannot be read. */
  private static final int WIDTH = 260;

  static PrintedCode of(String code, String words) {
    return new PrintedCode(
        code, words, "data:image/png;base64," + Base64.getEncoder().encodeToString(draw(code)));
  }

  private static byte[] draw(String code) {
    try {
      BitMatrix bars = new MultiFormatWriter().encode(code, BarcodeFormat.CODE_128, 0, HEIGHT);
      int bar = Math.max(1, WIDTH / bars.getWidth());
      BufferedImage image =
          new BufferedImage(bars.getWidth() * bar, HEIGHT, BufferedImage.TYPE_BYTE_BINARY);
      for (int x = 0; x < image.getWidth(); x++) {
        for (int y = 0; y < HEIGHT; y++) {
          image.setRGB(x, y, bars.get(x / bar, y) ? 0xFF000000 : 0xFFFFFFFF);
        }
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(image, "png", out);
      return out.toByteArray();
    } catch (WriterException impossible) {
      throw new IllegalArgumentException("Not encodable as Code 128: " + code, impossible);
    } catch (IOException impossible) {
      throw new UncheckedIOException("A picture is drawn in memory", impossible);
    }
  }
}
