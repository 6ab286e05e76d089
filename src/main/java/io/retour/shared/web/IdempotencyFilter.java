package io.retour.shared.web;

import io.retour.shared.KeptAnswers;
import io.retour.shared.KeptAnswers.Answer;
import io.retour.shared.KeptAnswers.Kept;
import io.retour.shared.db.DatabaseAway;
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
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.dao.NonTransientDataAccessResourceException;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.security.web.firewall.RequestRejectedException;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * Makes writes of the API safe to repeat: with the header {@code Idempotency-Key}, the same request
 * of the same caller gets the answer of the first one, and another request under the same key is
 * refused. An answer that says "not now" (429, 5xx) is not kept, so that a retry can succeed, and
 * neither is one that tells a secret ({@link ShownOnce}).
 *
 * <p>Effect and kept answer are two transactions; {@link RequestId} says why that does no harm.
 *
 * <p>Shape: draft-ietf-httpapi-idempotency-key-header.
 */
final class IdempotencyFilter extends OncePerRequestFilter {

  static final String HEADER = "Idempotency-Key";
  private static final Logger log = LoggerFactory.getLogger(IdempotencyFilter.class);
  private static final Set<String> READS = Set.of("GET", "HEAD", "OPTIONS");
  private static final int LONGEST_KEY = 100;
  private static final Duration LONGEST_REQUEST = Duration.ofMinutes(2);
  private static final int LARGEST_BODY = 1_000_000;

  private final KeptAnswers answers;
  private final ProblemResponse problems;
  private final Clock clock;

  IdempotencyFilter(KeptAnswers answers, ProblemResponse problems, Clock clock) {
    this.answers = answers;
    this.problems = problems;
    this.clock = clock;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return key(request) == null
        || !request.getRequestURI().startsWith("/api/")
        || request.getUserPrincipal() == null
        || READS.contains(request.getMethod());
  }

  /** What no key may contain the firewall refuses to read; that gets the same clear answer. */
  private static @Nullable String key(HttpServletRequest request) {
    try {
      return request.getHeader(HEADER);
    } catch (RequestRejectedException unreadable) {
      return "";
    }
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String key = key(request);
    if (key == null || !key.matches("[\\x21-\\x7e]{1,%d}".formatted(LONGEST_KEY))) {
      problems.send(
          request,
          response,
          HttpStatus.BAD_REQUEST,
          "idempotency-key-invalid",
          "Send an Idempotency-Key of 1 to %d visible ASCII characters.".formatted(LONGEST_KEY));
      return;
    }
    byte[] body = request.getInputStream().readNBytes(LARGEST_BODY + 1);
    if (body.length > LARGEST_BODY) {
      problems.send(
          request,
          response,
          HttpStatus.PAYLOAD_TOO_LARGE,
          "body-too-large",
          "A request with an Idempotency-Key may have %d bytes.".formatted(LARGEST_BODY));
      return;
    }
    String caller = request.getUserPrincipal().getName();
    String fingerprint = fingerprint(request, body);
    Instant claimedAt = clock.instant();
    boolean mine;
    Optional<Kept> kept = Optional.empty();
    try {
      mine = answers.claim(caller, key, fingerprint, claimedAt, claimedAt.minus(LONGEST_REQUEST));
      if (!mine) {
        kept = answers.find(caller, key);
      }
    } catch (NonTransientDataAccessResourceException | TransientDataAccessException away) {
      databaseAway(request, response, away);
      return;
    }
    if (!mine) {
      answerAgain(request, response, kept, fingerprint);
      return;
    }
    RequestId.remember(request, caller, key, fingerprint);
    ContentCachingResponseWrapper caching = new ContentCachingResponseWrapper(response);
    boolean answered = false;
    try {
      chain.doFilter(new Replayable(request, body), caching);
      answered = isFinal(caching.getStatus()) && !ShownOnce.isAnswerTo(request);
    } finally {
      settle(caller, key, claimedAt, answered ? caching : null);
    }
    caching.copyBodyToResponse();
  }

  /** What says "not now" may be different the next time. */
  private static boolean isFinal(int status) {
    return status < 500 && status != HttpStatus.TOO_MANY_REQUESTS.value();
  }

  private void databaseAway(
      HttpServletRequest request, HttpServletResponse response, DataAccessException away)
      throws IOException {
    log.warn("The database is away: {}", away.getMessage());
    boolean busy = DatabaseAway.allInUse(away);
    response.setHeader(HttpHeaders.RETRY_AFTER, "5");
    problems.send(
        request,
        response,
        HttpStatus.SERVICE_UNAVAILABLE,
        busy ? ReadsGiveWay.CODE : "database-away",
        busy ? ReadsGiveWay.SENTENCE : "Nothing was changed. Try again in a few seconds.");
  }

  /**
   * Keeps the answer, or lets the next run try. What the request did is done; that this cannot be
   * noted is no reason to hide the answer, and the next run finds what was done.
   */
  private void settle(
      String caller,
      String key,
      Instant claimedAt,
      @Nullable ContentCachingResponseWrapper answer) {
    try {
      if (answer != null) {
        answers.keep(caller, key, answerOf(answer));
      } else {
        answers.release(caller, key, claimedAt);
      }
    } catch (DataAccessException away) {
      log.warn("The answer to a request with a key is not kept: {}", away.getMessage());
    }
  }

  private static Answer answerOf(ContentCachingResponseWrapper response) {
    return new Answer(
        response.getStatus(),
        response.getContentType(),
        response.getHeader(HttpHeaders.LOCATION),
        new String(response.getContentAsByteArray(), StandardCharsets.UTF_8));
  }

  private void answerAgain(
      HttpServletRequest request,
      HttpServletResponse response,
      Optional<Kept> found,
      String fingerprint)
      throws IOException {
    if (found.isPresent() && !found.get().fingerprint().equals(fingerprint)) {
      problems.send(
          request,
          response,
          HttpStatus.CONFLICT,
          "idempotency-key-reused",
          "This Idempotency-Key belongs to another request; use a new one.");
      return;
    }
    Answer first = found.map(Kept::answer).orElse(null);
    if (first == null) {
      problems.send(
          request,
          response,
          HttpStatus.CONFLICT,
          "idempotency-key-in-use",
          "The first request with this Idempotency-Key is still running; ask again in a moment.");
      return;
    }
    response.setStatus(first.status());
    if (first.contentType() != null) {
      response.setContentType(first.contentType());
    }
    if (first.location() != null) {
      response.setHeader(HttpHeaders.LOCATION, first.location());
    }
    if (first.body() != null) {
      response.getOutputStream().write(first.body().getBytes(StandardCharsets.UTF_8));
    }
  }

  private static String fingerprint(HttpServletRequest request, byte[] body) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(
          (request.getMethod()
                  + " "
                  + request.getRequestURI()
                  + "?"
                  + request.getQueryString()
                  + "\n")
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
