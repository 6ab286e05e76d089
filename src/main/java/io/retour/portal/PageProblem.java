package io.retour.portal;

import io.retour.shared.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.time.Duration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;

/** Says no on a page of the portal: the sentence, the status, and when to try again. */
final class PageProblem {

  private PageProblem() {}

  /**
   * The page shows the text {@code problem.<code>} in the reader's language; {@code waitMinutes} is
   * there for texts that say when to try again.
   */
  static void show(Problem problem, HttpServletResponse response, Model model) {
    model.addAttribute("problem", problem);
    HttpStatus status =
        switch (problem.kind()) {
          case TOO_MANY_REQUESTS -> HttpStatus.TOO_MANY_REQUESTS;
          case UNAVAILABLE -> HttpStatus.SERVICE_UNAVAILABLE;
          default -> HttpStatus.UNPROCESSABLE_ENTITY;
        };
    response.setStatus(status.value());
    Duration wait = problem.retryAfter();
    if (wait != null) {
      response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(wait.toSeconds()));
      model.addAttribute("waitMinutes", Math.max(1, wait.toMinutes()));
    }
  }
}
