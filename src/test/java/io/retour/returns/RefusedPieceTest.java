package io.retour.returns;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.Staff.staff;
import static io.retour.testing.TestTokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.blind.BlindParcel;
import io.retour.blind.BlindParcels;
import io.retour.logistics.Parcels;
import io.retour.orders.Order;
import io.retour.orders.OrderLine;
import io.retour.orders.Orders;
import io.retour.policy.RefundTiming;
import io.retour.policy.RefundTiming.Start;
import io.retour.policy.RefundTiming.Withholding;
import io.retour.refunds.Overpayments;
import io.retour.refunds.Payout;
import io.retour.refunds.Payouts;
import io.retour.refunds.RefundDeadlines;
import io.retour.refunds.Refunds;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.ReturnUnit.Ground;
import io.retour.returns.ReturnUnit.Reception;
import io.retour.returns.ReturnUnit.Settlement;
import io.retour.security.ShopperTokens;
import io.retour.security.ShopperTokens.Purpose;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import io.retour.testing.OrderBuilder;
import io.retour.testing.WebTest;
import jakarta.servlet.http.Cookie;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** What an agent refused was not paid and is still the shopper's: it can come back once more. */
@WebTest
class RefusedPieceTest {

  private static final Ground RIGHT = new Ground("STATUTORY_WITHDRAWAL", "NONE");

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired StatedPieces stated;
  @Autowired Refunds refunds;
  @Autowired Payouts payouts;
  @Autowired Overpayments overpayments;
  @Autowired Parcels parcels;
  @Autowired BlindParcels blindParcels;
  @Autowired ShopperTokens tokens;
  @Autowired CaseHistory history;
  @Autowired JdbcClient jdbc;

  private static OrderBuilder twoShirts() {
    return order().country("DE").line("TEE-M", 2, 2495).shipping(495, 495);
  }

  private Order bought(OrderBuilder builder) {
    Order order = builder.build();
    orders.add(order);
    return order;
  }

  private static ReturnDraft draft(Order order, Map<UUID, Integer> pieces) {
    return new ReturnDraft(
        order,
        order.lines().stream()
            .filter(line -> pieces.getOrDefault(line.id(), 0) > 0)
            .map(
                line ->
                    new ReturnDraft.Line(
                        line.id(), pieces.get(line.id()), ReturnReason.NO_REASON_GIVEN, ""))
            .toList(),
        "PARCEL_DROP_OFF",
        "REFUND");
  }

  private static ReturnDraft wholeOf(Order order) {
    return draft(
        order,
        order.lines().stream().collect(Collectors.toMap(OrderLine::id, OrderLine::quantity)));
  }

  private static ReturnDraft oneShirtOf(Order order) {
    return draft(order, Map.of(order.lines().getFirst().id(), 1));
  }

  private static Registration confirmed(ReturnDraft draft) {
    return Registration.byShopper(UUID.randomUUID(), draft, List.of(), "en");
  }

  /** Registered at that moment, and here. */
  private ReturnCase arrived(ReturnDraft draft, Instant at, Ground ground) {
    ReturnCase registered = returns.registerArrived(confirmed(draft), at);
    returns.authorise(
        registered.id(),
        draft.lines().stream()
            .collect(Collectors.toMap(ReturnDraft.Line::orderLineId, line -> ground)),
        "LOW",
        null,
        "");
    returns.parcelMoved(registered.id(), Reception.DELIVERED, "");
    parcels.tookIn(registered.id(), "", "walter");
    return returns.get(registered.id());
  }

  private void refused(ReturnUnit unit, Grade grade) {
    returns.inspected(unit.id(), grade, "", "walter");
    assertThat(returns.reviewed(unit.id(), false, 0, "photo on file")).isFalse();
  }

  /** One shirt of two came as new, the other one did not. */
  private ReturnCase oneForgotten(Order order, Instant at) {
    ReturnCase came = arrived(wholeOf(order), at, RIGHT);
    returns.inspected(came.units().getFirst().id(), Grade.A, "", "walter");
    refused(came.units().getLast(), Grade.MISSING);
    return returns.get(came.id());
  }

  private ReturnCase settled(ReturnCase of) {
    refunds.grant(of.id(), "REFUND", 0);
    returns.settlement(of.id(), Settlement.SETTLED, "");
    returns.close(of.id());
    return returns.get(of.id());
  }

  private ReturnCase oneForgottenAndSettled(Order order) {
    return settled(oneForgotten(order, Instant.now()));
  }

  private static String confirmation(Order order) {
    return """
        {"orderId": "%s", "lines": [{"lineId": "%s", "quantity": 1}],
         "method": "PARCEL_DROP_OFF", "resolution": "REFUND"}"""
        .formatted(order.id(), order.lines().getFirst().id());
  }

  private ResultActions registers(Order order) throws Exception {
    return http.perform(
        post("/api/v1/returns")
            .with(as("ida", "integrator"))
            .contentType(MediaType.APPLICATION_JSON)
            .content(confirmation(order)));
  }

  // the ways to announce it again

  @Test
  void aForgottenPieceIsRegisteredAgainThroughTheApiOnceItsReturnIsSettled() throws Exception {
    Order order = bought(twoShirts());
    ReturnCase first = oneForgotten(order, Instant.now());
    registers(order)
        .andExpect(status().isUnprocessableEntity())
        .andExpect(content().string(containsString("ALREADY_RETURNED")));

    settled(first);

    registers(order)
        .andExpect(status().isCreated())
        .andExpect(jsonPath("$.units", hasSize(1)))
        .andExpect(jsonPath("$.units[0].unitNo").value(first.units().getLast().unitNo()));
    // and only that piece: the other one came back
    registers(order)
        .andExpect(status().isUnprocessableEntity())
        .andExpect(content().string(containsString("ALREADY_RETURNED")));
  }

  @Test
  void thePortalOffersTheForgottenPieceAndTakesItAgain() throws Exception {
    Order order = bought(twoShirts());
    oneForgottenAndSettled(order);
    Cookie session =
        new Cookie("retour-order", tokens.issue(Purpose.ORDER, order.id(), Duration.ofHours(2)));
    String line = order.lines().getFirst().id().toString();
    http.perform(get("/p/lumen/order").cookie(session))
        .andExpect(content().string(containsString("quantity_" + line)))
        .andExpect(content().string(containsString("value=\"1\"")))
        .andExpect(content().string(not(containsString("value=\"2\""))));
    UUID again = UUID.randomUUID();

    http.perform(
            multipart("/p/lumen/confirm")
                .cookie(session)
                .with(csrf())
                .param("returnId", again.toString())
                .param("quantity_" + line, "1")
                .param("reason_" + line, "NO_REASON_GIVEN")
                .param("method", "PARCEL_DROP_OFF")
                .param("resolution", "REFUND"))
        .andExpect(status().is3xxRedirection());

    assertThat(returns.get(again).units()).hasSize(1);
  }

  /** CRD Art. 11(2): what was stated in time stays in time, however long the parcel takes. */
  @Test
  void whoStatedInTimeKeepsTheRightToTheForgottenPiece() {
    Order order = bought(twoShirts().deliveredDaysAgo(60));
    ReturnDraft shirt = oneShirtOf(order);
    Instant inTime = Instant.now().minus(Duration.ofDays(50));
    ReturnCase first = oneForgotten(order, inTime);
    assertThat(returns.offer(shirt).possible()).isFalse();

    settled(first);

    assertThat(returns.offer(shirt).lines())
        .singleElement()
        .satisfies(
            line -> {
              assertThat(line.possible()).isTrue();
              assertThat(line.legalBasis()).isEqualTo("STATUTORY_WITHDRAWAL");
            });
    ReturnCase again = returns.register(confirmed(shirt));
    assertThat(returns.noticeAt(again.id())).isEqualTo(first.registeredAt());
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void theCounterTakesTheForgottenPiece(boolean byReturnNumber) throws Exception {
    Order order = bought(twoShirts());
    ReturnCase first = oneForgottenAndSettled(order);

    http.perform(
            post("/api/v1/stores/lumen-tilburg/hand-ins")
                .with(as("till-7", "store"))
                .contentType(MediaType.APPLICATION_JSON)
                .content(
                    """
                    {"handIns": [{"id": "%s", "happenedAt": "%s", "code": "%s",
                      "emailOrPostcode": "%s", "pieces": [{"sku": "TEE-M", "grade": "A"}]}]}"""
                        .formatted(
                            UUID.randomUUID(),
                            Instant.now().minusSeconds(60),
                            byReturnNumber ? first.rmaNumber() : order.orderNumber(),
                            order.email())))
        .andExpect(jsonPath("$.results[0].status").value("TAKEN"));

    assertThat(returns.ofOrder(order.id())).hasSize(2);
  }

  private BlindParcel secondParcel(ReturnCase first, List<String> skus) {
    return blindParcels.record(
        new BlindParcels.Seen("X" + UUID.randomUUID(), first.rmaNumber(), "", skus, ""), "walter");
  }

  /** A closed parcel with the number of the return holds what did not come with it. */
  @ParameterizedTest
  @ValueSource(strings = {"TEE-M", ""})
  void aSecondParcelWithTheForgottenPieceBecomesAReturn(String sku) {
    Order order = bought(twoShirts());
    ReturnCase first = oneForgottenAndSettled(order);
    BlindParcel parcel = secondParcel(first, List.of(sku));

    BlindParcel identified = blindParcels.identify(parcel.id(), order.id(), List.of(), null);

    assertThat(identified.outcome()).isEqualTo(BlindParcel.Outcome.REGISTERED);
    assertThat(returns.get(identified.returnId()).units())
        .singleElement()
        .matches(unit -> unit.piece().equals(first.units().getLast().piece()));
  }

  /** Its number is read on the second parcel, and the page of the return comes up. */
  @Test
  void theWarehouseRecordsASecondParcelOnThePageOfItsReturn() throws Exception {
    Order order = bought(twoShirts());
    ReturnCase first = oneForgottenAndSettled(order);
    String reference = "Y" + UUID.randomUUID().toString().substring(0, 8).toUpperCase();

    http.perform(get("/warehouse/" + first.rmaNumber()).with(staff("walter", "warehouse")))
        .andExpect(content().string(containsString("decided without TEE-M")));
    http.perform(
            post("/warehouse/blind")
                .with(staff("walter", "warehouse"))
                .with(csrf())
                .param("reference", reference)
                .param("orderHint", first.rmaNumber())
                .param("skus", "TEE-M"))
        .andExpect(redirectedUrl("/warehouse"));

    assertThat(blindParcels.candidates(blindParcels.byReference(reference).id()))
        .singleElement()
        .matches(candidate -> candidate.evidence().sure());
  }

  @Test
  void thePageOfAReturnThatLacksNothingOffersNoOtherParcel() throws Exception {
    ReturnCase undecided = oneForgotten(bought(twoShirts()), Instant.now());

    http.perform(get("/warehouse/" + undecided.rmaNumber()).with(staff("walter", "warehouse")))
        .andExpect(content().string(not(containsString("This is another parcel"))));
  }

  @Test
  void aSecondParcelWaitsUntilItsReturnIsDecidedAndSaysWhich() {
    Order order = bought(twoShirts());
    ReturnCase first = oneForgotten(order, Instant.now());
    BlindParcel parcel = secondParcel(first, List.of("TEE-M"));

    assertThatThrownBy(
            () -> blindParcels.identify(parcel.id(), order.id(), List.of(), "it is the shirt"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining(first.rmaNumber());
    settled(first);

    assertThat(
            blindParcels.identify(parcel.id(), order.id(), List.of(), "it is the shirt").outcome())
        .isEqualTo(BlindParcel.Outcome.REGISTERED);
  }

  /** CRD Art. 13(3): the trader could wait for it, so the days before it came are not late. */
  @Test
  void theDueDayOfAForgottenPieceIsNotBeforeItCame(@Autowired RefundDeadlines deadlines) {
    Order order = bought(twoShirts().deliveredDaysAgo(60));
    ReturnCase first = settled(oneForgotten(order, Instant.now().minus(Duration.ofDays(50))));
    BlindParcel parcel = secondParcel(first, List.of("TEE-M"));
    UUID again = blindParcels.identify(parcel.id(), order.id(), List.of(), null).returnId();
    returns.authorise(again, Map.of(order.lines().getFirst().id(), RIGHT), "LOW", null, "");

    assertThat(
            deadlines
                .record(
                    again,
                    "STATUTORY_WITHDRAWAL",
                    new RefundTiming(Start.NOTICE, 14, Withholding.ENDED, 3, "CRD_13_3"))
                .dueOn())
        .isEqualTo(
            returns.get(again).registeredAt().atZone(ZoneId.of("Europe/Berlin")).toLocalDate());
  }

  // what is free, and from when

  /** The money is decided, and may take its time: nobody has to wait for the bank. */
  @Test
  void isFreeAsSoonAsItIsDecidedThatNothingIsPaidForIt() {
    Order order = bought(twoShirts());
    ReturnCase first = oneForgotten(order, Instant.now());

    refunds.grant(first.id(), "REFUND", 0);

    assertThat(returns.get(first.id()).open()).isTrue();
    assertThat(returns.get(first.id()).units())
        .extracting(ReturnUnit::settlement)
        .containsExactly(Settlement.GRANTED, Settlement.NONE);
    assertThat(returns.register(confirmed(oneShirtOf(order))).units()).hasSize(1);
  }

  @Test
  void isHeldWhileSomebodyMayStillDecideOtherwise() {
    Order order = bought(twoShirts());
    ReturnCase first = oneForgotten(order, Instant.now());
    UUID forgotten = first.units().getLast().id();

    assertThat(returns.returnable(order)).containsValue(0);
    assertThat(returns.reviewed(forgotten, true, 0, "it lay beside the box")).isTrue();
    settled(first);

    assertThat(returns.returnable(order)).containsValue(0);
    assertThat(refunds.room(order.id()).isZero()).isTrue();
  }

  /**
   * Something else came, or the shop refused under its own policy: the piece of the order is the
   * shopper's, and the law's rights to it go on.
   */
  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "MISSING")
  void whateverWasRefusedIsFree(Grade grade) {
    Order order = bought(twoShirts());
    ReturnCase came = arrived(oneShirtOf(order), Instant.now(), Ground.VOLUNTARY);
    refused(came.units().getFirst(), grade);

    settled(came);

    assertThat(returns.returnable(order)).containsValue(2);
  }

  /** Camunda hands out a job twice, and an agent answers twice. */
  @Test
  void staysRefusedAndFreeHoweverOftenItsReturnIsSettled() {
    Order order = bought(twoShirts());
    ReturnCase first = oneForgottenAndSettled(order);
    ReturnCase again = returns.register(confirmed(oneShirtOf(order)));
    UUID forgotten = first.units().getLast().id();
    int told = history.of(first.id()).size();

    settled(first);
    assertThat(returns.reviewed(forgotten, false, 0, "photo on file")).isFalse();
    assertThat(returns.reviewed(forgotten, true, 0, "on second thoughts")).isFalse();

    assertThat(returns.get(first.id())).isEqualTo(first);
    assertThat(history.of(first.id())).hasSize(told);
    assertThat(returns.get(again.id()).units()).hasSize(1);
    assertThat(returns.returnable(order)).containsValue(0);
  }

  /** It was paid when its parcel counted as lost; that something else lay in it is for a person. */
  @Test
  void whatWasPaidAsLostIsNotFreeWhenItIsRefusedAfterwards() {
    Order order = bought(twoShirts());
    ReturnCase lost = returns.register(confirmed(oneShirtOf(order)));
    returns.authorise(lost.id(), Map.of(order.lines().getFirst().id(), RIGHT), "LOW", null, "");
    returns.parcelMoved(lost.id(), Reception.LOST, "");
    settled(lost);
    returns.foundAfterLoss(lost.id(), "walter", "");

    refused(lost.units().getFirst(), Grade.WRONG_ITEM);
    returns.close(lost.id());

    assertThat(returns.returnable(order)).containsValue(1);
  }

  /** What was refused before this was so is set free when the database is brought up to date. */
  @Test
  void whatWasRefusedBeforeIsFreeAfterTheMigration() throws Exception {
    Order order = bought(twoShirts());
    ReturnCase first = oneForgottenAndSettled(order);
    jdbc.sql(
            "update return_unit set settlement = 'SETTLED',"
                + " held_piece = concat(order_line_id, '#', unit_no) where return_id = ?")
        .param(first.id())
        .update();
    assertThat(returns.returnable(order)).containsValue(0);

    jdbc.sql(
            new ClassPathResource("db/migration/V50__refused_pieces_are_free.sql")
                .getContentAsString(StandardCharsets.UTF_8))
        .update();

    assertThat(returns.returnable(order)).containsValue(1);
    assertThat(returns.get(first.id())).isEqualTo(first);
  }

  // the money

  /** The delivery is paid back when the last piece came, and not with the return before. */
  @Test
  void paysBackTheDeliveryWithTheForgottenPiece() {
    Order order = bought(twoShirts());
    ReturnCase first = oneForgottenAndSettled(order);
    assertThat(refunds.grantOf(first.id()).orElseThrow().amount()).isEqualTo(Money.of(2495, "EUR"));

    ReturnCase again = arrived(oneShirtOf(order), Instant.now(), RIGHT);
    returns.inspected(again.units().getFirst().id(), Grade.A, "", "walter");

    assertThat(refunds.grant(again.id(), "REFUND", 0).amount())
        .isEqualTo(Money.of(2495 + 495, "EUR"));
    assertThat(refunds.room(order.id()).isZero()).isTrue();
  }

  /** Paid at the drop-off scan, and one piece was not in the parcel after all. */
  private ReturnCase paidAtDropOffAndOneForgotten(Order order) {
    ReturnCase sent = returns.register(confirmed(wholeOf(order)));
    returns.authorise(sent.id(), Map.of(order.lines().getFirst().id(), RIGHT), "LOW", null, "");
    returns.parcelMoved(sent.id(), Reception.DROPPED_OFF, "");
    payouts.submit(refunds.grantAtDropOff(sent.id()).orElseThrow().id());
    returns.parcelMoved(sent.id(), Reception.DELIVERED, "");
    parcels.tookIn(sent.id(), "", "walter");
    returns.inspected(sent.units().getFirst().id(), Grade.A, "", "walter");
    refused(sent.units().getLast(), Grade.MISSING);
    overpayments.record(sent.id());
    returns.close(sent.id());
    return returns.get(sent.id());
  }

  @Test
  void whatWasPaidTooEarlyIsFreeOnceItIsPaidBackAndIsThenPaidInFullWithTheDelivery() {
    Order order = bought(twoShirts());
    ReturnCase first = paidAtDropOffAndOneForgotten(order);
    assertThat(refunds.grantOf(first.id()).orElseThrow().amount()).isEqualTo(order.captured());
    assertThat(returns.returnable(order)).containsValue(0);

    overpayments.repaid(first.id(), "SEPA 4711");
    overpayments.repaid(first.id(), "SEPA 4711");

    assertThat(returns.returnable(order)).containsValue(1);
    ReturnCase again = arrived(oneShirtOf(order), Instant.now(), RIGHT);
    assertThat(refunds.grant(again.id(), "REFUND", 0).amount())
        .isEqualTo(Money.of(2495 + 495, "EUR"));
    assertThat(refunds.room(order.id()).isZero()).isTrue();
    // the card took all of it back once; no provider sends more than it captured
    Payout payout = payouts.submit(refunds.grantOf(again.id()).orElseThrow().id());
    assertThat(payout.failed().amount()).contains(Money.of(2495 + 495, "EUR"));
    assertThat(payouts.submit(refunds.grantOf(again.id()).orElseThrow().id())).isEqualTo(payout);
    payouts.paidByHand(
        refunds.grantOf(again.id()).orElseThrow().id(), payout.failed().refunds(), "SEPA 4713");
    assertThat(returns.get(again.id()).paid()).isTrue();
  }

  /** The shopper keeps the money, so the piece is paid. */
  @Test
  void whatIsLetBeStaysPaidAndIsNotFree() {
    Order order = bought(twoShirts());
    ReturnCase first = paidAtDropOffAndOneForgotten(order);

    overpayments.writtenOff(first.id(), "a good customer");

    assertThat(returns.returnable(order)).containsValue(0);
    BlindParcel parcel = secondParcel(first, List.of("TEE-M"));
    assertThatThrownBy(
            () -> blindParcels.identify(parcel.id(), order.id(), List.of(), "it is the shirt"))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("%s was paid for this piece", first.rmaNumber());
  }

  /** Pieces come, are forgotten and refused, or are not sent at all, in any order of parcels. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void whateverIsForgottenOnTheWayAllComesToWhatWasPaid(long seed) {
    Random dice = new Random(seed);
    OrderBuilder builder = order().country("DE").discount(dice.nextInt(300));
    for (int line = 0; line <= dice.nextInt(3); line++) {
      builder.line("SKU-" + line, 1 + dice.nextInt(3), 500 + dice.nextInt(5000));
    }
    Order order = bought(builder.shipping(495, 495));
    Money paid = Money.zero(order.currency());
    int accepted = 0;
    for (int round = 0; accepted < order.totalUnits(); round++) {
      // in the end people find what they forgot
      boolean forgetful = round < 8;
      ReturnCase came = arrived(some(order, dice), Instant.now(), RIGHT);
      boolean notSent = forgetful && dice.nextInt(4) == 0;
      for (ReturnUnit unit : came.units()) {
        int way = forgetful ? dice.nextInt(3) : 0;
        if (way == 0) {
          returns.inspected(unit.id(), Grade.A, "", "walter");
          accepted++;
        } else if (way == 1 || !notSent) {
          refused(unit, dice.nextBoolean() ? Grade.MISSING : Grade.WRONG_ITEM);
        }
      }
      if (notSent) {
        returns.partEnded(came.id(), false);
      }
      refunds.grant(came.id(), "REFUND", 0);
      returns.close(came.id());
      RefundStatement granted = refunds.grantOf(came.id()).orElseThrow().statement();
      paid = paid.plus(granted.total());
      assertThat(paid).isLessThanOrEqualTo(order.captured());
      assertThat(granted.shipping().isPositive()).isEqualTo(accepted == order.totalUnits());
    }

    assertThat(paid).isEqualTo(order.captured());
  }

  /** At least one of the pieces that can be announced. */
  private ReturnDraft some(Order order, Random dice) {
    Map<UUID, Integer> free = returns.returnable(order);
    List<UUID> lines = new ArrayList<>(order.lines().stream().map(OrderLine::id).toList());
    lines.removeIf(line -> free.get(line) == 0);
    Collections.shuffle(lines, dice);
    return draft(
        order,
        lines.subList(0, 1 + dice.nextInt(lines.size())).stream()
            .collect(Collectors.toMap(line -> line, line -> 1 + dice.nextInt(free.get(line)))));
  }
}
