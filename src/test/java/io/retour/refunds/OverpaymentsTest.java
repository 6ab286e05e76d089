package io.retour.refunds;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.TestTokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.notifications.Notifications;
import io.retour.orders.Order;
import io.retour.orders.OrderLine.Exemption;
import io.retour.orders.Orders;
import io.retour.refunds.Ledger.Account;
import io.retour.returns.RefundStatement.TaxShare;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.ReturnUnit.Ground;
import io.retour.returns.ReturnUnit.Reception;
import io.retour.returns.Returns;
import io.retour.security.ShopperTokens;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import io.retour.testing.Confirmed;
import io.retour.testing.Photos;
import io.retour.testing.WebTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;

/** What was paid at the drop-off scan is compared to the cent with what was found. */
@WebTest
class OverpaymentsTest {

  private static final Ground WITHDRAWN = new Ground("STATUTORY_WITHDRAWAL", "NONE");

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Refunds refunds;
  @Autowired Payouts payouts;
  @Autowired Overpayments overpayments;
  @Autowired CreditNotes notes;
  @Autowired Ledger ledger;
  @Autowired Notifications notifications;
  @Autowired ShopperTokens tokens;

  /** Two tax rates, a delivery and a fee: example 2 of docs/money.md. */
  private static Order twoRates() {
    return order()
        .line("TEE-M", 2, 2495)
        .line("BOOK", 1, 2000, 0, 900, Exemption.NONE, false)
        .discount(699)
        .shipping(695, 495)
        .build();
  }

  private ReturnCase registered(Order order) {
    orders.add(order);
    ReturnCase registered = returns.register(Confirmed.allOf(order));
    returns.authorise(
        registered.id(),
        registered.units().stream()
            .collect(Collectors.toMap(ReturnUnit::orderLineId, unit -> WITHDRAWN, (a, b) -> a)),
        "LOW",
        null,
        "");
    return registered;
  }

  private ReturnCase droppedOff(Order order) {
    ReturnCase registered = registered(order);
    returns.parcelMoved(registered.id(), Reception.DROPPED_OFF, "");
    return registered;
  }

  private ReturnCase paidAtDropOff(Order order) {
    ReturnCase of = droppedOff(order);
    payouts.submit(refunds.grantAtDropOff(of.id()).orElseThrow().id());
    return of;
  }

  private void isFound(ReturnCase of, Map<String, Grade> grades, Map<String, Long> deductions) {
    for (ReturnUnit unit : of.units()) {
      Grade grade = grades.getOrDefault(unit.sku(), Grade.A);
      if (grade != Grade.A) {
        returns.addPhoto(Photos.ofInspector(of.id(), unit), "walter");
      }
      returns.inspected(unit.id(), grade, "", "walter");
      if (grade != Grade.A) {
        returns.reviewed(
            unit.id(),
            deductions.containsKey(unit.sku()),
            deductions.getOrDefault(unit.sku(), 0L),
            "photo on file");
      }
    }
  }

  @Test
  void grantsAtTheScanWhatThePortalShowed() {
    ReturnCase of = droppedOff(twoRates());

    assertThat(refunds.grantAtDropOff(of.id()).orElseThrow().amount())
        .isEqualTo(of.quotedRefund())
        .isEqualTo(refunds.grant(of.id(), "REFUND", 0).amount());
  }

  @Test
  void grantsNothingBeforeTheScanNorWhenTheGoodsAreHere() {
    ReturnCase waiting = registered(twoRates());
    ReturnCase here = registered(twoRates());
    returns.parcelMoved(here.id(), Reception.DELIVERED, "");

    assertThat(refunds.grantAtDropOff(waiting.id())).isEmpty();
    assertThat(refunds.grantAtDropOff(here.id())).isEmpty();
    assertThat(refunds.grantOf(waiting.id())).isEmpty();
  }

  @Test
  void grantsNothingAtTheScanWhenTheSettlementWasQuicker() {
    ReturnCase of = droppedOff(twoRates());
    refunds.grant(of.id(), "REFUND", 0);

    assertThat(refunds.grantAtDropOff(of.id())).isEmpty();
    assertThat(refunds.grantOf(of.id()).orElseThrow().atDropOff()).isFalse();
  }

  @Test
  void grantsOnceHoweverManyAskAtOnce() throws Exception {
    ReturnCase of = droppedOff(twoRates());
    List<Future<UUID>> asked = new ArrayList<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 20; i++) {
        boolean scan = i % 2 == 0;
        asked.add(
            threads.submit(
                () ->
                    (scan
                            ? refunds.grantAtDropOff(of.id())
                            : Optional.of(refunds.grant(of.id(), "REFUND", 0)))
                        .map(Grant::id)
                        .orElse(null)));
      }
    }
    List<UUID> grants = new ArrayList<>();
    for (Future<UUID> each : asked) {
      grants.add(each.get());
    }

    UUID only = refunds.grantOf(of.id()).orElseThrow().id();
    assertThat(grants).allMatch(id -> id == null || id.equals(only));
    assertThat(notes.ofReturn(of.id())).isPresent();
  }

  @Test
  void findsNothingPaidTooMuchWhenAllIsAsAnnounced() {
    ReturnCase of = paidAtDropOff(twoRates());
    isFound(of, Map.of(), Map.of());

    assertThat(overpayments.overpaid(of.id()).isZero()).isTrue();
    assertThatThrownBy(() -> overpayments.record(of.id()))
        .isInstanceOfSatisfying(
            Problem.class, no -> assertThat(no.code()).isEqualTo("nothing-overpaid"));
  }

  /** The fee leaves nothing: the settlement explains that after the inspection. */
  @Test
  void grantsNothingAtTheScanWhenTheFeeEatsItUp() {
    ReturnCase of = droppedOff(order().line("SOCK", 1, 250).build());
    assertThat(of.quotedRefund().isZero()).isTrue();

    assertThat(refunds.grantAtDropOff(of.id())).isEmpty();
    assertThat(refunds.grantOf(of.id())).isEmpty();
  }

  /** A parcel that got lost refuses nothing (CRD Art. 13(3)). */
  @Test
  void findsNothingPaidTooMuchWhenTheParcelIsLost() {
    ReturnCase of = paidAtDropOff(twoRates());
    returns.parcelMoved(of.id(), Reception.LOST, "");

    assertThat(overpayments.overpaid(of.id()).isZero()).isTrue();
  }

  /** The book is missing: its 18.00 and the delivery of 4.95 were not due, the fee still is. */
  @Test
  void countsWhatIsMissingAndTheDeliveryThatHungOnIt() {
    ReturnCase of = paidAtDropOff(twoRates());
    isFound(of, Map.of("BOOK", Grade.MISSING), Map.of());

    assertThat(overpayments.overpaid(of.id())).isEqualTo(Money.of(1800 + 495, "EUR"));
  }

  @Test
  void countsLostValueThatSomebodySaw() {
    ReturnCase of = paidAtDropOff(twoRates());
    isFound(of, Map.of("BOOK", Grade.D), Map.of("BOOK", 500L));

    assertThat(overpayments.overpaid(of.id())).isEqualTo(Money.of(500, "EUR"));
  }

  @Test
  void asksBackNoMoreThanWasPaidWhenNothingCame() {
    ReturnCase of = paidAtDropOff(twoRates());
    isFound(of, Map.of("BOOK", Grade.MISSING, "TEE-M", Grade.MISSING), Map.of());

    assertThat(overpayments.overpaid(of.id()))
        .isEqualTo(refunds.grantOf(of.id()).orElseThrow().amount());
  }

  private ReturnCase withoutTheBook() {
    ReturnCase of = paidAtDropOff(twoRates());
    isFound(of, Map.of("BOOK", Grade.MISSING), Map.of());
    overpayments.record(of.id());
    return of;
  }

  @Test
  void isRecordedBookedAndCorrectedOnce() {
    ReturnCase of = withoutTheBook();
    overpayments.record(of.id());

    assertThat(balance(of, Account.OWED_BY_SHOPPERS)).isEqualTo(Money.of(-2295, "EUR"));
    CreditNote note = notes.ofReturn(of.id()).orElseThrow();
    CreditNote correction = notes.correctionOfReturn(of.id()).orElseThrow();
    assertThat(correction.corrects()).isEqualTo(note.number());
    assertThat(correction.no()).isEqualTo(note.no() + 1);
    assertThat(correction.shares())
        .containsExactly(
            Map.entry(900, new TaxShare(Money.of(-1800, "EUR"), Money.of(-149, "EUR"))),
            Map.entry(2100, new TaxShare(Money.of(-495, "EUR"), Money.of(-86, "EUR"))));
  }

  @Test
  void endsOnceAndStaysAsItEnded() {
    ReturnCase of = withoutTheBook();

    overpayments.repaid(of.id(), "SEPA 1");
    overpayments.repaid(of.id(), "SEPA 1");
    overpayments.writtenOff(of.id(), "let be");

    assertThat(overpayments.of(of.id()).orElseThrow())
        .extracting(Overpayment::state, Overpayment::reference)
        .containsExactly(Overpayment.State.REPAID, "SEPA 1");
    assertThat(balance(of, Account.OWED_BY_SHOPPERS).isZero()).isTrue();
    assertThat(balance(of, Account.BANK)).isEqualTo(Money.of(-2295, "EUR"));
    assertThat(balance(of, Account.WRITTEN_OFF).isZero()).isTrue();
  }

  /** Only money that is here can be granted again. */
  @Test
  void givesTheOrderRoomAgainWhenItIsPaidBack() {
    ReturnCase of = withoutTheBook();
    Money before = refunds.room(of.orderId());

    overpayments.repaid(of.id(), "SEPA 1");

    assertThat(refunds.room(of.orderId())).isEqualTo(before.plus(Money.of(2295, "EUR")));
  }

  private Money balance(ReturnCase of, Account account) {
    return ledger.of(of.id()).stream()
        .filter(entry -> entry.account() == account)
        .map(Ledger.Entry::amount)
        .reduce(Money.zero(of.quotedRefund().currency()), Money::plus);
  }

  @Test
  void tellsTheAccountingSystemOfTheCorrection() throws Exception {
    ReturnCase of = withoutTheBook();

    http.perform(
            get("/api/v1/returns/%s/credit-note".formatted(of.id()))
                .with(as("books", "integrator")))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.correction.grossMinor").value(-2295))
        .andExpect(jsonPath("$.correction.taxLines[0].taxRateBasisPoints").value(900))
        .andExpect(jsonPath("$.correction.taxLines[0].netMinor").value(-1651));
  }

  private String page(ReturnCase of, String language) throws Exception {
    return http.perform(
            get("/r/" + of.rmaNumber())
                .header("Accept-Language", language)
                .param(
                    "t", tokens.issue(ShopperTokens.Purpose.RETURN, of.id(), Duration.ofDays(1))))
        .andExpect(status().isOk())
        .andExpect(content().string(not(containsString("??"))))
        .andReturn()
        .getResponse()
        .getContentAsString();
  }

  @ParameterizedTest
  @CsvSource({
    "en, Your money is on its way, We paid back too much, To pay back to us, left to pay on either side",
    "nl, Je geld is onderweg, We hebben te veel terugbetaald, Aan ons terug te betalen, door jou noch door ons",
    "de, Ihr Geld ist unterwegs, Wir haben zu viel erstattet, An uns zurückzuzahlen, Auf keiner Seite",
    "fr, Votre argent est en route, Nous avons trop remboursé, À nous rembourser, Il ne reste rien à payer"
  })
  void showsTheShopperWhatIsPaidAndWhatIsAskedBack(
      String language, String paid, String tooMuch, String toPayBack, String even)
      throws Exception {
    ReturnCase of = paidAtDropOff(twoRates());
    assertThat(page(of, language)).contains(paid).doesNotContain(toPayBack);

    isFound(of, Map.of("BOOK", Grade.MISSING), Map.of());
    overpayments.record(of.id());
    assertThat(page(of, language)).contains(tooMuch, toPayBack, "NL91 ABNA 0417 1643 00");

    overpayments.letBe(of.id(), "let be");
    returns.close(of.id());
    assertThat(page(of, language)).contains(even).doesNotContain(tooMuch, toPayBack);
  }

  @Test
  void asksInWordsPieceByPiece() {
    ReturnCase of = withoutTheBook();

    notifications.send(of.id(), "repayment-requested", "");

    assertThat(notifications.of(of.id()))
        .singleElement()
        .satisfies(
            mail ->
                assertThat(mail.body())
                    .contains(
                        "€22.95 of it was not due",
                        "Product BOOK: it was not in the parcel",
                        "The delivery, €4.95",
                        "Lumen, NL91 ABNA 0417 1643 00",
                        of.rmaNumber()));
  }
}
