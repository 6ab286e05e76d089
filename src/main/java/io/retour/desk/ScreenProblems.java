package io.retour.desk;

import io.retour.shared.Problem;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/** What a desk screen cannot show gets the error page that fits, such as an unknown return's. */
@ControllerAdvice(basePackageClasses = ScreenProblems.class)
class ScreenProblems {

  @ExceptionHandler
  void handle(Problem problem, HttpServletResponse response) throws IOException {
    response.sendError(
        problem.kind() == Problem.Kind.NOT_FOUND
            ? HttpServletResponse.SC_NOT_FOUND
            : HttpServletResponse.SC_CONFLICT);
  }
}
