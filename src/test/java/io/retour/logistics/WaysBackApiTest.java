package io.retour.logistics;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.Signed.webhook;
import static io.retour.testing.TestTokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.counter.Counter;
import io.retour.counter.HandIn;
import io.retour.logistics.Carrier.LabelRefused;
import io.retour.logistics.Carrier.PickupRefused;
import io.retour.logistics.Carrier.Slot;
import io.retour.logistics.TrackingNews.Status;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnReason;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.ReturnUnit.Reception;
import io.retour.returns.Returns;
import io.retour.security.ShopperTokens;
import io.retour.security.ShopperTokens.Purpose;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.Simulator;
import io.retour.testing.Confirmed;
import io.retour.testing.Signed;
import io.retour.testing.WebTest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** Drop-off points, QR codes and pickups as shoppers, carriers and integrators reach them. */
@WebTest
class WaysBackApiTest {

  private static final String SCANS = "/webhooks/carriers/simulated/drop-offs";

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired QrCodes qrCodes;
  @Autowired DropOffPoints points;
  @Autowired Pickups pickups;
  @Autowired Parcels parcels;
  @Autowired Counter counter;
  @Autowired ShopperTokens tokens;
  @Autowired Simulators simulators;
  @Autowired JdbcClient jdbc;

  @AfterEach
  void theCarrierBehaves() {
    simulators.set(Simulator.CARRIER, Behaviour.NORMAL, 0);
  }

  private ReturnCase registered(String method) {
    Order order = order().line("TEE-M", 1, 2495).build();
    orders.add(order);
    return returns.register(Confirmed.piecesOf(order, 1, ReturnReason.CHANGED_MIND, method));
  }

  private ReturnCase withACode() throws Exception {
    ReturnCase registered = registered("QR_DROP_OFF");
    qrCodes.issue(registered.id(), Duration.ofDays(28));
    return registered;
  }

  private String page(ReturnCase of, String path) {
    return "/r/%s%s?t=%s"
        .formatted(of.rmaNumber(), path, tokens.issue(Purpose.RETURN, of.id(), Duration.ofDays(1)));
  }

  private ResultActions scanned(String token, String point, String at) throws Exception {
    return http.perform(
        webhook(
            SCANS,
            Signed.CARRIER_SECRET,
            "{\"token\": \"%s\", \"dropOffPoint\": \"%s\", \"occurredAt\": \"%s\"}"
                .formatted(token, point, at)));
  }

  @Test
  void findsTheSameDropOffPointsForTheSamePostcodeNearestFirst() throws Exception {
    String first =
        http.perform(get("/api/v1/drop-off-points?country=nl&postcode=5026 aa"))
            .andExpect(status().isOk())
            .andExpect(jsonPath("$.length()").value(5))
            .andExpect(jsonPath("$[0].id").value("NL-5026AA-1"))
            .andExpect(jsonPath("$[0].openingHours").isNotEmpty())
            .andReturn()
            .getResponse()
            .getContentAsString();

    http.perform(get("/api/v1/drop-off-points?country=NL&postcode=5026AA"))
        .andExpect(content().string(first));
    http.perform(get("/api/v1/drop-off-points?country=US&postcode=10001"))
        .andExpect(content().json("[]", org.springframework.test.json.JsonCompareMode.STRICT));
  }

  @ParameterizedTest
  @CsvSource({"N, 5026AA, country", "NL, '  ', postcode", "NL, 12345678901234567, postcode"})
  void saysWhatIsWrongWithASearch(String country, String postcode, String field) throws Exception {
    http.perform(
            get("/api/v1/drop-off-points").param("country", country).param("postcode", postcode))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.errors[0].field").value(field));
  }

  @Test
  void saysWhichDropOffPointHasTheParcelUntilTheCarrierFetchesIt() throws Exception {
    ReturnCase registered = withACode();
    Order order = returns.order(registered);
    DropOffPoint near = points.near(order.country(), order.postcode()).getLast();
    http.perform(get(page(registered, "")))
        .andExpect(content().string(not(containsString("id=\"kept-at\""))));

    scanned(qrCodes.token(registered.id()).orElseThrow(), near.id(), Instant.now().toString())
        .andExpect(status().isOk());
    http.perform(get(page(registered, "")))
        .andExpect(content().string(containsString("id=\"kept-at\"")))
        .andExpect(content().string(containsString(near.name())));

    String number = parcels.ofReturn(registered.id()).getFirst().trackingNumber();
    parcels.scanned(scan(number, Status.IN_TRANSIT, Instant.now()));
    http.perform(get(page(registered, "")))
        .andExpect(content().string(not(containsString("id=\"kept-at\""))));
  }

  @Test
  void namesAPointThatIsNotNearAsTheCarrierDoes() throws Exception {
    ReturnCase registered = withACode();

    scanned(qrCodes.token(registered.id()).orElseThrow(), "FAR-77", Instant.now().toString())
        .andExpect(status().isOk());

    http.perform(get(page(registered, "")))
        .andExpect(content().string(containsString("handed in at FAR-77")));
  }

  @Test
  void takesACodeInOnceHoweverOftenTheScanIsTold() throws Exception {
    ReturnCase registered = withACode();
    String token = qrCodes.token(registered.id()).orElseThrow();

    scanned(token, "P1", "2026-03-02T10:00:00Z")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.trackingNumber").isNotEmpty());
    scanned(token, "P1", "2026-03-02T10:00:00Z").andExpect(status().isOk());
    scanned(token, "P2", "2026-03-02T11:00:00Z")
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("qr-code-used"));

    assertThat(
            jdbc.sql(
                    "select count(*) from process_message where correlation_key = ?"
                        + " and name = 'parcel-dropped-off'")
                .param(registered.id().toString())
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void refusesForgedCodesAndScansThatNobodySigned() throws Exception {
    String token = qrCodes.token(withACode().id()).orElseThrow();
    String forged = token.substring(0, token.length() - 2) + "xx";

    scanned(forged, "P1", "2026-03-02T10:00:00Z")
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.code").value("qr-code-invalid"));
    scanned("", "P1", "2026-03-02T10:00:00Z")
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.errors[0].field").value("token"));
    scanned(token, "", "2026-03-02T10:00:00Z")
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.errors[0].field").value("dropOffPoint"));
    http.perform(webhook(SCANS, "another-secret-of-nobody", "{\"token\": \"%s\"}".formatted(token)))
        .andExpect(status().isForbidden());
  }

  /** A link to the status page opens no parcel, and the other way round. */
  @Test
  void aLinkIsNoCode() throws Exception {
    ReturnCase registered = withACode();

    scanned(
            tokens.issue(Purpose.RETURN, registered.id(), Duration.ofDays(1)),
            "P1",
            "2026-03-02T10:00:00Z")
        .andExpect(jsonPath("$.code").value("qr-code-invalid"));
  }

  @Test
  void showsTheCodeAndDropOffPointsOnTheStatusPage() throws Exception {
    ReturnCase registered = withACode();

    http.perform(get(page(registered, "")))
        .andExpect(content().string(containsString("id=\"qr\"")))
        .andExpect(content().string(containsString("Station kiosk")))
        .andExpect(content().string(not(containsString("id=\"label\""))));
    http.perform(get(page(registered, "/qr.png")))
        .andExpect(status().isOk())
        .andExpect(content().contentType(MediaType.IMAGE_PNG));
    http.perform(get(page(registered("HOME_PICKUP"), "/qr.png"))).andExpect(status().isNotFound());
  }

  @Test
  void letsTheShopperChooseWhenTheDriverComes() throws Exception {
    ReturnCase registered = registered("HOME_PICKUP");
    String slot = pickups.freeSlots(registered.id()).get(2).id();
    http.perform(get(page(registered, "")))
        .andExpect(content().string(containsString("value=\"" + slot + "\"")));

    http.perform(post(page(registered, "/pickup")).with(csrf()).param("slot", slot))
        .andExpect(status().is3xxRedirection());
    http.perform(post(page(registered, "/pickup")).with(csrf()).param("slot", "never"))
        .andExpect(status().is3xxRedirection());

    assertThat(pickups.current(registered.id()).orElseThrow().slot().id()).isEqualTo(slot);
    http.perform(get(page(registered, "")))
        .andExpect(content().string(containsString("id=\"pickup\"")))
        .andExpect(content().string(not(containsString("id=\"slots\""))));
  }

  private ResultActions changes(ReturnCase of, String slot) throws Exception {
    return http.perform(post(page(of, "/pickup")).with(csrf()).param("slot", slot));
  }

  @Test
  void letsTheShopperChangeABookedPickupUntilTheDriverHasIt() throws Exception {
    ReturnCase registered = awaitingADriver();
    String booked = pickups.current(registered.id()).orElseThrow().slot().id();
    String other = pickups.freeSlots(registered.id()).get(3).id();
    http.perform(get(page(registered, "")))
        .andExpect(content().string(containsString("id=\"other-slots\"")))
        .andExpect(content().string(containsString("value=\"" + other + "\"")))
        .andExpect(content().string(not(containsString("value=\"" + booked + "\""))));

    changes(registered, other).andExpect(status().is3xxRedirection());
    changes(registered, other).andExpect(status().is3xxRedirection());
    // while one is being booked there is no other to choose
    changes(registered, pickups.freeSlots(registered.id()).get(4).id());
    http.perform(get(page(registered, "")))
        .andExpect(content().string(containsString("id=\"changing\"")))
        .andExpect(content().string(not(containsString("id=\"other-slots\""))));
    assertThat(pickups.tries(registered.id())).isEqualTo(2);

    pickups.book(registered.id(), true);
    pickups.book(registered.id(), true);

    assertThat(pickups.current(registered.id()).orElseThrow().slot().id()).isEqualTo(other);
    assertThat(driversReleased(registered)).containsExactly(registered.id() + ":pickup:1");
    driverSays(registered, Status.DROPPED_OFF);
    http.perform(get(page(registered, "")))
        .andExpect(content().string(not(containsString("id=\"other-slots\""))));
  }

  /** The driver of the slot that was booked came after all, before the other one was ordered. */
  @Test
  void ordersNoSecondDriverForWhatTheFirstOneHas() throws Exception {
    ReturnCase registered = awaitingADriver();
    changes(registered, pickups.freeSlots(registered.id()).get(3).id());
    driverSays(registered, Status.DROPPED_OFF);

    pickups.book(registered.id(), true);

    assertThat(
            jdbc.sql("select count(*) from simulated_pickup where request_key like ?")
                .param(registered.id() + "%")
                .query(Integer.class)
                .single())
        .isEqualTo(1);
  }

  /** Booked by a version of the diagram that waits for no other slot. */
  @Test
  void offersNoOtherTimeWhereTheJourneyWouldNotHearOfIt() throws Exception {
    ReturnCase registered = registered("HOME_PICKUP");
    Slot first = pickups.freeSlots(registered.id()).getFirst();
    pickups.choose(registered.id(), first.id(), "shopper");
    pickups.book(registered.id(), false);

    http.perform(get(page(registered, "")))
        .andExpect(content().string(containsString("id=\"pickup\"")))
        .andExpect(content().string(not(containsString("id=\"other-slots\""))));
    changes(registered, pickups.freeSlots(registered.id()).get(3).id());
    assertThat(pickups.tries(registered.id())).isEqualTo(1);
  }

  /** Another time was chosen before such journeys were known apart. */
  @Test
  void tellsTheJourneyOfAMissWhenItDoesNotWaitForTheOtherTime() throws Exception {
    ReturnCase registered = awaitingADriver();
    changes(registered, pickups.freeSlots(registered.id()).get(3).id());
    jdbc.sql("update pickup set changeable = false where return_id = ?")
        .param(registered.id())
        .update();

    driverSays(registered, Status.PICKUP_MISSED);

    assertThat(missesTold(registered)).isEqualTo(1);
  }

  private int missesTold(ReturnCase of) {
    return jdbc.sql(
            "select count(*) from process_message where correlation_key = ? and name ="
                + " 'pickup-missed'")
        .param(of.id().toString())
        .query(Integer.class)
        .single();
  }

  private void driverSays(ReturnCase of, Status status) {
    String number = parcels.ofReturn(of.id()).getFirst().trackingNumber();
    parcels.scanned(scan(number, status, Instant.now()));
  }

  /** The carrier has the order for the other time, and we do not know it. */
  private ReturnCase orderedWithoutAnAnswer() throws Exception {
    ReturnCase registered = awaitingADriver();
    changes(registered, pickups.freeSlots(registered.id()).get(3).id());
    simulators.set(Simulator.CARRIER, Behaviour.LOSE_ANSWER, 1);
    assertThatThrownBy(() -> pickups.book(registered.id(), true))
        .isInstanceOf(RuntimeException.class);
    return registered;
  }

  @Test
  void sendsTheSecondDriverHomeWhenHisOrderWasNotNotedAndTheFirstOneHasTheParcel()
      throws Exception {
    ReturnCase registered = orderedWithoutAnAnswer();
    driverSays(registered, Status.DROPPED_OFF);

    pickups.book(registered.id(), true);

    assertThat(driversReleased(registered)).containsExactly(registered.id() + ":pickup:2");
    assertThat(pickups.current(registered.id()).orElseThrow().tryNo()).isEqualTo(1);
  }

  /** He came while the other one was being ordered. */
  @Test
  void sendsTheSecondDriverHomeWhenTheFirstOneHasTheParcelBeforeHeIsSentHome() throws Exception {
    ReturnCase registered = orderedWithoutAnAnswer();
    jdbc.sql("update pickup set state = 'BOOKED' where return_id = ? and try_no = 2")
        .param(registered.id())
        .update();
    driverSays(registered, Status.DROPPED_OFF);

    pickups.book(registered.id(), true);

    assertThat(driversReleased(registered)).contains(registered.id() + ":pickup:2");
    assertThat(pickups.current(registered.id())).isEmpty();
  }

  /** Who missed the driver is not promised that he comes. */
  @Test
  void leavesNoDriverStandingWhoCameInVainWhileTheTimeWasChanged() throws Exception {
    ReturnCase registered = awaitingADriver();
    changes(registered, pickups.freeSlots(registered.id()).get(3).id());
    driverSays(registered, Status.PICKUP_MISSED);
    simulators.set(Simulator.CARRIER, Behaviour.REFUSE, 1);

    assertThatThrownBy(() -> pickups.book(registered.id(), true)).isInstanceOf(PickupRefused.class);

    assertThat(pickups.current(registered.id())).isEmpty();
    assertThat(pickups.earlierStands(registered.id())).isFalse();
    assertThat(pickups.missed(registered.id())).isEqualTo(1);
    assertThat(pickups.choosable(returns.get(registered.id()))).isTrue();
  }

  @Test
  void doesNotPromiseAChangeOnceADriverHasTheParcel() throws Exception {
    ReturnCase registered = awaitingADriver();
    changes(registered, pickups.freeSlots(registered.id()).get(3).id());

    driverSays(registered, Status.DROPPED_OFF);

    http.perform(get(page(registered, "")))
        .andExpect(content().string(not(containsString("id=\"changing\""))));
  }

  /** A miss of the driver whose slot was given up is none of the other one's. */
  @Test
  void doesNotTakeAMissOfTheGivenUpSlotForTheOther() throws Exception {
    ReturnCase registered = awaitingADriver();
    changes(registered, pickups.freeSlots(registered.id()).get(3).id());

    parcels.scanned(
        new TrackingNews(
            "simulated",
            parcels.ofReturn(registered.id()).getFirst().trackingNumber(),
            "M",
            Status.PICKUP_MISSED,
            Instant.now()));

    assertThat(missesTold(registered)).isZero();
    assertThat(pickups.missed(registered.id())).isZero();
  }

  @Test
  void letsAnIntegratorChooseASlotOnce() throws Exception {
    ReturnCase registered = registered("HOME_PICKUP");
    String path = "/api/v1/returns/" + registered.id();
    String slot = pickups.freeSlots(registered.id()).get(1).id();
    http.perform(get(path + "/pickup-slots").with(as("ida", "integrator")))
        .andExpect(jsonPath("$[1].id").value(slot));

    for (int i = 0; i < 2; i++) {
      http.perform(
              post(path + "/pickup")
                  .with(as("ida", "integrator"))
                  .contentType(MediaType.APPLICATION_JSON)
                  .content("{\"slot\": \"%s\"}".formatted(slot)))
          .andExpect(status().isAccepted());
    }

    assertThat(pickups.tries(registered.id())).isEqualTo(1);
    http.perform(
            post(path + "/pickup")
                .with(as("ida", "integrator"))
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"slot\": \"another\"}"))
        .andExpect(status().isConflict());
    http.perform(
            post("/api/v1/returns/" + registered("QR_DROP_OFF").id() + "/pickup")
                .with(as("ida", "integrator"))
                .contentType(MediaType.APPLICATION_JSON)
                .content("{\"slot\": \"another\"}"))
        .andExpect(status().isConflict());
  }

  /** What matters on the way back comes with the order, one by one and in bulk. */
  @Test
  void importsWhetherABatteryIsInIt() throws Exception {
    String number = "B-" + UUID.randomUUID();
    http.perform(
            post("/api/v1/orders")
                .with(as("ida", "integrator"))
                .contentType(MediaType.APPLICATION_JSON)
                .content(
                    """
                    {"brand": "lumen", "channel": "webshop", "orderNumber": "%s",
                     "email": "a@example.org", "postcode": "5026AA", "country": "NL",
                     "currency": "EUR", "placedAt": "2026-01-01T10:00:00Z",
                     "lines": [{"sku": "HEAD-1", "title": "Headphones",
                       "category": "ELECTRONICS", "quantity": 1, "unitPriceMinor": 9900,
                       "taxRateBasisPoints": 2100, "weightGrams": 300, "battery": "LITHIUM"}],
                     "payments": [{"method": "CARD", "provider": "simulated",
                       "reference": "p", "capturedMinor": 9900}]}"""
                        .formatted(number)))
        .andExpect(status().isCreated());
    http.perform(
            post("/api/v1/orders/import")
                .with(as("ida", "integrator"))
                .contentType("text/csv")
                .content(
                    "brand,channel,orderNumber,email,postcode,country,currency,placedAt,sku,title,"
                        + "category,quantity,unitPriceMinor,taxRateBasisPoints,weightGrams,battery,"
                        + "paymentMethod,paymentProvider,paymentReference,capturedMinor\n"
                        + "lumen,webshop,%s-C,a@example.org,5026AA,NL,EUR,2026-01-01T10:00:00Z,"
                            .formatted(number)
                        + "HEAD-1,Headphones,ELECTRONICS,1,9900,2100,300,LITHIUM,"
                        + "CARD,simulated,p,9900\n"))
        .andExpect(status().isOk());

    assertThat(
            jdbc.sql(
                    "select l.battery from order_line l join customer_order o on o.id = l.order_id"
                        + " where o.order_number like ?")
                .param(number.toUpperCase(java.util.Locale.ROOT) + "%")
                .query(String.class)
                .list())
        .containsExactly("LITHIUM", "LITHIUM");
  }

  @Test
  void aLabelIsVoidAndItsFeeGoneWhenTheGoodsAreHandedInAtAStore() throws Exception {
    ReturnCase registered = registered("PARCEL_DROP_OFF");
    assertThat(registered.quotedFee().isPositive()).isTrue();
    String trackingNumber = parcels.createLabel(registered.id()).trackingNumber();

    counter.take(
        "lumen-tilburg",
        new HandIn(
            UUID.randomUUID(),
            Instant.now(),
            trackingNumber,
            "",
            "REFUND",
            List.of(new HandIn.Piece("TEE-M", Grade.A, ReturnReason.NO_REASON_GIVEN, List.of()))),
        "stella");
    parcels.voidLeftOvers();

    assertThat(parcels.ofReturn(registered.id()).getFirst().voidedAt()).isNotNull();
    assertThat(returns.get(registered.id()).quotedFee().isPositive()).isFalse();
  }

  @Test
  void aLabelThatCannotBeVoidedKeepsNoOtherWaitingAndIsTriedAgain() {
    parcels.voidLeftOvers();
    List<UUID> left =
        Stream.of(endedWithALabel(), endedWithALabel(), endedWithALabel()).sorted().toList();
    simulators.set(Simulator.CARRIER, Behaviour.FAIL, 1);

    parcels.voidLeftOvers();

    assertThat(left).filteredOn(this::stillUsable).hasSize(1);
    parcels.voidLeftOvers();
    assertThat(left).noneMatch(this::stillUsable);
  }

  private UUID endedWithALabel() {
    ReturnCase registered = registered("PARCEL_DROP_OFF");
    try {
      parcels.createLabel(registered.id());
    } catch (LabelRefused refused) {
      throw new AssertionError(refused);
    }
    returns.expire(registered.id());
    return registered.id();
  }

  private boolean stillUsable(UUID returnId) {
    return parcels.ofReturn(returnId).getFirst().voidedAt() == null;
  }

  private ReturnCase awaitingADriver() throws Exception {
    ReturnCase registered = registered("HOME_PICKUP");
    pickups.choose(registered.id(), pickups.freeSlots(registered.id()).getFirst().id(), "shopper");
    pickups.book(registered.id(), true);
    return registered;
  }

  private List<String> driversReleased(ReturnCase of) {
    return jdbc.sql(
            "select request_key from simulated_pickup where released_at is not null"
                + " and request_key like ?")
        .param(of.id() + "%")
        .query(String.class)
        .list();
  }

  @Test
  void sendsTheDriverHomeWhenTheGoodsAreHandedInAtACounter() throws Exception {
    ReturnCase registered = awaitingADriver();
    ReturnCase another = awaitingADriver();

    counter.take(
        "lumen-tilburg",
        new HandIn(
            UUID.randomUUID(),
            Instant.now(),
            registered.rmaNumber(),
            "",
            "REFUND",
            List.of(new HandIn.Piece("TEE-M", Grade.A, ReturnReason.NO_REASON_GIVEN, List.of()))),
        "stella");
    pickups.releaseNeedless();
    pickups.releaseNeedless();

    assertThat(driversReleased(registered)).hasSize(1);
    assertThat(pickups.current(registered.id())).isEmpty();
    assertThat(pickups.current(another.id())).isPresent();
  }

  /** Also after the carrier did not answer at first. */
  @Test
  void sendsTheDriverHomeWhenTheWarehouseScansTheGoodsInFirst() throws Exception {
    ReturnCase registered = awaitingADriver();
    parcels.receive(registered.rmaNumber(), "wim");
    pickups.releaseNeedless();
    ReturnCase later = awaitingADriver();
    parcels.receive(later.rmaNumber(), "wim");
    simulators.set(Simulator.CARRIER, Behaviour.FAIL, 1);

    pickups.releaseNeedless();

    assertThat(driversReleased(registered)).hasSize(1);
    assertThat(driversReleased(later)).isEmpty();
    pickups.releaseNeedless();
    assertThat(driversReleased(later)).hasSize(1);
  }

  /** The driver whom the carrier says brought it has been there. */
  @Test
  void leavesADriverAloneWhoCollectedTheParcel() throws Exception {
    ReturnCase registered = awaitingADriver();
    String number = parcels.ofReturn(registered.id()).getFirst().trackingNumber();
    parcels.scanned(scan(number, Status.IN_TRANSIT, Instant.now()));
    parcels.receive(registered.rmaNumber(), "wim");

    pickups.releaseNeedless();

    assertThat(driversReleased(registered)).isEmpty();
  }

  /** A carrier can be quicker with its news than with its answer, and an agent slower still. */
  @Test
  void followsScansThatCameBeforeTheLabelWasKnown() {
    ReturnCase registered = registered("PARCEL_DROP_OFF");
    String number = "EARLY-" + registered.rmaNumber();
    parcels.scanned(scan(number, Status.DROPPED_OFF, registered.registeredAt().plusSeconds(60)));
    parcels.scanned(scan(number, Status.IN_TRANSIT, registered.registeredAt().plusSeconds(90)));

    parcels.recordManualLabel(registered.id(), number, "");

    assertThat(returns.get(registered.id()).units().getFirst().reception())
        .isEqualTo(Reception.IN_TRANSIT);
    assertThat(parcels.ofReturn(registered.id()).getFirst().status()).isEqualTo("IN_TRANSIT");
  }

  @Test
  void doesNotTakeAnOlderParcelsScansForItsOwn() {
    ReturnCase registered = registered("PARCEL_DROP_OFF");
    String number = "OLD-" + registered.rmaNumber();
    parcels.scanned(scan(number, Status.DELIVERED, registered.registeredAt().minusSeconds(60)));

    parcels.recordManualLabel(registered.id(), number, "");

    assertThat(returns.get(registered.id()).units().getFirst().reception())
        .isEqualTo(Reception.LABEL_CREATED);
  }

  private static TrackingNews scan(String number, Status status, Instant at) {
    return new TrackingNews("manual", number, status.name(), status, at);
  }
}
