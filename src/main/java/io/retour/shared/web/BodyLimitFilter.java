package io.retour.shared.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.util.unit.DataSize;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * How much a request to the API or to a webhook may bring. Its body is read into memory as a whole,
 * so one that is endless would take the memory of all. What is read line by line has no such limit,
 * and files have one of their own.
 */
final class BodyLimitFilter extends OncePerRequestFilter {

  /** Media types whose bodies the API never has in memory as a whole. */
  static final Set<String> READ_BY_PIECES =
      Set.of("application/x-ndjson", "text/csv", "multipart/form-data");

  private final ProblemResponse problems;
  private final DataSize most;
  private final Set<String> readByPieces;

  /**
   * @param readByPieces media types that have no limit here
   */
  BodyLimitFilter(ProblemResponse problems, DataSize most, Set<String> readByPieces) {
    this.problems = problems;
    this.most = most;
    this.readByPieces = Set.copyOf(readByPieces);
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return readByPieces.contains(mediaType(request.getContentType()));
  }

  private static String mediaType(@Nullable String contentType) {
    return contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getContentLengthLong() > most.toBytes()) {
      problems.send(request, response, HttpStatus.PAYLOAD_TOO_LARGE, BodyTooLarge.CODE, sentence());
      return;
    }
    chain.doFilter(new Limited(request), response);
  }

  private String sentence() {
    return "A request may have %d bytes: send it in portions.".formatted(most.toBytes());
  }

  /** More came than was announced, or nothing was announced. */
  static final class BodyTooLarge extends IOException {

    static final String CODE = "body-too-large";
    private static final long serialVersionUID = 1;

    private BodyTooLarge(String sentence) {
      super(sentence);
    }
  }

  /** The request, whose body ends with an error where it becomes too large. */
  private final class Limited extends HttpServletRequestWrapper {

    private Limited(HttpServletRequest request) {
      super(request);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      ServletInputStream body = super.getInputStream();
      return new ServletInputStream() {

        private long came;

        private int counted(int bytes) throws IOException {
          came += Math.max(bytes, 0);
          if (came > most.toBytes()) {
            throw new BodyTooLarge(sentence());
          }
          return bytes;
        }

        @Override
        public int read() throws IOException {
          int next = body.read();
          counted(next < 0 ? 0 : 1);
          return next;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
          return counted(body.read(into, offset, length));
        }

        @Override
        public boolean isFinished() {
          return body.isFinished();
        }

        @Override
        public boolean isReady() {
          return body.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
          body.setReadListener(listener);
        }
      };
    }
  }
}
