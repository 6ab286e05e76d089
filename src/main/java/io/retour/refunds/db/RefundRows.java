package io.retour.refunds.db;

import io.retour.refunds.Carried;
import io.retour.refunds.Grant;
import io.retour.refunds.Refund;
import io.retour.refunds.RefundStore;
import io.retour.shared.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Grants and refunds in MariaDB. They are written once or change one column, so plain SQL says what
 * happens better than a mapped entity would (ADR 4).
 */
@Component
class RefundRows implements RefundStore {

  private final JdbcClient jdbc;
  private final StatementText statements;
  private final Clock clock;

  RefundRows(JdbcClient jdbc, StatementText statements, Clock clock) {
    this.jdbc = jdbc;
    this.statements = statements;
    this.clock = clock;
  }

  @Override
  public Optional<Grant> grantOfReturn(UUID returnId) {
    return jdbc.sql("select * from refund_grant where return_id = ?")
        .param(returnId)
        .query(this::grantFrom)
        .optional();
  }

  @Override
  public Optional<Grant> grant(UUID grantId) {
    return jdbc.sql("select * from refund_grant where id = ?")
        .param(grantId)
        .query(this::grantFrom)
        .optional();
  }

  @Override
  public List<Grant> grantsOfOrder(UUID orderId) {
    return jdbc.sql("select * from refund_grant where order_id = ? order by granted_at, id")
        .param(orderId)
        .query(this::grantFrom)
        .list();
  }

  @Override
  public void add(Grant grant) {
    jdbc.sql(
            "insert into refund_grant (id, return_id, order_id, resolution, amount_minor,"
                + " bonus_minor, shipping_minor, currency, statement, granted_at, at_drop_off)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)")
        .params(
            grant.id(),
            grant.returnId(),
            grant.orderId(),
            grant.resolution(),
            grant.amount().minor(),
            grant.bonus().minor(),
            grant.statement().shipping().minor(),
            grant.amount().currency().getCurrencyCode(),
            statements.write(grant.statement()),
            utc(grant.grantedAt()),
            grant.atDropOff())
        .update();
  }

  @Override
  public List<Refund> refunds(UUID grantId) {
    return jdbc.sql("select * from refund where grant_id = ? order by id")
        .param(grantId)
        .query(RefundRows::refundFrom)
        .list();
  }

  @Override
  public Optional<Refund> refund(UUID refundId) {
    return jdbc.sql("select * from refund where id = ?")
        .param(refundId)
        .query(RefundRows::refundFrom)
        .optional();
  }

  @Override
  public Optional<Instant> firstAskedAt(UUID refundId) {
    return jdbc.sql("select first_asked_at from refund where id = ? and first_asked_at is not null")
        .param(refundId)
        .query(LocalDateTime.class)
        .optional()
        .map(at -> at.toInstant(ZoneOffset.UTC));
  }

  @Override
  public void asking(UUID refundId) {
    jdbc.sql("update refund set first_asked_at = ? where id = ? and first_asked_at is null")
        .params(utc(clock.instant()), refundId)
        .update();
  }

  @Override
  public Optional<Refund> refundForChange(UUID refundId) {
    return jdbc.sql("select * from refund where id = ? for update")
        .param(refundId)
        .query(RefundRows::refundFrom)
        .optional();
  }

  @Override
  public Optional<Refund> refundOf(String provider, String providerRefundId) {
    return jdbc.sql("select * from refund where provider = ? and provider_refund_id = ? limit 1")
        .params(provider, providerRefundId)
        .query(RefundRows::refundFrom)
        .optional();
  }

  @Override
  public List<Refund> refundsOver(String provider, String paymentReference) {
    return jdbc.sql("select * from refund where provider = ? and payment_reference = ? order by id")
        .params(provider, paymentReference)
        .query(RefundRows::refundFrom)
        .list();
  }

  @Override
  public Money refundedOver(UUID tenderId, Money zero) {
    long minor =
        jdbc.sql(
                "select (select coalesce(sum(amount_minor), 0) from refund where tender_id = :id)"
                    + " + (select coalesce(sum(amount_minor), 0) from carried_payment"
                    + " where tender_id = :id)")
            .param("id", tenderId)
            .query(Long.class)
            .single();
    return new Money(minor, zero.currency());
  }

  @Override
  public void add(Refund refund) {
    add(refund, 0);
  }

  private void add(Refund refund, int partNo) {
    Instant now = clock.instant();
    jdbc.sql(
            "insert into refund (id, grant_id, tender_id, provider, payment_reference,"
                + " amount_minor, currency, state, detail, updated_at, asked_at, version, part_no)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0, ?)")
        .params(
            refund.id(),
            refund.grantId(),
            refund.tenderId(),
            refund.provider(),
            refund.paymentReference(),
            refund.amount().minor(),
            refund.amount().currency().getCurrencyCode(),
            refund.state().name(),
            refund.detail(),
            utc(now),
            utc(now),
            partNo)
        .update();
  }

  @Override
  public Refund divide(Refund refund, Money stays, Refund.State state) {
    jdbc.sql("update refund set amount_minor = ?, version = version + 1 where id = ?")
        .params(stays.minor(), refund.id())
        .update();
    Refund rest =
        new Refund(
            UUID.randomUUID(),
            refund.grantId(),
            refund.tenderId(),
            refund.provider(),
            refund.paymentReference(),
            refund.amount().minus(stays),
            state,
            null,
            "");
    int parts =
        jdbc.sql("select count(*) from refund where grant_id = ? and tender_id = ?")
            .params(refund.grantId(), refund.tenderId())
            .query(Integer.class)
            .single();
    add(rest, parts);
    return rest;
  }

  @Override
  public void update(UUID refundId, Refund.State state, String providerRefundId, String detail) {
    jdbc.sql(
            "update refund set state = ?, provider_refund_id = coalesce(nullif(left(?, 100), ''),"
                + " provider_refund_id), detail = left(?, 300), updated_at = ?,"
                + " version = version + 1 where id = ?")
        .params(state.name(), providerRefundId, detail, utc(clock.instant()), refundId)
        .update();
  }

  @Override
  public List<Carried> carried(UUID returnId) {
    return jdbc.sql("select * from carried_payment where return_id = ? order by carried_at, id")
        .param(returnId)
        .query((row, index) -> new Carried(id(row, "tender_id"), money(row, "amount_minor")))
        .list();
  }

  @Override
  public Money carriedOfOrder(UUID orderId, Money zero) {
    long minor =
        jdbc.sql(
                "select coalesce(sum(c.amount_minor), 0) from carried_payment c"
                    + " join order_tender t on t.id = c.tender_id where t.order_id = ?")
            .param(orderId)
            .query(Long.class)
            .single();
    return new Money(minor, zero.currency());
  }

  @Override
  public void add(UUID returnId, Carried carried) {
    jdbc.sql(
            "insert into carried_payment (id, return_id, tender_id, amount_minor, currency,"
                + " carried_at) values (?, ?, ?, ?, ?, ?)")
        .params(
            UUID.randomUUID(),
            returnId,
            carried.tenderId(),
            carried.amount().minor(),
            carried.amount().currency().getCurrencyCode(),
            utc(clock.instant()))
        .update();
  }

  private Grant grantFrom(ResultSet row, int index) throws SQLException {
    Money amount = money(row, "amount_minor");
    return new Grant(
        id(row, "id"),
        id(row, "return_id"),
        id(row, "order_id"),
        row.getString("resolution"),
        amount,
        money(row, "bonus_minor"),
        statements.read(row.getString("statement"), money(row, "shipping_minor"), amount),
        instant(row, "granted_at"),
        row.getBoolean("at_drop_off"));
  }

  private static Refund refundFrom(ResultSet row, int index) throws SQLException {
    return new Refund(
        id(row, "id"),
        id(row, "grant_id"),
        id(row, "tender_id"),
        row.getString("provider"),
        row.getString("payment_reference"),
        money(row, "amount_minor"),
        Refund.State.valueOf(row.getString("state")),
        row.getString("provider_refund_id"),
        row.getString("detail"));
  }

  private static UUID id(ResultSet row, String column) throws SQLException {
    return UUID.fromString(row.getString(column));
  }

  private static Money money(ResultSet row, String column) throws SQLException {
    return Money.of(row.getLong(column), row.getString("currency"));
  }

  private static Instant instant(ResultSet row, String column) throws SQLException {
    return row.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
