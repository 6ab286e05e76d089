package io.retour.exchanges.db;

import io.retour.exchanges.Exchange;
import io.retour.exchanges.ExchangeStore;
import io.retour.shared.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Exchanges in MariaDB; a handful of columns change, so plain SQL says it best (ADR 4). */
@Component
@Transactional
class ExchangeRows implements ExchangeStore {

  private final JdbcClient jdbc;

  ExchangeRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public void add(Exchange exchange) {
    jdbc.sql(
            "insert into exchange_case (id, return_id, order_id, currency, mode, state, hold_state,"
                + " link_state, link_minor, link_url, outbound_number, requested_at)"
                + " values (?, ?, ?, ?, ?, ?, ?, ?, 0, '', '', ?)")
        .params(
            exchange.id(),
            exchange.returnId(),
            exchange.orderId(),
            exchange.link().currency().getCurrencyCode(),
            exchange.mode().name(),
            exchange.state().name(),
            exchange.hold().name(),
            exchange.linkState().name(),
            utc(exchange.requestedAt()))
        .update();
    for (Exchange.Unit unit : exchange.units()) {
      jdbc.sql(
              "insert into exchange_unit (id, exchange_id, return_unit_id, sku, title, category,"
                  + " weight_grams, price_minor, stock) values (?, ?, ?, ?, ?, ?, ?, ?, ?)")
          .params(
              unit.id(),
              exchange.id(),
              unit.returnUnitId(),
              unit.sku(),
              unit.title(),
              unit.category(),
              unit.weightGrams(),
              unit.price().minor(),
              unit.stock().name())
          .update();
    }
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<Exchange> ofReturn(UUID returnId) {
    return read("return_id = ?", returnId);
  }

  @Override
  public Optional<Exchange> ofReturnForChange(UUID returnId) {
    return read("return_id = ? for update", returnId);
  }

  @Override
  @Transactional(readOnly = true)
  public Optional<Exchange> find(UUID exchangeId) {
    return read("id = ?", exchangeId);
  }

  private Optional<Exchange> read(String condition, UUID key) {
    return jdbc.sql("select * from exchange_case where " + condition)
        .param(key)
        .query(
            (row, index) -> {
              Currency currency = Currency.getInstance(row.getString("currency"));
              UUID id = UUID.fromString(row.getString("id"));
              return new Exchange(
                  id,
                  UUID.fromString(row.getString("return_id")),
                  UUID.fromString(row.getString("order_id")),
                  Exchange.Mode.valueOf(row.getString("mode")),
                  Exchange.State.valueOf(row.getString("state")),
                  Exchange.Hold.valueOf(row.getString("hold_state")),
                  instant(row, "hold_until"),
                  Exchange.Link.valueOf(row.getString("link_state")),
                  new Money(row.getLong("link_minor"), currency),
                  row.getString("link_url"),
                  instant(row, "link_until"),
                  row.getString("outbound_number"),
                  row.getString("follow_up_order_id") == null
                      ? null
                      : UUID.fromString(row.getString("follow_up_order_id")),
                  units(id, currency),
                  row.getObject("requested_at", LocalDateTime.class).toInstant(ZoneOffset.UTC));
            })
        .optional();
  }

  private List<Exchange.Unit> units(UUID exchangeId, Currency currency) {
    return jdbc.sql("select * from exchange_unit where exchange_id = ? order by sku, id")
        .param(exchangeId)
        .query(
            (row, index) ->
                new Exchange.Unit(
                    UUID.fromString(row.getString("id")),
                    UUID.fromString(row.getString("return_unit_id")),
                    row.getString("sku"),
                    row.getString("title"),
                    row.getString("category"),
                    row.getInt("weight_grams"),
                    new Money(row.getLong("price_minor"), currency),
                    Exchange.Stock.valueOf(row.getString("stock"))))
        .list();
  }

  @Override
  public void update(Exchange changed) {
    jdbc.sql(
            "update exchange_case set mode = :mode, state = :state, hold_state = :hold,"
                + " hold_until = :holdUntil, link_state = :linkState, link_minor = :link,"
                + " link_url = :url, link_until = :linkUntil, outbound_number = :outbound,"
                + " follow_up_order_id = :followUp where id = :id")
        .param("mode", changed.mode().name())
        .param("state", changed.state().name())
        .param("hold", changed.hold().name())
        .param("holdUntil", utc(changed.holdUntil()))
        .param("linkState", changed.linkState().name())
        .param("link", changed.link().minor())
        .param("url", changed.linkUrl())
        .param("linkUntil", utc(changed.linkUntil()))
        .param("outbound", changed.outboundNumber())
        .param("followUp", changed.followUpOrderId())
        .param("id", changed.id())
        .update();
    for (Exchange.Unit unit : changed.units()) {
      jdbc.sql(
              "update exchange_unit set sku = ?, title = ?, category = ?, weight_grams = ?,"
                  + " price_minor = ?, stock = ? where id = ?")
          .params(
              unit.sku(),
              unit.title(),
              unit.category(),
              unit.weightGrams(),
              unit.price().minor(),
              unit.stock().name(),
              unit.id())
          .update();
    }
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    LocalDateTime at = row.getObject(column, LocalDateTime.class);
    return at == null ? null : at.toInstant(ZoneOffset.UTC);
  }

  private static @Nullable LocalDateTime utc(@Nullable Instant at) {
    return at == null ? null : LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
