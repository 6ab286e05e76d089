package io.retour.e2e;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Map;

/**
 * What the outside world remembers: the simulated carrier and payment provider keep books of their
 * own, as real ones would, so a second label or payment could not hide.
 */
final class Books {

  private final Map<String, String> environment;

  Books(Stack stack) {
    this.environment = stack.environment();
  }

  long labels(String rmaNumber) {
    return count(
        "select count(*) from simulated_label l join return_case r"
            + " on l.request_key like concat(r.id, ':%') where r.rma_number = ?",
        rmaNumber);
  }

  long payments(Shop.Bought order) {
    return count(
        "select count(*) from simulated_refund where payment_reference = ?",
        order.paymentReference());
  }

  /** Refunds that Retour knows to be finished. */
  long settled(Shop.Bought order) {
    return count(
        "select count(*) from refund where payment_reference = ? and state = 'SETTLED'",
        order.paymentReference());
  }

  /** How often this happened to a return, such as {@code inspected}. */
  long events(String rmaNumber, String kind) {
    return count(
        "select count(*) from case_event e join return_case r on e.return_id = r.id"
            + " where concat(r.rma_number, ' ', e.kind) = ?",
        rmaNumber + " " + kind);
  }

  private long count(String sql, String parameter) {
    try (Connection connection =
            DriverManager.getConnection(
                environment.get("RETOUR_DB_URL"),
                environment.get("RETOUR_DB_USER"),
                environment.get("RETOUR_DB_PASSWORD"));
        PreparedStatement query = connection.prepareStatement(sql)) {
      query.setString(1, parameter);
      try (ResultSet rows = query.executeQuery()) {
        rows.next();
        return rows.getLong(1);
      }
    } catch (SQLException failed) {
      throw new IllegalStateException(failed);
    }
  }
}
