package io.retour.shared.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Makes writes of the API safe to repeat: with the header {@code Idempotency-Key}, the same request
 * of the same caller gets the answer of the first one, and another request under the same key is
 * refused. An answer that says "not now" (5xx) is not kept, so that a retry can succeed.
 *
 * <p>Shape: draft-ietf-httpapi-idempotency-key-header.
 */
final class IdempotencyFilter extends OncePerRequestFilter {

  static final String HEADER = "Idempotency-Key";
  private static final int LONGEST_KEY = 100;
  private static final Duration LONGEST_REQUEST = Duration.ofMinutes(2);
  private static final int LARGEST_BODY = 1_000_000;

  private record Kept(
      String fingerprint,
      @Nullable Integer status,
      @Nullable String contentType,
      @Nullable String location,
      @Nullable String body) {}

  private final JdbcClient jdbc;
  private final ObjectMapper json;
  private final Clock clock;

  IdempotencyFilter(JdbcClient jdbc, ObjectMapper json, Clock clock) {
    this.jdbc = jdbc;
    this.json = json;
    this.clock = clock;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return request.getHeader(HEADER) == null
        || !request.getRequestURI().startsWith("/api/")
        || request.getUserPrincipal() == null
        || request.getMethod().equals("GET");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String key = request.getHeader(HEADER);
    if (key.isBlank() || key.length() > LONGEST_KEY) {
      refuse(
          response,
          HttpStatus.BAD_REQUEST,
          "idempotency-key-invalid",
          "Send an Idempotency-Key of 1 to %d characters.".formatted(LONGEST_KEY));
      return;
    }
    byte[] body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      refuse(
          response,
          HttpStatus.PAYLOAD_TOO_LARGE,
          "body-too-large",
          "A request with an Idempotency-Key may have %d bytes.".formatted(LARGEST_BODY));
      return;
    }
    Principal caller = request.getUserPrincipal();
    String fingerprint = fingerprint(request, body);
    if (!claim(caller.getName(), key, fingerprint)) {
      answerAgain(response, caller.getName(), key, fingerprint);
      return;
    }
    ContentCachingResponseWrapper caching = new ContentCachingResponseWrapper(response);
    boolean answered = false;
    try {
      chain.doFilter(new Replayable(request, body), caching);
      answered = caching.getStatus() < 500;
    } finally {
      if (answered) {
        keep(caller.getName(), key, caching);
      } else {
        jdbc.sql("delete from idempotent_request where principal = ? and request_key = ?")
            .params(caller.getName(), key)
            .update();
      }
    }
    caching.copyBodyToResponse();
  }

  private boolean claim(String caller, String key, String fingerprint) {
    // left by a copy of Retour that died in the middle of the request
    jdbc.sql(
            "delete from idempotent_request where principal = ? and request_key = ?"
                + " and status is null and created_at < ?")
        .params(
            caller,
            key,
            LocalDateTime.ofInstant(clock.instant().minus(LONGEST_REQUEST), ZoneOffset.UTC))
        .update();
    try {
      jdbc.sql(
              "insert into idempotent_request (principal, request_key, fingerprint, created_at)"
                  + " values (?, ?, ?, ?)")
          .params(
              caller, key, fingerprint, LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
          .update();
      return true;
    } catch (DuplicateKeyException known) {
      return false;
    }
  }

  private void keep(String caller, String key, ContentCachingResponseWrapper answer) {
    jdbc.sql(
            "update idempotent_request set status = ?, content_type = ?, location = ?, body = ?"
                + " where principal = ? and request_key = ?")
        .param(answer.getStatus())
        .param(answer.getContentType())
        .param(answer.getHeader(HttpHeaders.LOCATION))
        .param(new String(answer.getContentAsByteArray(), StandardCharsets.UTF_8))
        .param(caller)
        .param(key)
        .update();
  }

  private void answerAgain(
      HttpServletResponse response, String caller, String key, String fingerprint)
      throws IOException {
    Optional<Kept> found =
        jdbc.sql("select * from idempotent_request where principal = ? and request_key = ?")
            .params(caller, key)
            .query(
                (row, index) ->
                    new Kept(
                        row.getString("fingerprint"),
                        row.getObject("status", Integer.class),
                        row.getString("content_type"),
                        row.getString("location"),
                        row.getString("body")))
            .optional();
    if (found.isPresent() && !found.get().fingerprint().equals(fingerprint)) {
      refuse(
          response,
          HttpStatus.CONFLICT,
          "idempotency-key-reused",
          "This Idempotency-Key belongs to another request; use a new one.");
      return;
    }
    if (found.isEmpty() || found.get().status() == null) {
      refuse(
          response,
          HttpStatus.CONFLICT,
          "idempotency-key-in-use",
          "The first request with this Idempotency-Key is still running; ask again in a moment.");
      return;
    }
    Kept kept = found.get();
    response.setStatus(kept.status());
    if (kept.contentType() != null) {
      response.setContentType(kept.contentType());
    }
    if (kept.location() != null) {
      response.setHeader(HttpHeaders.LOCATION, kept.location());
    }
    if (kept.body() != null) {
      response.getOutputStream().write(kept.body().getBytes(StandardCharsets.UTF_8));
    }
  }

  private void refuse(HttpServletResponse response, HttpStatus status, String code, String detail)
      throws IOException {
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response
        .getOutputStream()
        .write(json.writeValueAsBytes(ProblemAdvice.detail(status, code, detail)));
  }

  private static String fingerprint(HttpServletRequest request, byte[] body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(
          (request.getMethod() + " " + request.getRequestURI() + "?" + request.getQueryString())
              .getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(body));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256", impossible);
    }
  }

  /** The request with a body that was read already. */
  private static final class Replayable extends HttpServletRequestWrapper {

    private final byte[] body;

    private Replayable(HttpServletRequest request, byte[] body) {
      super(request);
      this.body = body;
    }

    @Override
    public ServletInputStream getInputStream() {
      ByteArrayInputStream bytes = new ByteArrayInputStream(body);
      return new ServletInputStream() {
        @Override
        public int read() {
          return bytes.read();
        }

        @Override
        public boolean isFinished() {
          return bytes.available() == 0;
        }

        @Override
        public boolean isReady() {
          return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {
          throw new UnsupportedOperationException("The body is there already");
        }
      };
    }

    @Override
    public BufferedReader getReader() {
      return new BufferedReader(new InputStreamReader(getInputStream(), StandardCharsets.UTF_8));
    }
  }
}
