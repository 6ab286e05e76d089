package io.retour.desk;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.retour.shared.KeptAnswers;
import io.retour.shared.KeptAnswers.Answer;
import io.retour.shared.KeptAnswers.Kept;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Principal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.MultipartHttpServletRequest;
import org.springframework.web.servlet.FlashMap;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.support.RequestContextUtils;
import org.springframework.web.util.WebUtils;

/**
 * Forms of the scan screens that the browser's queue sends: the same form to the same address, with
 * an {@code Idempotency-Key} that was made when somebody scanned. It is done once; the same key
 * again gets the first answer, which says in JSON what the page would have shown (ADR 39).
 */
@Component
class QueuedForms implements HandlerInterceptor {

  static final String KEY = "Idempotency-Key";

  /** Sent with what somebody waits for: the next page is to say how it went. */
  static final String FOLLOWED = "Retour-Followed";

  /** Flash attribute of a no that is worth another try. */
  static final String TRY_AGAIN = "tryAgain";

  private static final String RUNNING = QueuedForms.class.getName();
  private static final String FORM_TOKEN = "_csrf";
  private static final Duration LONGEST_REQUEST = Duration.ofMinutes(2);
  private static final String REDIRECT = "redirect:";

  private final KeptAnswers answers;
  private final ObjectMapper json;
  private final Clock clock;

  QueuedForms(KeptAnswers answers, ObjectMapper json, Clock clock) {
    this.answers = answers;
    this.json = json;
    this.clock = clock;
  }

  /** A request that is being done. */
  private record Running(String caller, String key, Instant since) {}

  @Override
  public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler)
      throws IOException {
    String key = request.getHeader(KEY);
    Principal caller = request.getUserPrincipal();
    if (key == null || caller == null || !request.getMethod().equals("POST")) {
      return true;
    }
    if (!key.matches("[\\w-]{8,100}")) {
      response.sendError(HttpStatus.BAD_REQUEST.value());
      return false;
    }
    Instant now = clock.instant();
    String fingerprint = fingerprint(request);
    if (answers.claim(caller.getName(), key, fingerprint, now, now.minus(LONGEST_REQUEST))) {
      request.setAttribute(RUNNING, new Running(caller.getName(), key, now));
      return true;
    }
    answerAgain(response, fingerprint, answers.find(caller.getName(), key));
    return false;
  }

  private static void answerAgain(
      HttpServletResponse response, String fingerprint, Optional<Kept> kept) throws IOException {
    if (kept.isPresent() && !kept.get().fingerprint().equals(fingerprint)) {
      response.sendError(HttpStatus.CONFLICT.value());
      return;
    }
    String body = kept.map(Kept::answer).map(Answer::body).orElse(null);
    if (body == null) {
      // the first one is still being done
      response.setHeader(HttpHeaders.RETRY_AFTER, "2");
      response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
      return;
    }
    write(response, body);
  }

  @Override
  public void postHandle(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable ModelAndView page)
      throws IOException {
    Running running = running(request);
    if (running == null
        || page == null
        || page.getViewName() == null
        || !page.getViewName().startsWith(REDIRECT)) {
      return;
    }
    FlashMap shown = RequestContextUtils.getOutputFlashMap(request);
    if (shown.containsKey(TRY_AGAIN)) {
      page.clear();
      response.setHeader(HttpHeaders.RETRY_AFTER, "10");
      response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
      return;
    }
    String next = page.getViewName().substring(REDIRECT.length());
    ObjectNode told = json.createObjectNode().put("next", next);
    for (String said : List.of("done", "failed")) {
      if (shown.get(said) instanceof String text) {
        told.put(said, text);
      }
    }
    told.put("unexpected", Boolean.TRUE.equals(shown.get("unexpected")));
    String body = json.writeValueAsString(told);
    request.removeAttribute(RUNNING);
    answers.keep(
        running.caller(),
        running.key(),
        new Answer(HttpStatus.OK.value(), MediaType.APPLICATION_JSON_VALUE, null, body));
    if (request.getHeader(FOLLOWED) != null) {
      RequestContextUtils.saveOutputFlashMap(next, request, response);
    }
    page.clear();
    write(response, body);
  }

  /** What came to no answer may be tried again. */
  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failure) {
    Running running = running(request);
    if (running != null) {
      answers.release(running.caller(), running.key(), running.since());
    }
  }

  private static @Nullable Running running(HttpServletRequest request) {
    return (Running) request.getAttribute(RUNNING);
  }

  private static void write(HttpServletResponse response, String body) throws IOException {
    response.setContentType(MediaType.APPLICATION_JSON_VALUE);
    response.getOutputStream().write(body.getBytes(StandardCharsets.UTF_8));
  }

  /** The form without its token, which is another one after the next login. */
  private static String fingerprint(HttpServletRequest request) throws IOException {
    MessageDigest digest = sha256();
    add(digest, request.getRequestURI());
    for (Map.Entry<String, String[]> field : new TreeMap<>(request.getParameterMap()).entrySet()) {
      if (!field.getKey().equals(FORM_TOKEN)) {
        add(digest, field.getKey());
        for (String value : field.getValue()) {
          add(digest, value);
        }
      }
    }
    MultipartHttpServletRequest files =
        WebUtils.getNativeRequest(request, MultipartHttpServletRequest.class);
    if (files != null) {
      for (Map.Entry<String, MultipartFile> file : new TreeMap<>(files.getFileMap()).entrySet()) {
        add(digest, file.getKey());
        digest.update(file.getValue().getBytes());
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static void add(MessageDigest digest, String text) {
    digest.update(text.getBytes(StandardCharsets.UTF_8));
    digest.update((byte) 0);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("Every Java platform has SHA-256", impossible);
    }
  }
}
