package io.retour.refunds.db;

import io.retour.orders.ShopCurrency;
import io.retour.refunds.ExchangeDifference;
import io.retour.refunds.ExchangeDifference.Open;
import io.retour.refunds.ExchangeDifference.Undone;
import io.retour.refunds.ExchangeRateStore;
import io.retour.refunds.Ledger.Account;
import io.retour.shared.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Exchange rates and differences in MariaDB, append-only (ADR 4). */
@Component
class ExchangeRateRows implements ExchangeRateStore {

  private final JdbcClient jdbc;

  ExchangeRateRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public BigDecimal keep(
      Currency currency, Currency shopCurrency, LocalDate day, BigDecimal rate, Instant toldAt) {
    jdbc.sql(
            "insert ignore into exchange_rate (currency, shop_currency, valid_on, rate, told_at)"
                + " values (?, ?, ?, ?, ?)")
        .params(currency.getCurrencyCode(), shopCurrency.getCurrencyCode(), day, rate, utc(toldAt))
        .update();
    return last(currency, shopCurrency, day, day).orElseThrow();
  }

  @Override
  public Optional<BigDecimal> last(
      Currency currency, Currency shopCurrency, LocalDate first, LocalDate last) {
    return jdbc.sql(
            "select rate from exchange_rate where currency = ? and shop_currency = ?"
                + " and valid_on >= ? and valid_on <= ? order by valid_on desc limit 1")
        .params(currency.getCurrencyCode(), shopCurrency.getCurrencyCode(), first, last)
        .query(BigDecimal.class)
        .optional();
  }

  /** A payment that came back is none any more, whatever the refund became later. */
  @Override
  public List<Open> open(UUID after, int limit) {
    return jdbc.sql(
            "select f.id, f.amount_minor, f.currency, g.order_id, g.return_id, o.shop_currency,"
                + " o.exchange_rate, e.booking, e.account, e.booked_at as paid_at"
                + " from customer_order o join refund_grant g on g.order_id = o.id"
                + " join refund f on f.grant_id = g.id"
                + " join ledger_entry e on e.return_id = g.return_id and"
                + " (e.booking = concat('refund:', f.id) and e.account = 'PROVIDER_CLEARING'"
                + " or e.booking = concat('payout:', f.id) and e.account = 'BANK')"
                + " left join exchange_difference d"
                + " on d.refund_id = f.id and d.booking = e.booking"
                + " where o.shop_currency <> o.currency and d.refund_id is null and f.id > ?"
                + " and (e.account = 'BANK' or not exists (select 1 from ledger_entry r"
                + " where r.booking = concat('reversal:', f.id)))"
                + " order by f.id limit ?")
        .params(after, limit)
        .query(
            (row, index) ->
                new Open(
                    UUID.fromString(row.getString("id")),
                    row.getString("booking"),
                    Account.valueOf(row.getString("account")),
                    UUID.fromString(row.getString("order_id")),
                    UUID.fromString(row.getString("return_id")),
                    Money.of(row.getLong("amount_minor"), row.getString("currency")),
                    new ShopCurrency(
                        Currency.getInstance(row.getString("shop_currency")),
                        row.getBigDecimal("exchange_rate")),
                    row.getObject("paid_at", LocalDateTime.class).toInstant(ZoneOffset.UTC)))
        .list();
  }

  @Override
  public List<Undone> cameBack(int limit) {
    return jdbc.sql(
            "select d.refund_id, d.shop_currency, d.now_minor - d.then_minor as loss,"
                + " g.order_id, g.return_id from exchange_difference d"
                + " join refund f on f.id = d.refund_id join refund_grant g on g.id = f.grant_id"
                + " where d.booking = concat('refund:', f.id) and d.now_minor <> d.then_minor"
                + " and exists (select 1 from ledger_entry r"
                + " where r.booking = concat('reversal:', f.id))"
                + " and not exists (select 1 from ledger_entry u"
                + " where u.booking = concat('exchange-undone:', f.id)) limit ?")
        .param(limit)
        .query(
            (row, index) ->
                new Undone(
                    UUID.fromString(row.getString("refund_id")),
                    UUID.fromString(row.getString("order_id")),
                    UUID.fromString(row.getString("return_id")),
                    Money.of(row.getLong("loss"), row.getString("shop_currency"))))
        .list();
  }

  @Override
  public boolean add(ExchangeDifference difference, Instant bookedAt) {
    return jdbc.sql(
                "insert ignore into exchange_difference (refund_id, booking, shop_currency, purchase_rate,"
                    + " refund_rate, then_minor, now_minor, booked_at)"
                    + " values (?, ?, ?, ?, ?, ?, ?, ?)")
            .params(
                difference.refundId(),
                difference.booking(),
                difference.now().currency().getCurrencyCode(),
                difference.purchaseRate(),
                difference.refundRate(),
                difference.then().minor(),
                difference.now().minor(),
                utc(bookedAt))
            .update()
        == 1;
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
