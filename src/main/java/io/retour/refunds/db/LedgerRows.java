package io.retour.refunds.db;

import io.retour.refunds.Ledger;
import io.retour.shared.Money;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** The ledger in MariaDB, whose triggers keep it append-only (ADR 4). */
@Component
class LedgerRows implements Ledger {

  private final JdbcClient jdbc;
  private final Clock clock;

  LedgerRows(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
  }

  @Override
  @Transactional(propagation = Propagation.MANDATORY)
  public boolean book(
      String booking, Account from, Account to, Money amount, UUID orderId, UUID returnId) {
    if (amount.isZero()) {
      requireContent(booking, Set.of(), List.of());
      return false;
    }
    Content less = new Content(from, amount.negate(), orderId, returnId);
    Content more = new Content(to, amount, orderId, returnId);
    // in the order of the key: who meets an entry that is being added locks the gap before it,
    // where
    // the other one would have to go, and neither could go on
    boolean added = less.before(more) ? both(booking, less, more) : both(booking, more, less);
    // the insert passes over a name that is taken; what is there then has to say the same
    requireContent(booking, Set.of(less, more), added ? List.of() : List.of(less, more));
    return added;
  }

  /** An entry without its name and time. */
  private record Content(Account account, Money amount, UUID orderId, UUID returnId) {

    boolean before(Content other) {
      return account.name().compareTo(other.account().name()) < 0;
    }
  }

  private boolean both(String booking, Content first, Content second) {
    return entry(booking, first) & entry(booking, second);
  }

  /**
   * @param met entries that were there before, perhaps committed since this transaction began; they
   *     are read by their whole key, which locks nothing between them
   */
  private void requireContent(String booking, Set<Content> content, List<Content> met) {
    Set<Content> kept = new HashSet<>(read(booking, "", List.of()));
    met.forEach(
        each ->
            kept.addAll(
                read(
                    booking,
                    " and account = ? lock in share mode",
                    List.of(each.account().name()))));
    if (!kept.equals(content)) {
      throw new IllegalStateException(
          "The ledger has another content of booking %s than %s".formatted(booking, content));
    }
  }

  private List<Content> read(String booking, String more, List<String> parameters) {
    return jdbc.sql("select * from ledger_entry where booking = ?" + more)
        .param(booking)
        .params(parameters)
        .query(
            (row, index) ->
                new Content(
                    Account.valueOf(row.getString("account")),
                    Money.of(row.getLong("amount_minor"), row.getString("currency")),
                    UUID.fromString(row.getString("order_id")),
                    UUID.fromString(row.getString("return_id"))))
        .list();
  }

  private boolean entry(String booking, Content content) {
    return jdbc.sql(
                "insert ignore into ledger_entry"
                    + " (booking, account, amount_minor, currency, order_id, return_id, booked_at)"
                    + " values (?, ?, ?, ?, ?, ?, ?)")
            .params(
                booking,
                content.account().name(),
                content.amount().minor(),
                content.amount().currency().getCurrencyCode(),
                content.orderId(),
                content.returnId(),
                LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC))
            .update()
        == 1;
  }

  @Override
  @Transactional(readOnly = true)
  public List<Entry> of(UUID returnId) {
    return jdbc.sql(
            "select * from ledger_entry where return_id = ?"
                + " order by min(id) over (partition by booking), amount_minor")
        .param(returnId)
        .query(
            (row, index) ->
                new Entry(
                    row.getString("booking"),
                    Account.valueOf(row.getString("account")),
                    Money.of(row.getLong("amount_minor"), row.getString("currency")),
                    row.getObject("booked_at", LocalDateTime.class).toInstant(ZoneOffset.UTC)))
        .list();
  }
}
