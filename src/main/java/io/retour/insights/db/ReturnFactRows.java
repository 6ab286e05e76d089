package io.retour.insights.db;

import io.retour.insights.ReturnFacts;
import io.retour.insights.Span;
import io.retour.insights.Span.Week;
import io.retour.refunds.Ledger.Account;
import io.retour.returns.RefundStatement;
import io.retour.returns.ReturnReason;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.shared.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.core.simple.JdbcClient.StatementSpec;
import org.springframework.stereotype.Component;

/**
 * The counts in MariaDB. Days and weeks are those of the shop; their borders come as moments in
 * UTC, because the database may not know the zones.
 */
@Component
class ReturnFactRows implements ReturnFacts {

  /** The returns that were confirmed in the span: a range of ix_return_brand. */
  private static final String CONFIRMED =
      " r.brand = :brand and r.registered_at >= :from and r.registered_at < :until";

  /** Bookings that pay a shopper, by what their names begin with; each takes off what is owed. */
  private static final String PAYMENTS = "'refund', 'payout', 'charged-back', 'credit', 'reversal'";

  /**
   * Payments of returns, objections to their deductions included: a range of ix_ledger_booked.
   * Claims are not in it, for there nothing comes back.
   */
  private static final String PAID =
      """
      from ledger_entry e
        left join deduction_objection o on o.id = e.return_id
        join return_case r on r.id = coalesce(o.return_id, e.return_id)
      where e.account = 'REFUNDS_PAYABLE' and e.booked_at >= :from and e.booked_at < :until
        and r.brand = :brand and substring_index(e.booking, ':', 1) in (%s)
      """
          .formatted(PAYMENTS);

  private final JdbcClient jdbc;

  ReturnFactRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public List<Confirmed> confirmed(String brand, Span span) {
    return within(
            span,
            brand,
            """
            select %s as week, count(distinct r.id) as returns, count(*) as pieces
            from return_case r join return_unit u on u.return_id = r.id
            where %s group by week order by week
            """
                .formatted(week("r.registered_at", span), CONFIRMED))
        .query(
            (row, index) ->
                new Confirmed(row.getInt("week"), row.getLong("returns"), row.getLong("pieces")))
        .list();
  }

  @Override
  public List<Paid> paid(String brand, Span span) {
    return within(
            span,
            brand,
            """
            select %s as week,
              case substring_index(e.booking, ':', 1)
                when 'credit' then 'STORE_CREDIT' when 'reversal' then 'CAME_BACK' else 'MONEY'
              end as way,
              e.currency, abs(sum(e.amount_minor)) as amount, count(*) as payments
            %s group by week, way, e.currency order by e.currency, week, way
            """
                .formatted(week("e.booked_at", span), PAID))
        .query(
            (row, index) ->
                new Paid(
                    row.getInt("week"),
                    Way.valueOf(row.getString("way")),
                    Money.of(row.getLong("amount"), row.getString("currency")),
                    row.getLong("payments")))
        .list();
  }

  @Override
  public Optional<TimeToRefund> timeToRefund(String brand, Span span) {
    return within(
            span,
            brand,
            """
            select distinct median(seconds) over () as median, count(*) over () as returns
            from (select timestampdiff(second, r.registered_at, max(e.booked_at)) as seconds
                  %s and substring_index(e.booking, ':', 1) <> 'reversal' group by r.id) paid
            """
                .formatted(PAID))
        .query(
            (row, index) ->
                new TimeToRefund(row.getLong("returns"), Duration.ofSeconds(row.getLong("median"))))
        .optional();
  }

  @Override
  public List<Reason> reasons(String brand, Span span) {
    return within(
            span,
            brand,
            """
            select r.channel, u.reason, count(*) as pieces
            from return_case r join return_unit u on u.return_id = r.id
            where %s group by r.channel, u.reason order by r.channel, pieces desc, u.reason
            """
                .formatted(CONFIRMED))
        .query(
            (row, index) ->
                new Reason(
                    row.getString("channel"),
                    ReturnReason.valueOf(row.getString("reason")),
                    row.getLong("pieces")))
        .list();
  }

  @Override
  public List<Article> articles(String brand, Span span, int most) {
    return within(
            span,
            brand,
            """
            select %1$s as sku, max(u.title) as title, count(distinct r.id) as returns,
              count(*) as pieces
            from return_case r join return_unit u on u.return_id = r.id
            where %2$s group by %1$s order by pieces desc, sku limit :most
            """
                .formatted(exactly("u.sku"), CONFIRMED))
        .param("most", most)
        .query(
            (row, index) ->
                new Article(
                    row.getString("sku"),
                    row.getString("title"),
                    row.getLong("returns"),
                    row.getLong("pieces")))
        .list();
  }

  @Override
  public List<ArticleReason> reasonsOf(List<String> skus, String brand, Span span) {
    return within(
            span,
            brand,
            """
            select %1$s as sku, u.reason, count(*) as pieces
            from return_case r join return_unit u on u.return_id = r.id
            where %2$s and u.sku in (:skus) group by %1$s, u.reason
            order by sku, pieces desc, u.reason
            """
                .formatted(exactly("u.sku"), CONFIRMED))
        .param("skus", skus)
        .query(
            (row, index) ->
                new ArticleReason(
                    row.getString("sku"),
                    ReturnReason.valueOf(row.getString("reason")),
                    row.getLong("pieces")))
        .list();
  }

  /** A piece that was in two returns, because the first was called off, came back once. */
  @Override
  public List<Sold> sold(List<String> skus, String brand, Span span) {
    return within(
            span,
            brand,
            """
            select %1$s as sku, sum(l.quantity) as pieces,
              sum((select count(distinct u.unit_no) from return_unit u
                   where u.order_line_id = l.id)) as came_back
            from customer_order o join order_line l on l.order_id = o.id
            where o.brand = :brand and o.placed_at >= :from and o.placed_at < :until
              and l.sku in (:skus) and not l.extra
            group by %1$s
            """
                .formatted(exactly("l.sku")))
        .param("skus", skus)
        .query(
            (row, index) ->
                new Sold(row.getString("sku"), row.getLong("pieces"), row.getLong("came_back")))
        .list();
  }

  @Override
  public List<Long> running(String brand, List<Instant> borders) {
    Map<Integer, Long> counts = new TreeMap<>();
    jdbc.sql(
            """
            select interval(timestampdiff(second, :first, r.registered_at), %s) as age,
              count(*) as returns
            from return_case r where r.outcome is null and r.brand = :brand group by age
            """
                .formatted(seconds(borders.getFirst(), borders)))
        .param("first", utc(borders.getFirst()))
        .param("brand", brand)
        .query(
            row -> {
              counts.put(row.getInt("age"), row.getLong("returns"));
            });
    return LongStream.rangeClosed(0, borders.size())
        .mapToObj(age -> counts.getOrDefault((int) age, 0L))
        .toList();
  }

  /** What an objection gave back is a grant of its own, and takes off what shoppers bore. */
  @Override
  public List<Stated> stated(String brand, Span span) {
    return within(
            span,
            brand,
            """
            select said.kind, g.currency, sum(said.amount) as amount,
              count(distinct granted.return_id) as returns
            from (select r.id as return_id, r.id as case_id from return_case r where %1$s
                  union all
                  select r.id, o.id from return_case r
                    join deduction_objection o on o.return_id = r.id where %1$s) granted
              join refund_grant g on g.return_id = granted.case_id
              join json_table(g.statement, '$.lines[*]' columns (
                kind varchar(30) path '$.kind', amount bigint path '$.amountMinor')) as said
            group by said.kind, g.currency order by g.currency, said.kind
            """
                .formatted(CONFIRMED))
        .query(
            (row, index) ->
                new Stated(
                    RefundStatement.Kind.valueOf(row.getString("kind")),
                    Money.of(row.getLong("amount"), row.getString("currency")),
                    row.getLong("returns")))
        .list();
  }

  @Override
  public List<Fate> fates(String brand, Span span) {
    return within(
            span,
            brand,
            """
            select u.grade, u.disposition, r.currency, sum(u.value_minor) as amount,
              count(*) as pieces
            from return_case r join return_unit u on u.return_id = r.id
            where %s group by u.grade, u.disposition, r.currency
            order by r.currency, u.grade, u.disposition
            """
                .formatted(CONFIRMED))
        .query(
            (row, index) -> {
              String grade = row.getString("grade");
              return new Fate(
                  grade == null ? null : Grade.valueOf(grade),
                  row.getString("disposition"),
                  Money.of(row.getLong("amount"), row.getString("currency")),
                  row.getLong("pieces"));
            })
        .list();
  }

  @Override
  public List<Labels> labels(String brand, Span span) {
    return within(
            span,
            brand,
            """
            select carrier, sum(made) as made, sum(sent_back) as sent_back from (
              select p.carrier collate utf8mb4_unicode_ci as carrier, count(*) as made, 0 as sent_back
              from return_case r join parcel p on p.return_id = r.id
              where %1$s group by p.carrier
              union all
              select s.carrier collate utf8mb4_unicode_ci, 0, count(*)
              from return_case r join send_back s on s.return_id = r.id
              where %1$s and s.carrier is not null group by s.carrier) each_way
            group by carrier order by carrier
            """
                .formatted(CONFIRMED))
        .query(
            (row, index) ->
                new Labels(row.getString("carrier"), row.getLong("made"), row.getLong("sent_back")))
        .list();
  }

  @Override
  public List<Booked> booked(List<Account> costs, String brand, Span span) {
    return within(
            span,
            brand,
            """
            select e.account, e.currency, -sum(e.amount_minor) as amount
            from return_case r join ledger_entry e on e.return_id = r.id
            where %s and e.account in (:accounts)
            group by e.account, e.currency having amount <> 0 order by e.currency, e.account
            """
                .formatted(CONFIRMED))
        .param("accounts", costs.stream().map(Account::name).toList())
        .query(
            (row, index) ->
                new Booked(
                    Account.valueOf(row.getString("account")),
                    Money.of(row.getLong("amount"), row.getString("currency"))))
        .list();
  }

  private StatementSpec within(Span span, String brand, String sql) {
    return jdbc.sql(sql)
        .param("brand", brand)
        .param("from", utc(span.from()))
        .param("until", utc(span.until()));
  }

  /** In which week of the span a moment lies, from 0; a week with a clock change is no trouble. */
  private static String week(String moment, Span span) {
    List<Instant> later =
        span.weeks().stream().skip(1).map(Week::first).map(span::beginningOf).toList();
    return "interval(timestampdiff(second, :from, %s), %s)"
        .formatted(moment, seconds(span.from(), later));
  }

  /** Shops may tell SKUs apart by a capital; the database alone would not. */
  private static String exactly(String sku) {
    return sku + " collate utf8mb4_nopad_bin";
  }

  private static String seconds(Instant from, List<Instant> borders) {
    return borders.stream()
        .map(border -> Long.toString(Duration.between(from, border).toSeconds()))
        .collect(Collectors.joining(", "));
  }

  private static LocalDateTime utc(Instant moment) {
    return LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
  }
}
