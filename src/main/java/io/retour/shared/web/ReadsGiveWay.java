package io.retour.shared.web;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * When more want to read than can be served, some are told to come again in a moment (503 with
 * Retry-After), so that who confirms something is served. Withdrawal has to be possible all the
 * time (CRD Art. 11a(1)), and logins and logos cost nothing: they never wait here.
 */
public final class ReadsGiveWay extends OncePerRequestFilter {

  static final String CODE = "busy";
  static final String SENTENCE =
      "There is more to do just now than can be done. This call changed nothing; try again in a"
          + " few seconds.";

  private static final String TURNED_AWAY = ReadsGiveWay.class.getName();
  private static final Set<String> READS = Set.of("GET", "HEAD");

  /** They are posted because of what they carry, and change nothing. */
  private static final Pattern POSTED_READS = Pattern.compile("/p/[^/]+/(find|order|options)");

  private static final Pattern ALWAYS =
      Pattern.compile("/p/[^/]+/(withdraw(/.*)?|withdrawn/.*|look\\.css|logo|icon)");

  private final ProblemResponse problems;
  private final ReadProperties properties;
  private final Semaphore places;
  private final Counter turnedAway;

  ReadsGiveWay(ProblemResponse problems, ReadProperties properties, MeterRegistry metrics) {
    this.problems = problems;
    this.properties = properties;
    this.places = new Semaphore(properties.atOnce(), true);
    this.turnedAway =
        Counter.builder("retour.reads.turned.away")
            .description("Reads that were told to come again later, so that writes are served")
            .register(metrics);
  }

  /** Whether the request was answered with "not now" because too many came at once. */
  public static boolean turnedAway(HttpServletRequest request) {
    return request.getAttribute(TURNED_AWAY) != null;
  }

  /** The page that is shown then says that there is much to do, not that something is broken. */
  static void remember(HttpServletRequest request) {
    request.setAttribute(TURNED_AWAY, true);
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String path = request.getRequestURI();
    return ALWAYS.matcher(path).matches()
        || !READS.contains(request.getMethod())
            && !(POSTED_READS.matcher(path).matches() && isReadAsAForm(request.getContentType()));
  }

  /** Of any other type a body would be read later, while its sender holds a place. */
  private static boolean isReadAsAForm(@Nullable String contentType) {
    return contentType == null
        || contentType
            .toLowerCase(Locale.ROOT)
            .startsWith(MediaType.APPLICATION_FORM_URLENCODED_VALUE);
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    // reads the form, which the server bounds: who sends slowly holds no place meanwhile
    request.getParameterMap();
    if (!mayRead()) {
      turnedAway.increment();
      response.setHeader(
          HttpHeaders.RETRY_AFTER, String.valueOf(properties.retryAfter().toSeconds()));
      if (ProblemResponse.isWantedBy(request)) {
        problems.send(request, response, HttpStatus.SERVICE_UNAVAILABLE, CODE, SENTENCE);
      } else {
        remember(request);
        response.sendError(HttpStatus.SERVICE_UNAVAILABLE.value());
      }
      return;
    }
    try {
      chain.doFilter(request, response);
    } finally {
      places.release();
    }
  }

  private boolean mayRead() {
    try {
      return places.tryAcquire(properties.patience().toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
