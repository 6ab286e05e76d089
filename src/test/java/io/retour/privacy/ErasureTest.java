package io.retour.privacy;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.privacy.Erasures.Outcome;
import io.retour.privacy.Erasures.Part;
import io.retour.privacy.PersonalData.Kind;
import io.retour.returns.Returns;
import io.retour.shared.KeptForAWhile;
import io.retour.testing.TestClock;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.bean.override.convention.TestBean;

/**
 * What is left of a person: nothing but amounts, and what has to be kept, for as long as it has.
 */
@SpringBootTest
class ErasureTest {

  private static final Duration YEAR = Duration.ofDays(365);

  @Autowired Erasures erasures;
  @Autowired Exports exports;
  @Autowired Retention retention;
  @Autowired PrivacyProperties periods;
  @Autowired Audit audit;

  @Autowired
  @Qualifier("erasureRows")
  KeptForAWhile erasureRows;

  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired JdbcClient jdbc;
  @TestBean Clock clock;

  private Person person;

  static Clock clock() {
    return new TestClock();
  }

  @BeforeEach
  void somebody() {
    person = new Person(orders, returns, jdbc);
  }

  /** Time goes back between these tests, which it does nowhere else. */
  @BeforeEach
  void noRunHasBeenYet() {
    jdbc.sql("delete from retention_mark").update();
  }

  @AfterEach
  void now() {
    ((TestClock) clock).reset();
  }

  private void pass(Duration time) {
    ((TestClock) clock).pass(time);
  }

  private Outcome erase() {
    return erasures.erase("lumen", person.email, "olga");
  }

  @Test
  void whileSomethingIsOpenNothingGoesAndTheReasonIsSaid() {
    Outcome outcome = erase();

    assertThat(outcome.gone()).isEmpty();
    assertThat(outcome.waits()).extracting(Part::why).containsOnly(Hindrance.OPEN_RETURN);
    assertThat(outcome.waits())
        .extracting(Part::kind)
        .containsExactlyInAnyOrder(Kind.ORDER, Kind.RETURN, Kind.CLAIM);
    assertThat(person.found()).contains("customer_order.email", "return_unit.comment");
  }

  @Test
  void ofAPersonWithNothingOpenNoColumnOfTheDatabaseTellsAnythingAndTheBooksStay() {
    person.ended(Instant.now());
    assertThat(person.found()).hasSizeGreaterThan(25);

    Outcome outcome = erase();

    assertThat(outcome.waits()).isEmpty();
    assertThat(person.found()).isEmpty();
    assertThat(person.booked()).containsExactly(2495L, -2495L);
    assertThat(returns.get(person.registered.id()).units()).hasSize(1);
    assertThat(orders.byId(person.order.id()).orElseThrow().captured())
        .isEqualTo(person.order.captured());
  }

  @Test
  void whatWaitedGoesByItselfWhenItsReasonIsOver() {
    erase();
    retention.run();
    assertThat(person.found()).contains("customer_order.email");

    person.ended(clock.instant());
    pass(Duration.ofDays(2));
    retention.run();

    assertThat(person.found()).isEmpty();
    assertThat(waiting()).isZero();
  }

  @Test
  void moneyThatIsStillToBePaidHoldsItUp() {
    person.ended(Instant.now());
    jdbc.sql(
            "insert into late_payment (return_id, order_id, refund_minor, due_on, through_on,"
                + " days_late, uplift_percent, uplift_minor, amount_minor, currency, provision,"
                + " reference, owed_since) values (?, ?, 1, now(), now(), 1, 5, 1, 1, 'EUR', '',"
                + " '', now())")
        .params(person.registered.id(), person.order.id())
        .update();

    assertThat(erase().waits()).extracting(Part::why).containsOnly(Hindrance.MONEY_OPEN);
  }

  @Test
  void aStatementOfWithdrawalIsKeptAsProofAndThenItsWordsGo() {
    UUID statement = person.states(clock.instant());
    person.ended(Instant.now());

    Outcome outcome = erase();

    assertThat(outcome.waits())
        .singleElement()
        .matches(part -> part.kind() == Kind.STATEMENT && part.why() == Hindrance.PROOF)
        .matches(part -> part.notBefore() != null);
    assertThat(person.found())
        .containsExactlyInAnyOrder(
            "withdrawal_statement.consumer_name",
            "withdrawal_statement.contract",
            "withdrawal_statement.items",
            "withdrawal_statement.contact",
            "message.recipient",
            "message.subject",
            "message.body");

    pass(periods.statements().minusDays(1));
    retention.run();
    assertThat(person.found()).isNotEmpty();

    pass(Duration.ofDays(2));
    retention.run();
    assertThat(person.found()).isEmpty();
    assertThat(
            jdbc.sql("select count(*) from withdrawal_statement where id = ?")
                .param(statement)
                .query(Long.class)
                .single())
        .as("the fact stays")
        .isOne();
  }

  @Test
  void nobodyChangesAStatementIntoOtherWords() {
    UUID statement = person.states(clock.instant());

    for (String column : new String[] {"consumer_name", "contact", "items", "brand"}) {
      assertThatThrownBy(
              () ->
                  jdbc.sql("update withdrawal_statement set " + column + " = 'x' where id = ?")
                      .param(statement)
                      .update())
          .hasMessageContaining("never changed");
    }
  }

  @Test
  void aSecondTimeNothingMoreHappens() {
    UUID statement = person.states(clock.instant());
    person.ended(Instant.now());
    erase();
    String[] after = person.found().toArray(String[]::new);

    Outcome again = erase();

    assertThat(again.gone()).isEmpty();
    assertThat(again.waits()).extracting(Part::number).containsExactly(statement.toString());
    assertThat(person.found()).containsExactly(after);
    assertThat(waiting()).isOne();
  }

  private long waiting() {
    return jdbc.sql(
            "select count(*) from erasure_subject s join erasure e on e.id = s.erasure_id"
                + " where s.done_at is null and e.asked_by = 'olga' and s.subject_id in"
                + " (select id from customer_order where id = :order union select id from"
                + " withdrawal_statement where consumer_name = :words)")
        .param("order", person.order.id())
        .param("words", person.words)
        .query(Long.class)
        .single();
  }

  @Test
  void whoIsUnknownHasNothingToErase() {
    assertThat(erasures.erase("lumen", "nobody@example.org", "olga").empty()).isTrue();
    assertThat(erasures.erase("kestrel", person.email, "olga").empty()).isTrue();
    assertThatThrownBy(() -> erasures.erase("lumen", "nobody", "olga"))
        .hasMessageContaining("mail address");
  }

  @Test
  void anotherPersonOfTheSameBrandKeepsEverything() {
    Person other = new Person(orders, returns, jdbc);
    int before = other.found().size();
    person.ended(Instant.now());

    erase();

    assertThat(other.found()).hasSize(before);
  }

  @Test
  void whatIsErasedIsWrittenDownWithoutThePerson() {
    person.ended(Instant.now());
    erase();

    assertThat(audit.about(person.registered.rmaNumber(), 10))
        .extracting(Audit.Entry::act, Audit.Entry::who, Audit.Entry::detail)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Act.ERASED, "olga", "erased"));
  }

  // retention

  @Test
  void eachThingGoesWhenItsOwnTimeIsOver() {
    person.deliveredOn(Instant.now());
    person.ended(Instant.now());

    retention.run();
    assertThat(person.found()).contains("return_photo.content", "parcel.label_pdf");

    pass(periods.labels().plusDays(1));
    retention.run();
    assertThat(person.found())
        .contains("return_photo.content", "return_unit.comment", "customer_order.email")
        .doesNotContain("parcel.label_pdf", "send_back.label_pdf", "payout_account.sealed");

    pass(periods.photos());
    retention.run();
    assertThat(person.found())
        .contains("return_unit.comment", "customer_order.email")
        .doesNotContain("return_photo.content", "claim_photo.content");

    pass(periods.contracts());
    retention.run();
    assertThat(person.found())
        .contains("return_unit.comment")
        .doesNotContain(
            "customer_order.email", "customer_order.postcode", "serial_number.serial_number");

    pass(periods.cases());
    retention.run();
    assertThat(person.found())
        .doesNotContain("return_unit.comment", "internal_note.words", "claim.comment");
    assertThat(person.booked()).containsExactly(2495L, -2495L);
  }

  @Test
  void whatIsStillOpenIsKeptHoweverOldItIs() {
    person.deliveredOn(Instant.now());

    pass(YEAR.multipliedBy(9));
    retention.run();

    assertThat(person.found())
        .contains("customer_order.email", "return_unit.comment", "return_photo.content");
  }

  @Test
  void whereTheLawGivesLongerAnOrderIsKeptLonger() {
    jdbc.sql("update customer_order set country = 'GB' where id = ?")
        .param(person.order.id())
        .update();
    person.deliveredOn(Instant.now());
    person.ended(Instant.now());

    pass(YEAR.multipliedBy(5));
    retention.run();
    assertThat(person.found()).contains("customer_order.email");

    pass(YEAR.plus(periods.again()));
    retention.run();
    assertThat(person.found()).doesNotContain("customer_order.email");
  }

  @Test
  void whatWasHeldUpHasItsTurnLater() {
    person.deliveredOn(Instant.now());
    pass(periods.contracts().plusDays(1));
    retention.run();
    assertThat(person.found()).contains("customer_order.email");

    person.ended(clock.instant());
    pass(periods.labels().plus(periods.again()));
    retention.run();

    assertThat(person.found()).doesNotContain("customer_order.email");
  }

  @Test
  void twoCopiesAtOnceDoItOnce() throws Exception {
    person.ended(Instant.now());
    pass(periods.photos().plusDays(1));

    Thread other = Thread.ofVirtual().start(retention::run);
    retention.run();
    other.join();

    assertThat(person.found()).doesNotContain("return_photo.content");
  }

  // export

  @Test
  void anExportHasEverythingOfThePersonAndNobodyOfStaff() {
    UUID statement = person.states(clock.instant());
    // an account that this application did not seal is none that it can open
    jdbc.sql("update payout_account set sealed = null, erased_at = now() where case_id = ?")
        .param(person.registered.id())
        .update();

    Exports.Export export =
        exports.of("lumen", person.email.toUpperCase(java.util.Locale.ROOT), "olga");

    String all = export.tables().toString();
    assertThat(all)
        .contains(person.email, person.postcode, person.words, statement.toString())
        .contains(person.order.orderNumber(), person.registered.rmaNumber())
        .doesNotContain("ada");
    assertThat(export.tables())
        .extracting(Exports.Part::table)
        .contains(
            "customer_order", "return_case", "claim", "message", "ledger_entry", "return_photo")
        .doesNotContain("audit_entry");
    assertThat(export.meaning())
        .anySatisfy(
            each -> {
              assertThat(each.column()).isEqualTo("email");
              assertThat(each.ground()).contains("GDPR");
            });
    assertThat(audit.about(person.registered.rmaNumber(), 10))
        .extracting(Audit.Entry::act)
        .containsExactly(Act.EXPORTED);
  }

  @Test
  void theReturnOfAGiftIsOfWhoReturnsItAndThePurchaseOfWhoBought() {
    String recipient = "aunt-" + UUID.randomUUID() + "@example.org";
    String code = UUID.randomUUID().toString().substring(0, 18);
    UUID grant = UUID.randomUUID();
    jdbc.sql("insert into gift_return (return_id, recipient) values (?, ?)")
        .params(person.registered.id(), recipient)
        .update();
    jdbc.sql("update payout_account set sealed = null, erased_at = now() where case_id = ?")
        .param(person.registered.id())
        .update();
    jdbc.sql(
            "insert into refund_grant (id, return_id, order_id, resolution, amount_minor,"
                + " bonus_minor, shipping_minor, currency, statement, granted_at)"
                + " values (?, ?, ?, 'STORE_CREDIT', 2495, 0, 0, 'EUR', '{}', now())")
        .params(grant, person.registered.id(), person.order.id())
        .update();
    jdbc.sql(
            "insert into store_credit (id, grant_id, code, amount_minor, currency, issued_at)"
                + " values (?, ?, ?, 2495, 'EUR', now())")
        .params(UUID.randomUUID(), grant, code)
        .update();

    Exports.Export giver = exports.of("lumen", person.email, "olga");
    assertThat(giver.tables())
        .extracting(Exports.Part::table)
        .contains("customer_order", "claim")
        .doesNotContain(
            "return_case", "store_credit", "refund_grant", "ledger_entry", "gift_return");
    assertThat(giver.tables().toString()).doesNotContain(code, recipient);

    Exports.Export got = exports.of("lumen", recipient, "olga");
    assertThat(got.tables())
        .extracting(Exports.Part::table)
        .contains("return_case", "return_unit", "store_credit", "ledger_entry")
        .doesNotContain("customer_order", "order_line", "claim");
    assertThat(got.tables().toString())
        .contains(code)
        .doesNotContain(
            "value_minor=2495", "quoted_refund_minor", person.email, person.order.orderNumber());
  }

  @Test
  void twoAddressesThatDifferInAnAccentAreTwoPersons() {
    String one = UUID.randomUUID().toString().substring(0, 8) + "@example.org";
    Order with = order().email("müller." + one).line("TEE-M", 1, 2495).build();
    Order without = order().email("muller." + one).line("TEE-M", 1, 2495).build();
    orders.add(with);
    orders.add(without);

    assertThat(erasures.preview("lumen", "MÜLLER." + one).gone())
        .extracting(Part::number)
        .containsExactly(with.orderNumber());
    erasures.erase("lumen", "muller." + one, "olga");

    assertThat(orders.byId(with.id()).orElseThrow().email()).isEqualTo("müller." + one);
    assertThat(orders.byId(without.id()).orElseThrow().email()).endsWith("@erased.invalid");
  }

  @Test
  void anExportOfWhoHasOnlyAnOrderIsWrittenDownToo() {
    String actor = "olga-" + UUID.randomUUID();
    Order only = order().line("TEE-M", 1, 2495).build();
    orders.add(only);

    exports.of("lumen", only.email(), actor);

    assertThat(audit.find(actor, "", null, 10))
        .extracting(Audit.Entry::act, Audit.Entry::detail)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(Act.EXPORTED, "1 found"));
  }

  @Test
  void oneRowThatFailsKeepsNothingElse() {
    Person other = new Person(orders, returns, jdbc);
    person.ended(Instant.now());
    other.ended(Instant.now());
    jdbc.sql(
            "create trigger one_photo_stays before delete on return_photo for each row if"
                + " old.return_id = '%s' then signal sqlstate '45000'; end if"
                    .formatted(person.registered.id()))
        .update();
    try {
      pass(periods.photos().plusDays(1));
      retention.run();
    } finally {
      jdbc.sql("drop trigger one_photo_stays").update();
    }

    assertThat(person.found())
        .contains("return_photo.content")
        .doesNotContain("claim_photo.content");
    assertThat(other.found()).doesNotContain("return_photo.content", "parcel.label_pdf");
  }

  @Test
  void anErasureThatIsDoneIsForgottenAfterItsTime() {
    person.ended(Instant.now());
    erase();
    UUID id =
        jdbc.sql("select erasure_id from erasure_subject where subject_id = ?")
            .param(person.order.id())
            .query(UUID.class)
            .single();

    erasureRows.forget(clock.instant().minus(YEAR), 200);
    assertThat(erasuresWith(id)).isOne();

    erasureRows.forget(clock.instant().plus(YEAR), 200);
    assertThat(erasuresWith(id)).isZero();
  }

  private long erasuresWith(UUID id) {
    return jdbc.sql("select count(*) from erasure where id = ?")
        .param(id)
        .query(Long.class)
        .single();
  }
}
