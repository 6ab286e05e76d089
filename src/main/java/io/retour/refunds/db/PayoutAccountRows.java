package io.retour.refunds.db;

import io.retour.refunds.PayoutAccount;
import io.retour.refunds.PayoutAccountStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Accounts for payouts in MariaDB, which sees them sealed only. */
@Component
class PayoutAccountRows implements PayoutAccountStore {

  private final JdbcClient jdbc;

  PayoutAccountRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Optional<PayoutAccount> of(UUID caseId) {
    return jdbc.sql(
            "select case_id, entry_no, last_four, given_by, given_at, erased_at"
                + " from payout_account where case_id = ?")
        .param(caseId)
        .query(PayoutAccountRows::account)
        .optional();
  }

  @Override
  public Optional<byte[]> sealed(UUID caseId) {
    return jdbc.sql("select sealed from payout_account where case_id = ? and sealed is not null")
        .param(caseId)
        .query((row, no) -> row.getBytes("sealed"))
        .optional();
  }

  @Override
  public void put(PayoutAccount account, byte[] sealed) {
    jdbc.sql(
            "insert into payout_account (case_id, entry_no, last_four, given_by, given_at, sealed)"
                + " values (?, ?, ?, ?, ?, ?) on duplicate key update entry_no = values(entry_no),"
                + " last_four = values(last_four), given_by = values(given_by),"
                + " given_at = values(given_at), sealed = values(sealed), erased_at = null")
        .params(
            account.caseId(),
            account.entryNo(),
            account.lastFour(),
            account.givenBy(),
            utc(account.givenAt()),
            sealed)
        .update();
  }

  @Override
  public void erase(UUID caseId, Instant at) {
    jdbc.sql(
            "update payout_account set sealed = null, erased_at = ?"
                + " where case_id = ? and sealed is not null")
        .params(utc(at), caseId)
        .update();
  }

  private static PayoutAccount account(ResultSet row, int no) throws SQLException {
    LocalDateTime erased = row.getObject("erased_at", LocalDateTime.class);
    return new PayoutAccount(
        UUID.fromString(row.getString("case_id")),
        row.getInt("entry_no"),
        row.getString("last_four"),
        row.getString("given_by"),
        row.getObject("given_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
        erased == null ? null : erased.toInstant(ZoneOffset.UTC));
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
