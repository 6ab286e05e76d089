package io.retour.testing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Pictures as phones send them, good and bad. */
public final class Photos {

  /** What a phone writes into its photos; nobody is to find it in what we keep. */
  public static final String PLACE = "GPS 51.5606N 5.0919E";

  private Photos() {}

  public static byte[] picture(String format, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.ORANGE);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return out.toByteArray();
  }

  /** A JPEG with an EXIF segment (APP1 right after the start of image) that names a place. */
  public static byte[] jpegWithExif(int width, int height) {
    byte[] plain = picture("jpg", width, height);
    byte[] place = PLACE.getBytes(StandardCharsets.US_ASCII);
    // "Exif", then a little-endian TIFF with one entry, ImageDescription (0x010E)
    ByteBuffer exif = ByteBuffer.allocate(6 + 8 + 2 + 12 + 4 + place.length + 1);
    exif.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
    exif.order(java.nio.ByteOrder.LITTLE_ENDIAN);
    exif.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
    exif.putShort((short) 1);
    exif.putShort((short) 0x010E).putShort((short) 2).putInt(place.length + 1).putInt(26);
    exif.putInt(0);
    exif.put(place).put((byte) 0);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(plain, 0, 2);
    int length = exif.capacity() + 2;
    out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xE1, (byte) (length >> 8), (byte) length});
    out.writeBytes(exif.array());
    out.write(plain, 2, plain.length - 2);
    return out.toByteArray();
  }

  /** A PNG of a few bytes that says it is that large. */
  public static byte[] pngThatClaims(int width, int height) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'});
    byte[] header =
        ByteBuffer.allocate(17)
            .put("IHDR".getBytes(StandardCharsets.US_ASCII))
            .putInt(width)
            .putInt(height)
            .put(new byte[] {8, 2, 0, 0, 0})
            .array();
    CRC32 crc = new CRC32();
    crc.update(header);
    out.writeBytes(ByteBuffer.allocate(4).putInt(13).array());
    out.writeBytes(header);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
    return out.toByteArray();
  }
}
