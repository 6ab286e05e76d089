package io.retour.shared.photos;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a JPEG says of itself before any pixel is read.
 *
 * @param orientation how the picture lies, by EXIF's tag 0x0112: 1 upright, 3 upside down, 6 and 8
 *     on a side, the even and odd others mirrored; 1 when the file does not say
 * @param scans how often a reader goes over the whole picture; a progressive photo has about ten
 */
record JpegOutline(int orientation, int scans) {

  private static final int UPRIGHT = 1;
  private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.US_ASCII);

  private static final int START_OF_SCAN = 0xDA;
  private static final int END_OF_IMAGE = 0xD9;
  private static final int APP1 = 0xE1;

  /** Goes from marker to marker as libjpeg does; what stands behind the picture does not count. */
  static JpegOutline of(byte[] file) {
    int orientation = UPRIGHT;
    int scans = 0;
    int at = 2;
    while (at + 4 <= file.length) {
      int marker = file[at + 1] & 0xFF;
      if (file[at] != (byte) 0xFF || marker == 0xFF) {
        at++;
      } else if (marker == END_OF_IMAGE) {
        break;
      } else if (marker <= 0x01 || isRestart(marker) || marker == 0xD8) {
        at += 2; // markers without content
      } else {
        int length = Math.max(2, (file[at + 2] & 0xFF) << 8 | (file[at + 3] & 0xFF));
        int end = Math.min(file.length, at + 2 + length);
        if (marker == APP1 && orientation == UPRIGHT) {
          orientation = orientation(file, at + 4, end);
        }
        at = end;
        if (marker == START_OF_SCAN) {
          scans++;
          at = endOfScan(file, at);
        }
      }
    }
    return new JpegOutline(orientation, scans);
  }

  private static boolean isRestart(int marker) {
    return marker >= 0xD0 && marker <= 0xD7;
  }

  private static int endOfScan(byte[] file, int from) {
    int at = from;
    while (at + 1 < file.length
        && (file[at] != (byte) 0xFF || file[at + 1] == 0 || isRestart(file[at + 1] & 0xFF))) {
      at++;
    }
    return at;
  }

  /** Reads the one tag out of the first directory of the TIFF that EXIF is. */
  private static int orientation(byte[] file, int from, int end) {
    int tiff = from + EXIF.length;
    if (tiff > end || !Arrays.equals(file, from, tiff, EXIF, 0, EXIF.length)) {
      return UPRIGHT;
    }
    try {
      ByteBuffer exif = ByteBuffer.wrap(file, tiff, end - tiff).slice();
      exif.order(exif.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
      int directory = exif.getInt(4);
      int entries = exif.getShort(directory) & 0xFFFF;
      for (int i = 0; i < entries; i++) {
        int entry = directory + 2 + 12 * i;
        if (exif.getShort(entry) == 0x0112) {
          int value = exif.getShort(entry + 8);
          return value >= 1 && value <= 8 ? value : UPRIGHT;
        }
      }
    } catch (IndexOutOfBoundsException broken) {
      // a picture with broken EXIF is still a picture
    }
    return UPRIGHT;
  }
}
