package io.retour.insights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.retour.insights.Overview.Age;
import io.retour.insights.ReturnFacts.Article;
import io.retour.insights.ReturnFacts.ArticleReason;
import io.retour.insights.ReturnFacts.Booked;
import io.retour.insights.ReturnFacts.Confirmed;
import io.retour.insights.ReturnFacts.Fate;
import io.retour.insights.ReturnFacts.Paid;
import io.retour.insights.ReturnFacts.Reason;
import io.retour.insights.ReturnFacts.Sold;
import io.retour.insights.ReturnFacts.Stated;
import io.retour.insights.ReturnFacts.TimeToRefund;
import io.retour.insights.ReturnFacts.Way;
import io.retour.logistics.Parcels;
import io.retour.orders.Orders;
import io.retour.refunds.DeductionObjections;
import io.retour.refunds.Ledger.Account;
import io.retour.refunds.Refunds;
import io.retour.returns.RefundStatement.Kind;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnReason;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.ReturnUnit.Ground;
import io.retour.returns.Returns;
import io.retour.shared.Money;
import io.retour.testing.WebTest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What the overview counts, on the last day of March 2026: two days after the clock went on. */
@WebTest
class InsightsTest {

  private static final ZoneId AMSTERDAM = ZoneId.of("Europe/Amsterdam");

  @Autowired ReturnFacts facts;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Refunds refunds;
  @Autowired DeductionObjections objections;
  @Autowired Parcels parcels;
  @Autowired JdbcClient jdbc;

  private final String brand = "b-" + UUID.randomUUID().toString().substring(0, 8);

  private Told told() {
    return new Told(orders, returns, jdbc, brand);
  }

  private Overview overview(Period period) {
    return new Insights(
            facts,
            new InsightProperties(AMSTERDAM),
            Clock.fixed(Instant.parse("2026-03-31T10:00:00Z"), ZoneOffset.UTC))
        .overview(brand, period);
  }

  @Test
  void countsReturnsInTheWeekOfTheirConfirmation() {
    told().confirmed("2026-03-31T08:00:00Z");
    told().of("TEE-L", 3, 3).confirmed("2026-03-24T08:00:00Z");
    told().confirmed("2026-03-24T09:00:00Z");
    told().confirmed("2026-01-04T12:00:00Z"); // the Sunday before the first week

    Overview quarter = overview(Period.QUARTER);

    assertThat(quarter.span().first()).isEqualTo(LocalDate.of(2026, 1, 5));
    assertThat(quarter.confirmed()).hasSize(13);
    assertThat(quarter.confirmed().subList(10, 13))
        .containsExactly(new Confirmed(10, 0, 0), new Confirmed(11, 2, 4), new Confirmed(12, 1, 1));
    assertThat(quarter.returns()).isEqualTo(3);
    assertThat(quarter.pieces()).isEqualTo(5);
    assertThat(overview(Period.YEAR).returns()).isEqualTo(4);
    assertThat(overview(Period.YEAR).confirmed()).hasSize(52);
  }

  @Test
  void aReturnAtHalfPastElevenInUtcIsOfTheNextDayInTheShop() {
    told().confirmed("2026-03-22T22:30:00Z"); // 23:30 on Sunday, in winter
    told().confirmed("2026-03-22T23:30:00Z"); // 0:30 on Monday
    told().confirmed("2026-03-29T21:59:00Z"); // 23:59 on Sunday, the first in summer
    told().confirmed("2026-03-29T22:00:00Z"); // 0:00 on Monday

    assertThat(overview(Period.QUARTER).confirmed().subList(10, 13))
        .extracting(Confirmed::returns)
        .containsExactly(1L, 2L, 1L);
  }

  @Test
  void thirtyDaysBeginAtMidnightInTheShopAndNoWeekIsAddedToThem() {
    told().confirmed("2026-03-01T22:59:59Z");
    told().confirmed("2026-03-01T23:00:00Z");

    Overview month = overview(Period.MONTH);

    assertThat(month.span().first()).isEqualTo(LocalDate.of(2026, 3, 2));
    assertThat(month.returns()).isEqualTo(1);
    assertThat(month.span().weeks().getFirst().whole()).isTrue();
    assertThat(month.span().weeks().getLast().whole()).isFalse();
  }

  @Test
  void seesNothingOfAnotherBrand() {
    new Told(orders, returns, jdbc, brand + "x").confirmed("2026-03-31T08:00:00Z");

    Overview empty = overview(Period.YEAR);

    assertThat(empty.returns()).isZero();
    assertThat(empty.open()).isZero();
    assertThat(empty.confirmed()).hasSize(52);
    assertThat(empty.paid()).isEmpty();
    assertThat(empty.timeToRefund()).isNull();
    assertThat(empty.reasons()).isEmpty();
    assertThat(empty.articles()).isEmpty();
    assertThat(empty.fates()).isEmpty();
    assertThat(empty.labels()).isEmpty();
  }

  @Test
  void keepsCurrenciesAndWaysOfPayingApart() {
    Told euros = told();
    Told pounds = told().in("GBP");
    ReturnCase one = euros.confirmed("2026-03-10T08:00:00Z");
    ReturnCase other = pounds.confirmed("2026-03-10T08:00:00Z");
    euros.paid(one, "refund", "PROVIDER_CLEARING", 2000, "2026-03-17T08:00:00Z");
    euros.paid(one, "payout", "BANK", 300, "2026-03-18T08:00:00Z");
    euros.paid(one, "reversal", "PROVIDER_CLEARING", -2000, "2026-03-19T08:00:00Z");
    euros.paid(one, "credit", "STORE_CREDIT", 500, "2026-03-24T08:00:00Z");
    euros.paid(one, "late-paid", "BANK", 50, "2026-03-24T08:00:00Z");
    pounds.paid(other, "refund", "PROVIDER_CLEARING", 1700, "2026-03-17T08:00:00Z");

    Overview quarter = overview(Period.QUARTER);

    assertThat(quarter.paid())
        .extracting(Paid::week, Paid::way, Paid::amount, Paid::payments)
        .containsExactlyInAnyOrder(
            tuple(10, Way.MONEY, Money.of(2300, "EUR"), 2L),
            tuple(10, Way.CAME_BACK, Money.of(2000, "EUR"), 1L),
            tuple(11, Way.STORE_CREDIT, Money.of(500, "EUR"), 1L),
            tuple(10, Way.MONEY, Money.of(1700, "GBP"), 1L));
    // 14 days and 7 days
    assertThat(quarter.timeToRefund())
        .isEqualTo(new TimeToRefund(2, Duration.ofHours(10 * 24 + 12)));
  }

  @Test
  void tellsReasonsByChannelAndArticle() {
    told()
        .of("DRESS-M", 3, 2)
        .because(ReturnReason.SIZE_TOO_SMALL)
        .confirmed("2026-03-10T08:00:00Z");
    told().of("DRESS-M", 2, 1).because(ReturnReason.DEFECTIVE).confirmed("2026-03-11T08:00:00Z");
    told()
        .through("marketplace")
        .of("LAMP", 1, 1)
        .because(ReturnReason.DEFECTIVE)
        .confirmed("2026-03-12T08:00:00Z");
    // sold before these days: no base for a rate
    told().of("OLD", 1, 1).confirmed("2026-01-06T08:00:00Z");

    Overview quarter = overview(Period.QUARTER);

    assertThat(quarter.reasons())
        .containsExactly(
            new Reason("marketplace", ReturnReason.DEFECTIVE, 1),
            new Reason("webshop", ReturnReason.SIZE_TOO_SMALL, 2),
            new Reason("webshop", ReturnReason.DEFECTIVE, 1),
            new Reason("webshop", ReturnReason.NO_REASON_GIVEN, 1));
    assertThat(quarter.articles())
        .containsExactly(
            new Article("DRESS-M", "Product DRESS-M", 2, 3),
            new Article("LAMP", "Product LAMP", 1, 1),
            new Article("OLD", "Product OLD", 1, 1));
    assertThat(quarter.articleReasons())
        .contains(new ArticleReason("DRESS-M", ReturnReason.SIZE_TOO_SMALL, 2));
    assertThat(quarter.sold())
        .containsExactlyInAnyOrder(new Sold("DRESS-M", 5, 3), new Sold("LAMP", 1, 1));
  }

  @Test
  void tellsHowOldRunningReturnsAre() {
    told().confirmed("2026-03-31T08:00:00Z");
    told().confirmed("2026-03-24T22:30:00Z"); // 23:30 on the 24th: seven days
    told().confirmed("2026-03-24T23:30:00Z"); // 0:30 on the 25th: six
    told().confirmed("2026-03-01T08:00:00Z");
    told().confirmed("2025-11-01T08:00:00Z");
    ReturnCase closed = told().confirmed("2026-03-30T08:00:00Z");
    jdbc.sql("update return_case set outcome = 'SETTLED' where id = ?").param(closed.id()).update();

    assertThat(overview(Period.MONTH).running())
        .containsExactly(
            new Age(0, 6, 2),
            new Age(7, 13, 1),
            new Age(14, 29, 0),
            new Age(30, 59, 1),
            new Age(60, null, 1));
  }

  @Test
  void countsWhatReturnsCostAsFarAsItIsOnRecord() throws Exception {
    ReturnCase one = told().of("TEE-M", 2, 2).confirmed("2026-03-10T08:00:00Z");
    parcels.createLabel(one.id());
    returns.authorise(
        one.id(),
        Map.of(one.units().getFirst().orderLineId(), new Ground("VOLUNTARY", "NONE")),
        "LOW",
        null,
        "");
    jdbc.sql(
            "update return_unit set reception = 'RECEIVED', grade = 'D', disposition = 'DESTROY',"
                + " deduction_minor = 500 where return_id = ? and unit_no = 1")
        .param(one.id())
        .update();
    jdbc.sql(
            "update return_unit set reception = 'RECEIVED', grade = 'A', disposition = 'RESTOCK_A'"
                + " where return_id = ? and unit_no = 2")
        .param(one.id())
        .update();
    jdbc.sql("update return_case set quoted_fee_minor = 295 where id = ?").param(one.id()).update();
    refunds.grant(one.id(), "STORE_CREDIT", 10);
    jdbc.sql(
            "insert into ledger_entry (booking, account, amount_minor, currency, order_id,"
                + " return_id, booked_at) values (?, 'LATE_INTEREST', -75, 'EUR', ?, ?, ?)")
        .params("late:" + one.id(), one.orderId(), one.id(), LocalDateTime.of(2026, 3, 21, 8, 0))
        .update();

    Overview quarter = overview(Period.QUARTER);

    assertThat(quarter.stated())
        .contains(
            new Stated(Kind.DEDUCTION, Money.of(-500, "EUR"), 1),
            new Stated(Kind.RETURN_FEE, Money.of(-295, "EUR"), 1));
    assertThat(quarter.fates())
        .containsExactlyInAnyOrder(
            new Fate(Grade.A, "RESTOCK_A", Money.of(2000, "EUR"), 1),
            new Fate(Grade.D, "DESTROY", Money.of(2000, "EUR"), 1));
    assertThat(quarter.labels()).singleElement().matches(each -> each.made() == 1);
    assertThat(quarter.booked()).contains(new Booked(Account.LATE_INTEREST, Money.of(75, "EUR")));
  }

  @Test
  void whatAnObjectionGaveBackIsNotBorneByTheShopper() {
    ReturnCase of = told().confirmed("2026-03-10T08:00:00Z");
    returns.authorise(
        of.id(),
        Map.of(of.units().getFirst().orderLineId(), new Ground("VOLUNTARY", "NONE")),
        "LOW",
        null,
        "");
    jdbc.sql(
            "update return_unit set reception = 'RECEIVED', grade = 'C', disposition = 'RESTOCK_B',"
                + " deduction_minor = 500 where return_id = ?")
        .param(of.id())
        .update();
    refunds.grant(of.id(), "REFUND", 0);
    assertThat(overview(Period.QUARTER).stated())
        .contains(new Stated(Kind.DEDUCTION, Money.of(-500, "EUR"), 1));

    objections.object(of.id(), "It was torn when it came", "shopper");
    objections.accept(objections.ofReturn(of.id()).orElseThrow().id(), "You are right");

    assertThat(overview(Period.QUARTER).stated())
        .contains(new Stated(Kind.DEDUCTION, Money.of(0, "EUR"), 1));
  }

  @Test
  void articlesWhoseNamesDifferInACapitalAreTwo() {
    told().of("cap-m", 2, 2).confirmed("2026-03-10T08:00:00Z");
    told().of("CAP-M", 1, 1).because(ReturnReason.DEFECTIVE).confirmed("2026-03-10T08:00:00Z");

    Overview quarter = overview(Period.QUARTER);

    assertThat(quarter.articles()).extracting(Article::sku).containsExactly("cap-m", "CAP-M");
    assertThat(quarter.articleReasons())
        .contains(new ArticleReason("CAP-M", ReturnReason.DEFECTIVE, 1));
    assertThat(quarter.sold())
        .containsExactlyInAnyOrder(new Sold("cap-m", 2, 2), new Sold("CAP-M", 1, 1));
  }

  /**
   * With a year of returns in the tables nothing may be read from end to end. Tables of tests are
   * small, so MariaDB may take another way here; that it could take this one is what counts.
   */
  @Test
  void readsDaysOfABrandThroughIndexes() {
    assertThat(
            indexOf(
                "select count(*) from return_case r where r.brand = 'b'"
                    + " and r.registered_at >= '2026-03-01' and r.registered_at < '2026-03-31'"))
        .contains("ix_return_brand");
    assertThat(
            indexOf(
                "select sum(e.amount_minor) from ledger_entry e"
                    + " where e.account = 'REFUNDS_PAYABLE'"
                    + " and e.booked_at >= '2026-03-01' and e.booked_at < '2026-03-31'"))
        .contains("ix_ledger_booked");
    assertThat(
            indexOf(
                "select count(*) from customer_order o where o.brand = 'b'"
                    + " and o.placed_at >= '2026-03-01' and o.placed_at < '2026-03-31'"))
        .contains("ix_order_placed");
  }

  private String indexOf(String query) {
    return jdbc.sql("explain " + query)
        .query((row, index) -> String.valueOf(row.getString("possible_keys")))
        .single();
  }
}
