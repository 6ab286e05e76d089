package io.retour.shared.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.stereotype.Component;

/** Answers with a problem detail (RFC 9457) where no controller is reached: from filters. */
@Component
public class ProblemResponse {

  private final ObjectMapper json;

  ProblemResponse(ObjectMapper json) {
    this.json = json;
  }

  /** Whether a program asks, and not a person who wants a page. */
  public static boolean isWantedBy(HttpServletRequest request) {
    String address = request.getRequestURI() + "/";
    return address.startsWith("/api/") || address.startsWith("/webhooks/");
  }

  /**
   * @param code a stable word for programs
   * @param sentence what a person reads
   */
  public void send(
      HttpServletRequest request,
      HttpServletResponse response,
      HttpStatus status,
      String code,
      String sentence)
      throws IOException {
    ProblemDetail detail = ProblemAdvice.detail(status, code, sentence);
    try {
      detail.setInstance(URI.create(request.getRequestURI()));
    } catch (IllegalArgumentException notAnAddress) {
      // that is the problem then
    }
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.getOutputStream().write(json.writeValueAsBytes(detail));
  }
}
