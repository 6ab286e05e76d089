package io.retour.returns.db;

import io.retour.returns.GiftRecipients;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Recipients of gifts in MariaDB. */
@Component
class GiftRecipientRows implements GiftRecipients {

  private final JdbcClient jdbc;

  GiftRecipientRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void keep(UUID returnId, String address) {
    jdbc.sql("insert ignore into gift_return (return_id, recipient) values (?, ?)")
        .params(returnId, address)
        .update();
  }

  @Override
  public Optional<String> of(UUID returnId) {
    return jdbc.sql("select recipient from gift_return where return_id = ?")
        .param(returnId)
        .query(String.class)
        .optional();
  }
}
