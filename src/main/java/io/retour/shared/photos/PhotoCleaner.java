package io.retour.shared.photos;

import io.retour.shared.Problem;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.AffineTransform;
import java.awt.image.BufferedImage;
import java.awt.image.DataBuffer;
import java.awt.image.SampleModel;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import javax.imageio.ImageIO;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.ImageTypeSpecifier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.io.InputStreamSource;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Draws an uploaded photo anew: what comes out is a plain, upright JPEG of bounded size, without
 * the place and camera that phones write into photos, and without anything that is not a picture.
 *
 * <p>A file of a few kilobytes can hold a picture of hundreds of megabytes. So the picture is never
 * decoded as a whole: its header says how large it is, and of a large one only every n-th pixel is
 * kept while it is read. Few are drawn at once, and who waits too long is asked to try again.
 */
@Component
public class PhotoCleaner {

  private static final Logger log = LoggerFactory.getLogger(PhotoCleaner.class);
  private static final int LARGEST_SIDE = 1600;
  private static final long MOST_DECODED_BYTES = 64L << 20;

  /** Readers decode whole rows before pixels are left out of them. */
  private static final int LONGEST_SIDE_READ = 20_000;

  /** What has to be unpacked costs time, whatever is kept of it. */
  private static final long MOST_PIXELS_READ = 50_000_000;

  private static final int MOST_SCANS = 100;
  private static final Duration TRY_AGAIN = Duration.ofSeconds(10);

  private final Semaphore turns;
  private final Duration longestWait;
  private final int largest;
  private final VirusScan scan;

  PhotoCleaner(PhotoProperties properties, VirusScan scan) {
    this.turns = new Semaphore(properties.atOnce(), true);
    this.longestWait = properties.longestWait();
    this.largest = Math.toIntExact(properties.largest().toBytes());
    this.scan = scan;
  }

  /**
   * @param field the input that the photo came in
   * @throws Problem when its file is too large, when it is not a JPEG or PNG picture or has too
   *     many pixels, when the virus scanner found something or does not answer, or when too many
   *     photos are being drawn just now ({@code photos-busy})
   */
  public byte[] clean(InputStreamSource upload, String field) throws IOException {
    return clean(upload, field, LARGEST_SIDE);
  }

  /**
   * The same, smaller.
   *
   * @param largestSide how many pixels its longer side may have
   */
  public byte[] clean(InputStreamSource upload, String field, int largestSide) throws IOException {
    if (!myTurn()) {
      throw Problem.unavailable(
          "photos-busy", "Too many photos came at once. Try again in a moment.", TRY_AGAIN);
    }
    try (InputStream in = upload.getInputStream()) {
      byte[] file = in.readNBytes(largest + 1);
      if (file.length > largest) {
        throw Problem.invalid(
            "photo-file-too-large",
            field,
            "Choose a photo of at most %d MB.".formatted(DataSize.ofBytes(largest).toMegabytes()));
      }
      refuseMalicious(file, field);
      return clean(file, field, largestSide);
    } finally {
      turns.release();
    }
  }

  /** Before any reader of ours opens it; when nobody can say, it waits. */
  private void refuseMalicious(byte[] file, String field) {
    Optional<String> found;
    try {
      found = scan.find(file);
    } catch (IOException silent) {
      log.warn("The virus scanner does not answer: {}", silent.getMessage());
      throw Problem.unavailable(
          "virus-scan-away", "Photos cannot be looked at now. Try again in a moment.", TRY_AGAIN);
    }
    if (found.isPresent()) {
      log.warn("Refused a file in {}: the virus scanner found {}", field, found.get());
      throw Problem.invalid(
          "photo-malicious",
          field,
          "The virus scanner found something in this file. Choose another photo.");
    }
  }

  private boolean myTurn() {
    try {
      return turns.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static byte[] clean(byte[] upload, String field, int largestSide) {
    // kept in memory: the usual streams would leave the photo in a temporary file for a while
    try (ImageInputStream input =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(upload))) {
      Iterator<ImageReader> readers = ImageIO.getImageReaders(input);
      if (!readers.hasNext()) {
        throw notAPhoto(field);
      }
      ImageReader reader = readers.next();
      try {
        reader.setInput(input, true, true);
        boolean jpeg = reader.getFormatName().equalsIgnoreCase("jpeg");
        if (!jpeg && !reader.getFormatName().equalsIgnoreCase("png")) {
          throw notAPhoto(field);
        }
        JpegOutline outline = jpeg ? JpegOutline.of(upload) : new JpegOutline(1, 1);
        if (outline.scans() > MOST_SCANS) {
          throw notAPhoto(field);
        }
        return jpeg(
            upright(
                small(decoded(reader, field, largestSide), largestSide), outline.orientation()));
      } finally {
        reader.dispose();
      }
    } catch (Problem no) {
      throw no;
    } catch (IOException | RuntimeException broken) {
      // readers answer broken files with whatever they stumble over
      throw notAPhoto(field);
    }
  }

  private static BufferedImage decoded(ImageReader reader, String field, int largestSide)
      throws IOException {
    int width = reader.getWidth(0);
    int height = reader.getHeight(0);
    if (Math.max(width, height) > LONGEST_SIDE_READ || (long) width * height > MOST_PIXELS_READ) {
      throw Problem.invalid("photo-too-large", field, "The photo has too many pixels.");
    }
    int bytesPerPixel = bytesPerPixel(reader.getImageTypes(0).next());
    int every = Math.max(1, Math.max(width, height) / largestSide);
    while (bytes(width, height, every, bytesPerPixel) > MOST_DECODED_BYTES) {
      every++;
    }
    ImageReadParam param = reader.getDefaultReadParam();
    param.setSourceSubsampling(every, every, 0, 0);
    return reader.read(0, param);
  }

  private static int bytesPerPixel(ImageTypeSpecifier type) {
    SampleModel pixel = type.getSampleModel(1, 1);
    return pixel.getNumDataElements() * DataBuffer.getDataTypeSize(pixel.getDataType()) / 8;
  }

  private static long bytes(int width, int height, int every, int bytesPerPixel) {
    return (long) Math.ceilDiv(width, every) * Math.ceilDiv(height, every) * bytesPerPixel;
  }

  private static BufferedImage small(BufferedImage photo, int largestSide) {
    double scale =
        Math.min(1, largestSide / (double) Math.max(photo.getWidth(), photo.getHeight()));
    int width = Math.max(1, (int) (photo.getWidth() * scale));
    int height = Math.max(1, (int) (photo.getHeight() * scale));
    BufferedImage plain = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = plain.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(photo, 0, 0, width, height, Color.WHITE, null);
    graphics.dispose();
    return plain;
  }

  /** Phones write how they were held instead of turning the picture; we drop what they write. */
  private static BufferedImage upright(BufferedImage photo, int orientation) {
    int w = photo.getWidth();
    int h = photo.getHeight();
    AffineTransform turn =
        switch (orientation) {
          case 2 -> new AffineTransform(-1, 0, 0, 1, w, 0);
          case 3 -> new AffineTransform(-1, 0, 0, -1, w, h);
          case 4 -> new AffineTransform(1, 0, 0, -1, 0, h);
          case 5 -> new AffineTransform(0, 1, 1, 0, 0, 0);
          case 6 -> new AffineTransform(0, 1, -1, 0, h, 0);
          case 7 -> new AffineTransform(0, -1, -1, 0, h, w);
          case 8 -> new AffineTransform(0, -1, 1, 0, 0, w);
          default -> new AffineTransform();
        };
    if (turn.isIdentity()) {
      return photo;
    }
    boolean onItsSide = orientation >= 5;
    BufferedImage turned =
        new BufferedImage(onItsSide ? h : w, onItsSide ? w : h, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = turned.createGraphics();
    graphics.drawImage(photo, turn, null);
    graphics.dispose();
    return turned;
  }

  private static byte[] jpeg(BufferedImage photo) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (MemoryCacheImageOutputStream file = new MemoryCacheImageOutputStream(out)) {
      ImageIO.write(photo, "jpg", file);
    }
    return out.toByteArray();
  }

  private static Problem notAPhoto(String field) {
    return Problem.invalid("not-a-photo", field, "Choose a photo in JPEG or PNG format.");
  }
}
