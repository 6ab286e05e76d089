package io.retour.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.retour.testing.WebTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Text is compared in one way, so that any two columns can be joined by their index. */
@WebTest
class CollationTest {

  private static final String ONE = "utf8mb4_unicode_ci";

  @Autowired JdbcClient jdbc;

  /** A new table ends with {@code default charset = utf8mb4 collate = utf8mb4_unicode_ci}. */
  @Test
  void everyTextIsComparedTheSameWayButWhatIsComparedByteByByte() {
    assertThat(
            jdbc.sql(
                    "select concat(table_name, '.', column_name, ' ', collation_name)"
                        + " from information_schema.columns where table_schema = database()"
                        + " and collation_name is not null and collation_name <> ?")
                .param(ONE)
                .query(String.class)
                .list())
        .containsExactlyInAnyOrder(
            "idempotent_request.principal utf8mb4_bin",
            "idempotent_request.request_key utf8mb4_bin",
            "webhook_subscription.url utf8mb4_bin");
    assertThat(
            jdbc.sql(
                    "select table_name from information_schema.tables"
                        + " where table_schema = database() and table_collation <> ?")
                .param(ONE)
                .query(String.class)
                .list())
        .isEmpty();
  }

  /** What MariaDB works out by itself is still worked out, and its index still there. */
  @Test
  void theShoppersIdentityIsStillWorkedOutByTheDatabase() {
    assertThat(
            jdbc.sql(
                    "select lower(concat(column_name, ' ', extra)) from information_schema.columns"
                        + " where table_schema = database() and table_name = 'customer_order'"
                        + " and is_generated = 'ALWAYS'")
                .query(String.class)
                .list())
        .containsExactly("identity stored generated");
  }
}
