package io.retour.refunds.db;

import io.retour.refunds.CreditAccount;
import io.retour.refunds.CreditMovement;
import io.retour.refunds.StoreCredit;
import io.retour.refunds.StoreCreditStore;
import io.retour.shared.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Store credits and their movements in MariaDB, append-only (ADR 4). */
@Component
class StoreCreditRows implements StoreCreditStore {

  private final JdbcClient jdbc;

  StoreCreditRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Optional<StoreCredit> ofGrant(UUID grantId) {
    return jdbc.sql("select * from store_credit where grant_id = ?")
        .param(grantId)
        .query(StoreCreditRows::credit)
        .optional();
  }

  @Override
  public void add(StoreCredit credit) {
    StoreCredit.@Nullable Consent consent = credit.consent();
    jdbc.sql(
            "insert into store_credit (id, grant_id, code, amount_minor, bonus_minor, currency,"
                + " issued_at, value_expires_on, bonus_expires_on, provision, zone, consent,"
                + " consented_at) values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .param(credit.id())
        .param(credit.grantId())
        .param(credit.code())
        .param(credit.amount().minor())
        .param(credit.bonus().minor())
        .param(credit.amount().currency().getCurrencyCode())
        .param(utc(credit.issuedAt()))
        .param(credit.valueExpiresOn())
        .param(credit.bonusExpiresOn())
        .param(credit.provision())
        .param(credit.zone().getId())
        .param(consent == null ? null : consent.words())
        .param(consent == null ? null : utc(consent.at()))
        .update();
  }

  @Override
  public Optional<CreditAccount> account(UUID creditId) {
    return accountOf("select * from store_credit where id = ?", creditId);
  }

  @Override
  public Optional<CreditAccount> byCode(String code) {
    return accountOf("select * from store_credit where code = ?", code);
  }

  @Override
  public Optional<String> brandOf(String code) {
    return jdbc.sql(
            "select o.brand from store_credit c join refund_grant g on g.id = c.grant_id"
                + " join customer_order o on o.id = g.order_id where c.code = ?")
        .param(code)
        .query(String.class)
        .optional();
  }

  @Override
  public Optional<CreditAccount> byCodeForChange(String code) {
    return accountOf("select * from store_credit where code = ? for update", code);
  }

  /** Movements are read locking too: what another transaction added last must be seen. */
  private Optional<CreditAccount> accountOf(String sql, Object key) {
    String suffix = sql.endsWith("for update") ? " for update" : "";
    return jdbc.sql(sql)
        .param(key)
        .query(StoreCreditRows::credit)
        .optional()
        .map(
            credit ->
                new CreditAccount(
                    credit,
                    jdbc.sql(
                            "select * from store_credit_movement where credit_id = ?"
                                + " order by movement_no"
                                + suffix)
                        .param(credit.id())
                        .query(StoreCreditRows::movement)
                        .list()));
  }

  @Override
  public void add(CreditMovement movement) {
    jdbc.sql(
            "insert into store_credit_movement (id, credit_id, movement_no, kind, value_minor,"
                + " bonus_minor, currency, reference, reverses_id, moved_at)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .param(movement.id())
        .param(movement.creditId())
        .param(movement.no())
        .param(movement.kind().name())
        .param(movement.value().minor())
        .param(movement.bonus().minor())
        .param(movement.value().currency().getCurrencyCode())
        .param(movement.reference())
        .param(movement.reverses())
        .param(utc(movement.movedAt()))
        .update();
  }

  @Override
  public List<String> codesEndedBefore(LocalDate day, String after, int limit) {
    return jdbc.sql(
            "select c.code from store_credit c left join store_credit_movement m"
                + " on m.credit_id = c.id where c.code > ?"
                + " and (c.value_expires_on < ? or c.bonus_expires_on < ?)"
                + " group by c.id, c.code, c.amount_minor, c.bonus_minor, c.value_expires_on,"
                + " c.bonus_expires_on having c.value_expires_on < ?"
                + " and c.amount_minor - c.bonus_minor + coalesce(sum(m.value_minor), 0) > 0"
                + " or c.bonus_expires_on < ? and c.bonus_minor + coalesce(sum(m.bonus_minor), 0) > 0"
                + " order by c.code limit ?")
        .params(after, day, day, day, day, limit)
        .query(String.class)
        .list();
  }

  private static StoreCredit credit(ResultSet row, int index) throws SQLException {
    String currency = row.getString("currency");
    String consent = row.getString("consent");
    return new StoreCredit(
        UUID.fromString(row.getString("id")),
        UUID.fromString(row.getString("grant_id")),
        row.getString("code"),
        Money.of(row.getLong("amount_minor"), currency),
        Money.of(row.getLong("bonus_minor"), currency),
        instant(row, "issued_at"),
        row.getObject("value_expires_on", LocalDate.class),
        row.getObject("bonus_expires_on", LocalDate.class),
        row.getString("provision"),
        ZoneId.of(row.getString("zone")),
        consent == null ? null : new StoreCredit.Consent(consent, instant(row, "consented_at")));
  }

  private static CreditMovement movement(ResultSet row, int index) throws SQLException {
    String currency = row.getString("currency");
    String reverses = row.getString("reverses_id");
    return new CreditMovement(
        UUID.fromString(row.getString("id")),
        UUID.fromString(row.getString("credit_id")),
        row.getInt("movement_no"),
        CreditMovement.Kind.valueOf(row.getString("kind")),
        Money.of(row.getLong("value_minor"), currency),
        Money.of(row.getLong("bonus_minor"), currency),
        row.getString("reference"),
        reverses == null ? null : UUID.fromString(reverses),
        instant(row, "moved_at"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
