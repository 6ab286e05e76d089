package io.retour.testing;

import io.retour.returns.Photo;
import io.retour.returns.ReturnUnit;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
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

  /** What an inspector kept of a piece; the same of one piece each time. */
  public static Photo ofInspector(UUID returnId, ReturnUnit unit) {
    return new Photo(
        UUID.nameUUIDFromBytes(unit.piece().getBytes(StandardCharsets.UTF_8)),
        returnId,
        unit.orderLineId(),
        "image/jpeg",
        picture("jpg", 20, 20),
        Instant.parse("2026-01-01T12:00:00Z"),
        unit.id(),
        "worn soles");
  }

  /** A JPEG with an EXIF segment (APP1 right after the start of image) that names a place. */
  public static byte[] jpegWithExif(int width, int height) {
    byte[] plain = picture("jpg", width, height);
    byte[] place = PLACE.getBytes(StandardCharsets.US_ASCII);
    // "Exif", then a little-endian TIFF with one entry, ImageDescription (0x010E)
    ByteBuffer exif = ByteBuffer.allocate(6 + 8 + 2 + 12 + 4 + place.length + 1);
    exif.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII));
    exif.order(ByteOrder.LITTLE_ENDIAN);
    exif.put((byte) 'I').put((byte) 'I').putShort((short) 42).putInt(8);
    exif.putShort((short) 1);
    exif.putShort((short) 0x010E).putShort((short) 2).putInt(place.length + 1).putInt(26);
    exif.putInt(0);
    exif.put(place).put((byte) 0);
    return withSegment(plain, exif.array());
  }

  /**
   * A JPEG whose top left corner is red, with EXIF that says how the camera was held.
   *
   * @param orientation the value of EXIF's tag 0x0112
   */
  public static byte[] jpegHeld(int orientation, ByteOrder order, int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.BLUE);
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(Color.RED);
    graphics.fillRect(0, 0, width / 2, height / 2);
    graphics.dispose();
    ByteArrayOutputStream plain = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, "jpg", plain);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    ByteBuffer exif = ByteBuffer.allocate(6 + 8 + 2 + 12 + 4);
    exif.put("Exif\0\0".getBytes(StandardCharsets.US_ASCII)).order(order);
    exif.put((order == ByteOrder.LITTLE_ENDIAN ? "II" : "MM").getBytes(StandardCharsets.US_ASCII));
    exif.putShort((short) 42).putInt(8);
    exif.putShort((short) 1);
    exif.putShort((short) 0x0112).putShort((short) 3).putInt(1);
    exif.putShort((short) orientation).putShort((short) 0);
    exif.putInt(0);
    return withSegment(plain.toByteArray(), exif.array());
  }

  /** Puts an APP1 segment right after the start of a JPEG. */
  private static byte[] withSegment(byte[] jpeg, byte[] content) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(jpeg, 0, 2);
    int length = content.length + 2;
    out.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xE1, (byte) (length >> 8), (byte) length});
    out.writeBytes(content);
    out.write(jpeg, 2, jpeg.length - 2);
    return out.toByteArray();
  }

  /** A PNG of a few bytes that says it is that large. */
  public static byte[] pngThatClaims(int width, int height) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(PNG);
    chunk(out, "IHDR", header(width, height, 8, 2));
    return out.toByteArray();
  }

  /** A good PNG of few bytes that unpacks to eight bytes for each pixel: 16 bits of RGBA. */
  public static byte[] deepPng(int width, int height) {
    ByteArrayOutputStream pixels = new ByteArrayOutputStream();
    byte[] row = new byte[1 + width * 8];
    try (DeflaterOutputStream packed =
        new DeflaterOutputStream(pixels, new Deflater(Deflater.BEST_SPEED))) {
      for (int y = 0; y < height; y++) {
        packed.write(row);
      }
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(PNG);
    chunk(out, "IHDR", header(width, height, 16, 6));
    chunk(out, "IDAT", pixels.toByteArray());
    chunk(out, "IEND", new byte[0]);
    return out.toByteArray();
  }

  private static final byte[] PNG = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  private static byte[] header(int width, int height, int bits, int colourType) {
    return ByteBuffer.allocate(13)
        .putInt(width)
        .putInt(height)
        .put(new byte[] {(byte) bits, (byte) colourType, 0, 0, 0})
        .array();
  }

  private static void chunk(ByteArrayOutputStream out, String type, byte[] content) {
    CRC32 crc = new CRC32();
    crc.update(type.getBytes(StandardCharsets.US_ASCII));
    crc.update(content);
    out.writeBytes(ByteBuffer.allocate(4).putInt(content.length).array());
    out.writeBytes(type.getBytes(StandardCharsets.US_ASCII));
    out.writeBytes(content);
    out.writeBytes(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
