package io.retour.shared.db;

import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.transaction.CannotCreateTransactionException;

/** Tells a database that is away from all else that can go wrong: it passes, nothing is known. */
public final class DatabaseAway {

  private DatabaseAway() {}

  /** Whether the database could not be reached, or the connection broke before it answered. */
  public static boolean caused(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof CannotCreateTransactionException
          || cause instanceof DataAccessResourceFailureException
          || cause instanceof SQLTransientConnectionException
          || cause instanceof SQLNonTransientConnectionException
          || cause instanceof SQLRecoverableException) {
        return true;
      }
    }
    return false;
  }

  /**
   * Whether the database is there and all connections to it stayed in use: the pool says so without
   * a cause, where one that cannot connect names what was in the way.
   */
  public static boolean allInUse(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof SQLTransientConnectionException
          && cause.getCause() == null
          && String.valueOf(cause.getMessage()).contains("request timed out")) {
        return true;
      }
    }
    return false;
  }
}
