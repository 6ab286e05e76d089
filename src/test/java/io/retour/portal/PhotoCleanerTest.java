package io.retour.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retour.shared.Problem;
import io.retour.testing.Photos;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PhotoCleanerTest {

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

    byte[] kept = PhotoCleaner.clean(upload, "photo");

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

    assertThat(text(PhotoCleaner.clean(upload, "photo"))).doesNotContain("script");
  }

  @ParameterizedTest(name = "{0} x {1} becomes {2} x {3}")
  @CsvSource({"1600, 1200, 1600, 1200", "3200, 1600, 1600, 800", "1, 4000, 1, 1600", "1, 1, 1, 1"})
  void boundsTheSize(int width, int height, int keptWidth, int keptHeight) throws IOException {
    BufferedImage kept = read(PhotoCleaner.clean(Photos.picture("png", width, height), "photo"));

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

  private static void refuses(byte[] upload, String code) {
    assertThatThrownBy(() -> PhotoCleaner.clean(upload, "photo_1"))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.code()).isEqualTo(code);
              assertThat(problem.field()).isEqualTo("photo_1");
            });
  }
}
