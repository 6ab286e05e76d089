package io.retour.shared.web;

import io.retour.shared.db.DatabaseAway;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.TransientDataAccessResourceException;
import org.springframework.http.HttpHeaders;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;

/**
 * While MariaDB is away or has no connection free, a page says that nothing was changed and when to
 * send again. A form carries the id of what it makes, so that sending it again makes it once.
 */
@ControllerAdvice
@Order(Ordered.LOWEST_PRECEDENCE)
class PagesWithoutDatabase {

  private static final Logger log = LoggerFactory.getLogger(PagesWithoutDatabase.class);

  @ExceptionHandler({
    DataAccessResourceFailureException.class,
    TransientDataAccessResourceException.class,
    CannotCreateTransactionException.class
  })
  void handle(RuntimeException away, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    log.warn("The database is away: {}", away.getMessage());
    if (DatabaseAway.allInUse(away)) {
      ReadsGiveWay.remember(request);
    }
    response.setHeader(HttpHeaders.RETRY_AFTER, "5");
    response.sendError(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
  }
}
