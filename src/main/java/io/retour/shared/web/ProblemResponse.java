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

  public void send(
      HttpServletRequest request,
      HttpServletResponse response,
      HttpStatus status,
      String code,
      String sentence)
      throws IOException {
    ProblemDetail detail = ProblemAdvice.detail(status, code, sentence);
    detail.setInstance(URI.create(request.getRequestURI()));
    response.setStatus(status.value());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.getOutputStream().write(json.writeValueAsBytes(detail));
  }
}
