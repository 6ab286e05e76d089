package io.retour.shared.web;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.multipart.MultipartRequest;
import org.springframework.web.util.WebUtils;

/**
 * A form with files says what stands between its parts. One that does not cannot be read, and the
 * server would stumble over it as soon as somebody asks for a field, the form's token for instance.
 */
final class FormsWithoutBoundary extends OncePerRequestFilter {

  private final ProblemResponse problems;

  FormsWithoutBoundary(ProblemResponse problems) {
    this.problems = problems;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    String type = request.getContentType();
    return type == null
        // somebody has read its parts already
        || WebUtils.getNativeRequest(request, MultipartRequest.class) != null
        || !type.toLowerCase(Locale.ROOT).startsWith("multipart/")
        || type.matches("(?is).*;\\s*boundary=\"?[^\\s\";].*");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (ProblemResponse.isWantedBy(request)) {
      problems.send(
          request,
          response,
          HttpStatus.BAD_REQUEST,
          "unreadable",
          "Say in Content-Type what stands between the parts of the form (boundary).");
    } else {
      response.sendError(HttpServletResponse.SC_BAD_REQUEST);
    }
  }
}
