package io.retour.orders.web;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import org.jspecify.annotations.Nullable;

/** The lines of an upload, one after the other: one that cannot be read says so by itself. */
final class TextLines {

  /** A megabyte; an order with hundreds of lines has a fifth of it. */
  static final int LONGEST = 1 << 20;

  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /**
   * @param number counted from 1
   * @param text of a line that cannot be read, what comes before the fault
   * @param fault why it cannot be read, empty when it can
   */
  record Line(long number, String text, String fault) {

    boolean readable() {
      return fault.isEmpty();
    }
  }

  private final InputStream in;
  private final Charset charset;
  private long number;
  private boolean afterReturn;

  /**
   * @param charset one in which line ends are the bytes they are in ASCII
   */
  TextLines(InputStream in, Charset charset) {
    this.in = new BufferedInputStream(in);
    this.charset = charset;
  }

  /** The next line, absent at the end. Lines end with LF, CR LF or CR. */
  @Nullable Line next() throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    boolean tooLong = false;
    int each = in.read();
    if (afterReturn && each == '\n') {
      each = in.read();
    }
    afterReturn = false;
    if (each < 0) {
      return null;
    }
    for (; each >= 0 && each != '\n' && each != '\r'; each = in.read()) {
      if (bytes.size() < LONGEST) {
        bytes.write(each);
      } else {
        tooLong = true;
      }
    }
    afterReturn = each == '\r';
    number++;
    return tooLong
        ? new Line(number, "", "This line is longer than %d bytes.".formatted(LONGEST))
        : decoded(bytes.toByteArray());
  }

  private Line decoded(byte[] bytes) {
    // unlike a string's constructor, a decoder does not put signs where it cannot read
    CharBuffer text = CharBuffer.allocate(bytes.length);
    CoderResult result = charset.newDecoder().decode(ByteBuffer.wrap(bytes), text, true);
    String read = text.flip().toString();
    return new Line(
        number,
        number == 1 && read.startsWith(BYTE_ORDER_MARK) ? read.substring(1) : read,
        result.isError() ? "This line is not %s.".formatted(charset) : "");
  }
}
