package io.retour.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Looks at the books after every scenario: each booking has two sides at least and sums to zero in
 * each of its currencies. A booking's entries are written in one transaction, so this holds at any
 * moment, also while workers still run.
 */
class BalancedBooks implements AfterEachCallback {

  @Override
  public void afterEach(ExtensionContext test) {
    JdbcClient jdbc = SpringExtension.getApplicationContext(test).getBean(JdbcClient.class);
    assertThat(unbalanced(jdbc)).as("bookings that do not sum to zero").isEmpty();
    assertThat(belowZero(jdbc)).as("store credits below zero").isEmpty();
  }

  static List<String> unbalanced(JdbcClient jdbc) {
    return jdbc.sql(
            "select concat(booking, ' ', sum(amount_minor), ' ', currency) from ledger_entry"
                + " group by booking, currency having sum(amount_minor) <> 0 or count(*) < 2")
        .query(String.class)
        .list();
  }

  private static List<String> belowZero(JdbcClient jdbc) {
    return jdbc.sql(
            "select c.code from store_credit c join store_credit_movement m on m.credit_id = c.id"
                + " group by c.id, c.code, c.amount_minor, c.bonus_minor"
                + " having c.amount_minor - c.bonus_minor + sum(m.value_minor) < 0"
                + " or c.bonus_minor + sum(m.bonus_minor) < 0")
        .query(String.class)
        .list();
  }
}
