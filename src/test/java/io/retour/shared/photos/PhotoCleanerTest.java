package io.retour.shared.photos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retour.shared.Problem;
import io.retour.testing.Photos;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.util.unit.DataSize;

class PhotoCleanerTest {

  private static final PhotoCleaner CLEANER =
      new PhotoCleaner(
          new PhotoProperties(2, Duration.ofMillis(50), DataSize.ofMegabytes(5)), VirusScan.NONE);

  private static byte[] clean(byte[] upload, String field) {
    try {
      return CLEANER.clean(new ByteArrayResource(upload), field);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
  }

  private static BufferedImage read(byte[] jpeg) throws IOException {
    return ImageIO.read(new ByteArrayInputStream(jpeg));
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  /** G-04: nobody is to learn from a complaint where its sender lives. */
  @Test
  void keepsThePictureAndNothingThatThePhoneWroteIntoIt() throws IOException {
    byte[] upload = Photos.jpegWithExif(40, 30);
    assertThat(text(upload)).contains("Exif", Photos.PLACE);
    assertThat(read(upload)).as("the upload is a good JPEG").isNotNull();

    byte[] kept = clean(upload, "photo");

    assertThat(text(kept)).doesNotContain("Exif", Photos.PLACE);
    assertThat(read(kept).getWidth()).isEqualTo(40);
    assertThat(read(kept).getHeight()).isEqualTo(30);
  }

  @Test
  void dropsWhatHangsBehindThePicture() {
    byte[] picture = Photos.picture("jpg", 10, 10);
    byte[] upload = Arrays.copyOf(picture, picture.length + 20);
    System.arraycopy(
        "<script>alert()".getBytes(StandardCharsets.US_ASCII), 0, upload, picture.length, 15);

    assertThat(text(clean(upload, "photo"))).doesNotContain("script");
  }

  @ParameterizedTest(name = "{0} x {1} becomes {2} x {3}")
  @CsvSource({"1600, 1200, 1600, 1200", "3200, 1600, 1600, 800", "1, 4000, 1, 1600", "1, 1, 1, 1"})
  void boundsTheSize(int width, int height, int keptWidth, int keptHeight) throws IOException {
    BufferedImage kept = read(clean(Photos.picture("png", width, height), "photo"));

    assertThat(kept.getWidth()).isEqualTo(keptWidth);
    assertThat(kept.getHeight()).isEqualTo(keptHeight);
  }

  @ParameterizedTest
  @ValueSource(strings = {"gif", "bmp"})
  void refusesAnotherFormat(String format) {
    refuses(Photos.picture(format, 10, 10), "not-a-photo");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "%PDF-1.7", "<svg xmlns='http://www.w3.org/2000/svg'/>", "GIF89a"})
  void refusesWhatIsNoPicture(String content) {
    refuses(content.getBytes(StandardCharsets.UTF_8), "not-a-photo");
  }

  @Test
  void refusesABrokenPicture() {
    refuses(Arrays.copyOf(Photos.picture("png", 50, 50), 60), "not-a-photo");
    refuses(new byte[] {(byte) 0xFF, (byte) 0xD8, (byte) 0xFF}, "not-a-photo");
  }

  /** 45 bytes that would unpack to ten gigabytes: refused before a pixel is read. */
  @Test
  void refusesTooManyPixelsBeforeUnpackingThem() {
    refuses(Photos.pngThatClaims(60_000, 60_000), "photo-too-large");
    refuses(Photos.pngThatClaims(Integer.MAX_VALUE, Integer.MAX_VALUE), "photo-too-large");
  }

  /** 400 kB that would unpack to 392 MB, most of the heap the application has. */
  @Test
  void decodesNoMoreOfALargePictureThanItKeeps() throws IOException {
    byte[] bomb = Photos.deepPng(7000, 7000);
    assertThat(bomb.length).isLessThan(2_000_000);

    long before = allocated();
    byte[] kept = clean(bomb, "photo");

    assertThat(allocated() - before).isLessThan(100L << 20);
    assertThat(read(kept).getWidth()).isEqualTo(1600);
    assertThat(read(kept).getHeight()).isEqualTo(1600);
  }

  @Test
  void decodesNoMoreOfAPhotoOf48MegapixelsThanItKeeps() throws IOException {
    byte[] photo = Photos.picture("jpg", 8064, 6048);

    long before = allocated();
    byte[] kept = clean(photo, "photo");

    assertThat(allocated() - before).isLessThan(100L << 20);
    assertThat(read(kept).getWidth()).isEqualTo(1600);
    assertThat(read(kept).getHeight()).isEqualTo(1200);
  }

  /** Readers decode whole rows, so a picture of one very long row costs as much as a large one. */
  @Test
  void refusesAVeryLongRow() {
    refuses(Photos.deepPng(1_000_000, 1), "photo-too-large");
  }

  private static long allocated() {
    return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
        .getThreadAllocatedBytes(Thread.currentThread().threadId());
  }

  /**
   * What a phone photographs lies on its side in the file, and EXIF says so; we drop EXIF.
   *
   * @param corner where the corner that is top left in the file belongs
   */
  @ParameterizedTest(name = "orientation {0}")
  @CsvSource({
    "1, top left, 40, 20",
    "2, top right, 40, 20",
    "3, bottom right, 40, 20",
    "4, bottom left, 40, 20",
    "5, top left, 20, 40",
    "6, top right, 20, 40",
    "7, bottom right, 20, 40",
    "8, bottom left, 20, 40",
    "0, top left, 40, 20",
    "9, top left, 40, 20",
  })
  void turnsAPhotoUpright(int orientation, String corner, int width, int height)
      throws IOException {
    for (ByteOrder order : List.of(ByteOrder.BIG_ENDIAN, ByteOrder.LITTLE_ENDIAN)) {
      BufferedImage kept = read(clean(Photos.jpegHeld(orientation, order, 40, 20), "photo"));

      assertThat(kept.getWidth()).isEqualTo(width);
      assertThat(kept.getHeight()).isEqualTo(height);
      assertThat(redCorner(kept)).isEqualTo(corner);
    }
  }

  private static String redCorner(BufferedImage image) {
    int right = image.getWidth() - 3;
    int bottom = image.getHeight() - 3;
    return Stream.of("top left", "top right", "bottom left", "bottom right")
        .filter(
            corner -> {
              int pixel =
                  image.getRGB(
                      corner.endsWith("right") ? right : 2,
                      corner.startsWith("bottom") ? bottom : 2);
              return (pixel >> 16 & 0xFF) > (pixel & 0xFF);
            })
        .collect(Collectors.joining(", "));
  }

  /** A picture with broken EXIF is still a picture. */
  @Test
  void keepsAPhotoWhoseExifIsBroken() throws IOException {
    byte[] held = Photos.jpegHeld(6, ByteOrder.BIG_ENDIAN, 40, 20);
    // the directory begins behind the end of the segment
    held[2 + 4 + 6 + 4] = 0x7F;

    assertThat(read(clean(held, "photo")).getWidth()).isEqualTo(40);
  }

  /** Each scan goes over the whole picture again; no camera writes hundreds of them. */
  @Test
  void countsTheScansOfAJpegAndNotWhatHangsBehindIt() {
    byte[] picture = Photos.picture("jpg", 10, 10);
    assertThat(JpegOutline.of(picture)).isEqualTo(new JpegOutline(1, 1));

    ByteArrayOutputStream twice = new ByteArrayOutputStream();
    twice.writeBytes(picture);
    twice.writeBytes(picture);
    assertThat(JpegOutline.of(twice.toByteArray()).scans()).as("two pictures").isEqualTo(1);

    ByteArrayOutputStream many = new ByteArrayOutputStream();
    many.write(picture, 0, picture.length - 2);
    for (int i = 0; i < 200; i++) {
      many.writeBytes(new byte[] {(byte) 0xFF, (byte) 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 3});
    }
    many.write(picture, picture.length - 2, 2);
    assertThat(JpegOutline.of(many.toByteArray()).scans()).isEqualTo(201);
    refuses(many.toByteArray(), "not-a-photo");
  }

  @Test
  void asksToTryAgainWhenTooManyPhotosAreDrawnAtOnce() throws Exception {
    SlowPhotos.whileDrawing(
        2,
        CLEANER,
        () -> {
          assertThatThrownBy(() -> clean(Photos.picture("jpg", 10, 10), "photo"))
              .isInstanceOfSatisfying(
                  Problem.class,
                  problem -> {
                    assertThat(problem.kind()).isEqualTo(Problem.Kind.UNAVAILABLE);
                    assertThat(problem.code()).isEqualTo("photos-busy");
                    assertThat(problem.retryAfter()).isPositive();
                  });
        });
    assertThat(clean(Photos.picture("jpg", 10, 10), "photo")).isNotEmpty();
  }

  private static PhotoCleaner scannedBy(VirusScan scan) {
    return new PhotoCleaner(
        new PhotoProperties(2, Duration.ofMillis(50), DataSize.ofMegabytes(5)), scan);
  }

  @Test
  void refusesWhatTheVirusScannerFinds() {
    PhotoCleaner scanned = scannedBy(file -> Optional.of("Eicar-Test-Signature"));

    assertThatThrownBy(
            () -> scanned.clean(new ByteArrayResource(Photos.picture("jpg", 9, 9)), "photo_2"))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.code()).isEqualTo("photo-malicious");
              assertThat(problem.field()).isEqualTo("photo_2");
            });
  }

  @Test
  void asksToTryAgainWhenTheVirusScannerDoesNotAnswer() {
    PhotoCleaner scanned =
        scannedBy(
            file -> {
              throw new IOException("Connection refused");
            });

    assertThatThrownBy(
            () -> scanned.clean(new ByteArrayResource(Photos.picture("jpg", 9, 9)), "photo"))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.code()).isEqualTo("virus-scan-away");
              assertThat(problem.retryAfter()).isPositive();
            });
  }

  private static void refuses(byte[] upload, String code) {
    assertThatThrownBy(() -> clean(upload, "photo_1"))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.code()).isEqualTo(code);
              assertThat(problem.field()).isEqualTo("photo_1");
            });
  }
}
