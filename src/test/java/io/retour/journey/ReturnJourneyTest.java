package io.retour.journey;

import static io.camunda.process.test.api.CamundaAssert.assertThatUserTask;
import static io.camunda.process.test.api.assertions.UserTaskSelectors.byElementId;
import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camunda.process.test.api.CamundaAssert;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.retour.logistics.Parcels;
import io.retour.logistics.TrackingNews.Status;
import io.retour.orders.DateReport;
import io.retour.orders.Order;
import io.retour.orders.OrderCalendar;
import io.retour.orders.OrderLine;
import io.retour.orders.OrderLine.Exemption;
import io.retour.policy.DecisionLog;
import io.retour.refunds.PaymentProvider;
import io.retour.refunds.Payouts;
import io.retour.refunds.Refund;
import io.retour.refunds.RefundDeadline;
import io.retour.refunds.RefundDeadlines;
import io.retour.refunds.Refunds;
import io.retour.refunds.StoreCredit;
import io.retour.refunds.StoreCredits;
import io.retour.returns.CaseHistory;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnCase.Outcome;
import io.retour.returns.ReturnReason;
import io.retour.returns.ReturnUnit;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.ReturnUnit.Reception;
import io.retour.returns.ReturnUnit.Settlement;
import io.retour.returns.Returns;
import io.retour.returns.TaskAnswers;
import io.retour.shared.Money;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.Simulator;
import io.retour.warehouse.DestructionGrounds;
import io.retour.warehouse.DestructionGrounds.Derogation;
import io.retour.warehouse.Inspection;
import io.retour.warehouse.Warehouse;
import java.io.IOException;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@ProcessTest
class ReturnJourneyTest {

  @Autowired Scene scene;
  @Autowired Returns returns;
  @Autowired Refunds refunds;
  @Autowired Payouts payouts;
  @Autowired StoreCredits credits;
  @Autowired RefundDeadlines deadlines;
  @Autowired OrderCalendar calendar;
  @Autowired Simulators simulators;
  @Autowired Warehouse warehouse;
  @Autowired Parcels parcels;
  @Autowired DecisionLog decisions;
  @Autowired CaseHistory history;
  @Autowired TaskAnswers answers;
  @Autowired CamundaProcessTestContext process;
  @Autowired PassingTime time;

  @BeforeAll
  static void patience() {
    CamundaAssert.setAssertionTimeout(Scene.PATIENCE);
    CamundaAssert.setAssertionInterval(Duration.ofMillis(20));
  }

  @Test
  void refundsAParcelReturnFromLabelToRefund() {
    Order order = order().line("TEE-M", 2, 2495).shipping(495, 495).build();
    ReturnCase registered = scene.registers(order);

    String trackingNumber = scene.awaitLabel(registered);
    scene.carrierScans(trackingNumber, Status.DROPPED_OFF);
    scene
        .journey(registered)
        .hasCompletedElements("Task_CollectReturnFacts", "Task_AuthoriseReturn");
    await()
        .atMost(Scene.PATIENCE)
        .until(() -> scene.mails(registered).contains("parcel-dropped-off"));
    scene.warehouseReceives(registered);
    scene.warehouseGrades(registered, Grade.A);

    scene.awaitOutcome(registered, Outcome.SETTLED);
    scene.journey(registered).isCompleted().hasCompletedElements("Event_ReturnClosed");
    ReturnCase now = scene.now(registered);
    assertThat(now.units())
        .allSatisfy(
            unit -> {
              assertThat(unit.legalBasis()).isEqualTo("STATUTORY_WITHDRAWAL");
              assertThat(unit.reception()).isEqualTo(Reception.RECEIVED);
              assertThat(unit.disposition()).isEqualTo("RESTOCK_A");
              assertThat(unit.settlement()).isEqualTo(Settlement.SETTLED);
            });
    // both shirts and the delivery, less the fee that was shown (CRD Art. 13, 14)
    assertThat(refunds.grantOf(registered.id()).orElseThrow().amount())
        .isEqualTo(registered.quotedRefund())
        .isEqualTo(Money.of(2 * 2495 + 495 - registered.quotedFee().minor(), "EUR"));
    assertThat(scene.mails(registered))
        .containsExactly("label-ready", "parcel-dropped-off", "refund-settled");
  }

  @Test
  void keepsEveryDecisionWithItsMatchedRows() {
    ReturnCase registered = scene.registers(order().line("TEE-M", 1, 2495).build());
    scene.comesBackAsNew(registered);
    scene.awaitOutcome(registered, Outcome.SETTLED);

    assertThat(decisions.of(registered.id()))
        .extracting(DecisionLog.Entry::decisionId)
        // the refund clock beside the journey asks its own table, as often as the goods move
        .filteredOn(decisionId -> !decisionId.equals("refund-timing"))
        .containsExactlyInAnyOrder(
            "legal-basis",
            "eligibility",
            "hazmat-triage",
            "return-methods",
            "fraud-risk",
            "routing",
            "disposition",
            "resolution",
            "delivery-refund");
    assertThat(decisions.of(registered.id()))
        .allSatisfy(
            entry -> {
              assertThat(entry.replayAgrees()).as(entry.decisionId()).isTrue();
              assertThat(entry.matchedRules()).as(entry.decisionId()).isNotEmpty();
              assertThat(entry.inputs()).doesNotContainValue(null);
            });
  }

  @Test
  void issuesStoreCreditWithBonusWhenTheShopperChoseIt() {
    ReturnCase registered =
        scene.registers(
            order().line("TEE-M", 1, 10000).build(), ReturnReason.CHANGED_MIND, "STORE_CREDIT");
    scene.comesBackAsNew(registered);

    scene.awaitOutcome(registered, Outcome.SETTLED);
    var grant = refunds.grantOf(registered.id()).orElseThrow();
    assertThat(credits.ofGrant(grant.id()).orElseThrow().amount())
        .isEqualTo(grant.amount().plus(grant.bonus()));
    assertThat(grant.bonus().isPositive()).isTrue();
    assertThat(scene.mails(registered)).containsExactly("label-ready", "store-credit-issued");
  }

  private StoreCredit creditOf(ReturnCase registered) {
    scene.comesBackAsNew(registered);
    scene.awaitOutcome(registered, Outcome.SETTLED);
    return credits.ofGrant(refunds.grantOf(registered.id()).orElseThrow().id()).orElseThrow();
  }

  /** CRD Art. 13(1): agreed is what was shown, and what was agreed is kept. */
  @Test
  void givesTheBonusThatWasAgreedWhateverTheRiskSaysSince() {
    String email = "riley-" + UUID.randomUUID() + "@example.org";
    ReturnCase registered =
        scene.tillsTellLater(
            email,
            () ->
                scene.registers(
                    order().email(email).line("TEE-M", 1, 10000).build(),
                    ReturnReason.CHANGED_MIND,
                    "STORE_CREDIT"));

    StoreCredit credit = creditOf(registered);

    assertThat(scene.now(registered).riskLevel()).isEqualTo("HIGH");
    assertThat(credit.bonus()).isEqualTo(credit.value().basisPoints(500, RoundingMode.HALF_UP));
    assertThat(Objects.requireNonNull(credit.consent()).words()).contains("a bonus of 5 %");
    assertThat(history.of(registered.id()))
        .anyMatch(event -> event.kind().equals("bonus-as-agreed"));
  }

  @Test
  void promisesNoBonusAtAHighRiskAndGivesNone() {
    String email = "riley-" + UUID.randomUUID() + "@example.org";
    for (int i = 0; i < 10; i++) {
      scene.registers(
          order().email(email).deliveredDaysAgo(10).line("COAT-" + i, 1, 30000).build());
    }
    ReturnCase registered =
        scene.registers(
            order().email(email).line("TEE-M", 1, 10000).build(),
            ReturnReason.CHANGED_MIND,
            "STORE_CREDIT");

    StoreCredit credit = creditOf(registered);

    assertThat(scene.now(registered).riskLevel()).isEqualTo("HIGH");
    assertThat(returns.agreedBonus(registered.id())).contains(0);
    assertThat(credit.bonus().isZero()).isTrue();
    assertThat(Objects.requireNonNull(credit.consent()).words()).contains("a bonus of 0 %");
  }

  /** A shopper who returns nearly everything, and much of it, late enough to be voluntary. */
  private ReturnCase riskyVoluntaryReturn() {
    String email = "riley-" + UUID.randomUUID() + "@example.org";
    for (int i = 0; i < 6; i++) {
      scene.registers(
          order().email(email).deliveredDaysAgo(20).line("COAT-" + i, 1, 30000).build());
    }
    return scene.registers(
        order().email(email).deliveredDaysAgo(29).line("COAT-X", 1, 80000).build());
  }

  @Test
  void asksAnAgentWhenTheRiskIsHighAndGoesOnWhenApproved() {
    ReturnCase registered = riskyVoluntaryReturn();

    assertThatUserTask(byElementId("Task_ReviewReturn").and(task -> isOf(task, registered)))
        .isCreated()
        .hasCandidateGroup("agent");
    process.completeUserTask(
        byElementId("Task_ReviewReturn").and(task -> isOf(task, registered)),
        Map.of("approval", "APPROVE", "reviewNote", "known customer"));

    scene.awaitLabel(registered);
    assertThat(scene.now(registered).riskLevel()).isEqualTo("HIGH");
  }

  @Test
  void asksAnAgentAboutWhatWasRegisteredAgainstTheTables() {
    ReturnCase registered = againstTheTables();

    assertThatUserTask(byElementId("Task_ReviewReturn").and(task -> isOf(task, registered)))
        .isCreated()
        .hasCandidateGroup("agent");
    process.completeUserTask(
        byElementId("Task_ReviewReturn").and(task -> isOf(task, registered)),
        Map.of("approval", "APPROVE", "reviewNote", "the recording says so"));

    scene.awaitLabel(registered);
  }

  private ReturnCase dearAndAgainstTheTables() {
    return scene.agentRegisters(
        order()
            .business()
            .line("COAT-M", 1, 40000, 0, 2100, OrderLine.Exemption.NONE, true)
            .build(),
        "anna",
        "promised on the phone");
  }

  private void approves(ReturnCase registered, String userName) {
    process.completeUserTask(
        byElementId("Task_ReviewReturn").and(task -> isOf(task, registered)),
        Map.of("approval", "APPROVE", "approver", userName, "reviewNote", "the recording says so"));
  }

  @Test
  void letsASecondPersonApproveWhatIsDearAndAgainstTheTables() {
    ReturnCase registered = dearAndAgainstTheTables();
    assertThatUserTask(byElementId("Task_ReviewReturn").and(task -> isOf(task, registered)))
        .isCreated()
        .hasCandidateGroup("agent");

    approves(registered, "bert");

    scene.awaitLabel(registered);
    assertThat(answers.about(registered.id()).getFirst().answers()).contains("Your user name bert");
  }

  @Test
  void countsNoApprovalOfWhoRegisteredAgainstTheTables() {
    ReturnCase registered = dearAndAgainstTheTables();

    approves(registered, "Anna");

    scene.awaitOutcome(registered, Outcome.REJECTED);
    assertThat(scene.now(registered).units()).allMatch(ReturnUnit::returnableAgain);
  }

  /** A final sale to a business, which no table lets come back. */
  private ReturnCase againstTheTables() {
    return scene.agentRegisters(
        order().business().line("TEE-M", 1, 2495, 0, 2100, OrderLine.Exemption.NONE, true).build(),
        "anna",
        "promised on the phone");
  }

  /** Two days without an answer approve any other review (ADR 6). */
  @Test
  void letsNoDeadlineStandInForTheSecondPerson() {
    ReturnCase dear = dearAndAgainstTheTables();
    ReturnCase cheap = againstTheTables();
    for (ReturnCase each : List.of(dear, cheap)) {
      assertThatUserTask(byElementId("Task_ReviewReturn").and(task -> isOf(task, each)))
          .isCreated();
    }

    time.pass(Duration.ofDays(2));

    scene.awaitLabel(cheap);
    assertThatUserTask(byElementId("Task_ReviewReturn").and(task -> isOf(task, dear))).isCreated();
    scene.journey(dear).hasNotActivatedElements("Task_AuthoriseReturn");
  }

  @Test
  void rejectsAVoluntaryReturnWhenTheAgentSaysNo() {
    ReturnCase registered = riskyVoluntaryReturn();

    process.completeUserTask(
        byElementId("Task_ReviewReturn").and(task -> isOf(task, registered)),
        Map.of("approval", "REJECT", "reviewNote", "not this time"));

    scene.awaitOutcome(registered, Outcome.REJECTED);
    scene.journey(registered).isCompleted();
    assertThat(scene.now(registered).units()).allMatch(ReturnUnit::returnableAgain);
    assertThat(scene.mails(registered)).containsExactly("return-rejected");
  }

  /** The table chooses, and the label leads there. */
  @ParameterizedTest
  @CsvSource({"NL, TILBURG, 5026 AA Tilburg", "DE, LEIPZIG, 04356 Leipzig"})
  void sendsTheParcelToTheWarehouseThatTheTableChose(
      String country, String warehouse, String address) throws IOException {
    ReturnCase registered =
        scene.registers(order().country(country).line("TEE-M", 1, 2495).build());
    scene.awaitLabel(registered);

    assertThat(scene.now(registered).warehouse()).isEqualTo(warehouse);
    try (PDDocument label = Loader.loadPDF(parcels.labelPdf(registered.id()).orElseThrow())) {
      assertThat(new PDFTextStripper().getText(label)).contains(address);
    }
  }

  /** CRD Art. 9, GDPR Art. 22: no score takes the right of withdrawal away, or makes it wait. */
  @Test
  void aHighRiskDelaysNoStatutoryReturn() {
    String email = "riley-" + UUID.randomUUID() + "@example.org";
    for (int i = 0; i < 6; i++) {
      scene.registers(
          order().email(email).deliveredDaysAgo(20).line("COAT-" + i, 1, 30000).build());
    }
    ReturnCase registered =
        scene.registers(order().email(email).deliveredDaysAgo(3).line("COAT-X", 1, 80000).build());

    scene.awaitLabel(registered);
    assertThat(scene.now(registered).riskLevel()).isEqualTo("HIGH");
    scene.journey(registered).hasNotActivatedElements("Task_ReviewReturn");
  }

  /** CRD recital 40, Art. 13(1): before delivery too, and the delivery is paid back in full. */
  @Test
  void stopsWhatWasNotDeliveredYetAndPaysAllOfItBack() {
    ReturnCase registered =
        scene.registers(order().notDelivered().line("TEE-M", 1, 2495).shipping(995, 495).build());
    assertThatUserTask(byElementId("Task_StopShipment")).isCreated().hasCandidateGroup("agent");
    await("clock")
        .atMost(Scene.PATIENCE)
        .until(() -> deadlines.of(registered.id()).filter(RefundDeadline::runs).isPresent());
    assertThat(deadlines.of(registered.id()).orElseThrow().dueOn())
        .isEqualTo(
            registered
                .registeredAt()
                .atZone(ZoneId.of("Europe/Amsterdam"))
                .toLocalDate()
                .plusDays(14));

    process.completeUserTask(
        byElementId("Task_StopShipment"),
        Map.of("shipmentStop", "STOPPED", "stopReference", "cancel-4711"));

    scene.awaitOutcome(registered, Outcome.SETTLED);
    ReturnCase now = scene.now(registered);
    assertThat(now.units()).extracting(ReturnUnit::reception).containsOnly(Reception.STOPPED);
    assertThat(now.quotedFee().isZero()).isTrue();
    assertThat(refunds.grantOf(registered.id()).orElseThrow().amount())
        .isEqualTo(Money.of(2495 + 995, "EUR"));
    assertThat(scene.mails(registered)).containsExactly("shipment-stopped", "refund-settled");
    assertThat(kinds(registered)).contains("shipment-stopped");
    scene.journey(registered).hasNotActivatedElements("Activity_InspectUnits");
  }

  @Test
  void bringsBackWhatCouldNotBeStopped() {
    ReturnCase registered = scene.registers(order().notDelivered().line("TEE-M", 1, 2495).build());

    process.completeUserTask(
        byElementId("Task_StopShipment"),
        Map.of("shipmentStop", "LEFT", "stopReference", "handed to the carrier yesterday"));

    scene.awaitLabel(registered);
    assertThat(kinds(registered)).contains("shipment-left");
    assertThat(returns.stopping(registered.id())).isFalse();
  }

  /** CRD Art. 13(1): that nobody answers us must not cost the shopper the fourteen days. */
  @Test
  void settlesAShipmentThatNobodyAnsweredFor() {
    ReturnCase registered = scene.registers(order().notDelivered().line("TEE-M", 1, 2495).build());
    assertThatUserTask(byElementId("Task_StopShipment")).isCreated();
    time.pass(Duration.ofDays(1));
    await("reminder")
        .atMost(Scene.PATIENCE)
        .until(() -> kinds(registered).contains("agent-reminded"));

    time.pass(Duration.ofDays(4));

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(scene.now(registered).stopped()).isTrue();
  }

  @Test
  void takesBackWhatWasDeliveredWhileNobodyAnswered() {
    Order order = order().notDelivered().line("TEE-M", 1, 2495).build();
    ReturnCase registered = scene.registers(order);
    assertThatUserTask(byElementId("Task_StopShipment")).isCreated();
    calendar.correct(
        order.id(),
        new DateReport(LocalDate.now(ZoneId.of("Europe/Amsterdam")), null, null, Map.of()),
        "shop");

    time.pass(Duration.ofDays(5));

    scene.awaitLabel(registered);
    assertThat(kinds(registered)).contains("shipment-left");
  }

  private ReturnCase sealed(ReturnReason reason) {
    return scene.registers(
        order().line("TOPPER", 1, 9900, 0, 2100, Exemption.HYGIENE_SEAL_BROKEN, false).build(),
        reason,
        "REFUND");
  }

  /** who relies on the exemption of a broken seal proves it, on this way in too. */
  @Test
  void takesBackASealedItemWhenTheAgentFindsItsSealIntact() {
    ReturnCase registered = sealed(ReturnReason.CHANGED_MIND);
    assertThatUserTask(byElementId("Task_ClarifyItem")).isCreated().hasCandidateGroup("agent");
    process.completeUserTask(
        byElementId("Task_ClarifyItem"),
        Map.of("clarificationAnswer", "APPLIES", "clarificationNote", "seal intact"));

    scene.awaitLabel(registered);
    assertThat(scene.now(registered).units())
        .extracting(ReturnUnit::legalBasis)
        .containsOnly("STATUTORY_WITHDRAWAL");
    assertThat(kinds(registered)).contains("item-clarified");
  }

  @Test
  void reviewsASealedItemWhoseExemptionTheAgentProved() {
    ReturnCase registered = sealed(ReturnReason.CHANGED_MIND);
    process.completeUserTask(
        byElementId("Task_ClarifyItem"),
        Map.of("clarificationAnswer", "EXCLUDED", "clarificationNote", "shopper opened it"));

    process.completeUserTask(
        byElementId("Task_ReviewReturn").and(task -> isOf(task, registered)),
        Map.of("approval", "REJECT", "reviewNote", "opened, cannot be cleaned"));
    scene.awaitOutcome(registered, Outcome.REJECTED);
  }

  @Test
  void countsForTheShopperWhenNobodyClarifiesTheSeal() {
    ReturnCase registered = sealed(ReturnReason.CHANGED_MIND);
    assertThatUserTask(byElementId("Task_ClarifyItem")).isCreated();

    time.pass(Duration.ofDays(3));

    scene.awaitLabel(registered);
    assertThat(scene.now(registered).units())
        .extracting(ReturnUnit::legalBasis)
        .containsOnly("STATUTORY_WITHDRAWAL");
  }

  /** Directive (EU) 2019/771 Art. 10: an old fault is no matter of a fixed number of days. */
  @Test
  void asksAnAgentWhetherTheSellerStillAnswersForAnOldFault() {
    ReturnCase registered =
        scene.registers(
            order().country("DE").deliveredDaysAgo(800).line("MIXER", 1, 9900).build(),
            ReturnReason.DEFECTIVE,
            "REFUND");
    process.completeUserTask(
        byElementId("Task_ClarifyItem"),
        Map.of("clarificationAnswer", "APPLIES", "clarificationNote", "guaranteed for five years"));

    scene.awaitLabel(registered);
    assertThat(scene.now(registered).units())
        .extracting(ReturnUnit::legalBasis)
        .containsOnly("CONFORMITY");
  }

  /** A fault within the withdrawal period keeps both rights (CRD Art. 9, SGD Art. 13). */
  @Test
  void keepsBothRightsOfAFaultWithinTheWithdrawalPeriod() {
    ReturnCase registered =
        scene.registers(
            order().line("MIXER", 1, 9900).shipping(495, 495).build(),
            ReturnReason.DEFECTIVE,
            "REFUND");
    scene.comesBackAsNew(registered);

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(scene.now(registered).units())
        .allSatisfy(
            unit ->
                assertThat(unit.bases())
                    .containsExactlyInAnyOrder("CONFORMITY", "STATUTORY_WITHDRAWAL"));
    // free as a fault, and with the delivery as a withdrawal
    assertThat(registered.quotedFee().isZero()).isTrue();
    assertThat(refunds.grantOf(registered.id()).orElseThrow().amount())
        .isEqualTo(Money.of(9900 + 495, "EUR"));
  }

  private List<String> kinds(ReturnCase of) {
    return history.of(of.id()).stream().map(CaseHistory.Event::kind).toList();
  }

  @Test
  void goesOnForTheShopperWhenTheReviewIsOverdue() {
    ReturnCase registered = riskyVoluntaryReturn();
    assertThatUserTask(byElementId("Task_ReviewReturn").and(task -> isOf(task, registered)))
        .isCreated();

    time.pass(Duration.ofDays(2));

    scene.awaitLabel(registered);
  }

  @Test
  void asksAnAgentForALabelWhenTheCarrierRefuses() {
    simulators.set(Simulator.CARRIER, Behaviour.REFUSE, 1);
    ReturnCase registered = scene.registers(order().line("TEE-M", 1, 2495).build());

    process.completeUserTask(
        byElementId("Task_ArrangeLabelByHand"),
        Map.of("trackingNumber", "HAND-" + registered.rmaNumber(), "labelNote", "other carrier"));

    assertThat(scene.awaitLabel(registered)).isEqualTo("HAND-" + registered.rmaNumber());
  }

  @Test
  void expiresAReturnThatIsNeverSent() {
    Order order = order().line("TEE-M", 1, 2495).build();
    ReturnCase registered = scene.registers(order);
    scene.awaitLabel(registered);
    await().atMost(Scene.PATIENCE).until(() -> scene.mails(registered).contains("label-ready"));

    time.pass(Duration.ofDays(28));

    scene.awaitOutcome(registered, Outcome.EXPIRED);
    scene.journey(registered).isCompleted().hasCompletedElements("Event_ReturnExpired");
    assertThat(returns.returnable(order)).containsValue(1);
    assertThat(
            scene.count(
                "select count(*) from parcel where return_id = ? and voided_at is not null",
                registered.id()))
        .isEqualTo(1);
  }

  /** CRD Art. 13(3): with proof of dispatch the refund is due, whether the parcel comes or not. */
  @Test
  void settlesAParcelThatGotLost() {
    ReturnCase registered = scene.registers(order().line("TEE-M", 1, 2495).build());
    scene.carrierScans(scene.awaitLabel(registered), Status.DROPPED_OFF);
    await()
        .atMost(Scene.PATIENCE)
        .until(() -> scene.mails(registered).contains("parcel-dropped-off"));

    time.pass(Duration.ofDays(14));

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(scene.now(registered).units()).allMatch(u -> u.reception() == Reception.LOST);
    assertThat(refunds.grantOf(registered.id()).orElseThrow().amount())
        .isEqualTo(registered.quotedRefund());
  }

  /**
   * Recycling is the cheapest for a torn garment, and the law calls it destruction: ESPR Art. 25.
   */
  @Test
  void sparesATornGarmentThatNobodyGaveGroundsToDestroy() {
    ReturnCase registered =
        scene.registers(
            order().deliveredDaysAgo(20).line("TEE-M", 1, 2495).build(),
            ReturnReason.NO_REASON_GIVEN,
            "REFUND");
    scene.awaitLabel(registered);
    scene.warehouseReceives(registered);
    scene.warehouseGrades(registered, Grade.D);
    process.completeUserTask(
        byElementId("Task_ReviewInspection"),
        Map.of("acceptance", "ACCEPT", "deduction", 10.00, "inspectionNote", "torn"));

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(scene.now(registered).units())
        .allSatisfy(unit -> assertThat(unit.disposition()).isEqualTo("DONATE"));
    assertThat(decisions.of(registered.id()))
        .filteredOn(entry -> entry.decisionId().equals("destroy-allowed"))
        .singleElement()
        .satisfies(
            entry ->
                assertThat(entry.matchedRules())
                    .containsExactly("DA_recycle_textile_no_derogation"));
  }

  /** With a derogation and its evidence it may go, and both are kept. */
  @Test
  void recyclesAGarmentOnGroundsThatAreKept() {
    ReturnCase registered =
        scene.registers(
            order().deliveredDaysAgo(20).line("TEE-M", 1, 2495).build(),
            ReturnReason.NO_REASON_GIVEN,
            "REFUND");
    scene.awaitLabel(registered);
    scene.warehouseReceives(registered);
    warehouse.inspect(
        registered.units().getFirst().id(),
        new Inspection(
            Grade.D,
            List.of(),
            Map.of(),
            new DestructionGrounds(Derogation.DONATION_REFUSED, "answer of the charity, 12 May")),
        "walter");
    process.completeUserTask(
        byElementId("Task_ReviewInspection"),
        Map.of("acceptance", "ACCEPT", "deduction", 10.00, "inspectionNote", "torn"));

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(scene.now(registered).units())
        .allSatisfy(unit -> assertThat(unit.disposition()).isEqualTo("RECYCLE"));
    assertThat(history.of(registered.id()))
        .anySatisfy(
            event -> {
              assertThat(event.kind()).isEqualTo("destruction-grounds");
              assertThat(event.detail()).contains("DONATION_REFUSED", "answer of the charity");
            });
  }

  @Test
  void paysNothingForAPieceThatAnAgentRefused() {
    ReturnCase registered = scene.registers(order().line("TEE-M", 1, 2495).build());
    scene.awaitLabel(registered);
    scene.warehouseReceives(registered);
    scene.warehouseGrades(registered, Grade.MISSING);

    process.completeUserTask(
        byElementId("Task_ReviewInspection"),
        Map.of("acceptance", "REFUSE", "inspectionNote", "empty box, photo on file"));

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(refunds.grantOf(registered.id()).orElseThrow().amount().isZero()).isTrue();
    assertThat(scene.mails(registered)).contains("nothing-due").doesNotContain("refund-settled");
    // the case file keeps what the agent answered, in the form's words
    assertThat(answers.about(registered.id()))
        .singleElement()
        .satisfies(
            answer -> {
              assertThat(answer.task()).isEqualTo("Review inspection");
              assertThat(answer.answers())
                  .anyMatch(line -> line.endsWith("empty box, photo on file"));
            });
    assertThat(
            scene.count(
                "select count(*) from refund f join refund_grant g on g.id = f.grant_id where g.return_id = ?",
                registered.id()))
        .isZero();
  }

  @Test
  void settlesAPendingRefundWhenTheProviderTells() {
    simulators.set(Simulator.PAYMENT, Behaviour.ANSWER_LATER, 1);
    ReturnCase registered = scene.registers(order().line("TEE-M", 1, 2495).build());
    scene.comesBackAsNew(registered);
    Refund pending = awaitRefund(registered, Refund.State.PENDING);

    var settled = new PaymentProvider.Answer("sre_1", PaymentProvider.State.SETTLED, "");
    payouts.told(pending.id(), settled);
    payouts.told(pending.id(), settled);

    scene.awaitOutcome(registered, Outcome.SETTLED);
    scene.journey(registered).isCompleted();
  }

  @Test
  void asksTheProviderWhenAPendingRefundStaysSilent() {
    simulators.set(Simulator.PAYMENT, Behaviour.ANSWER_LATER, 1);
    ReturnCase registered = scene.registers(order().line("TEE-M", 1, 2495).build());
    scene.comesBackAsNew(registered);
    Refund pending = awaitRefund(registered, Refund.State.PENDING);
    scene.providerSettles(pending.id());

    time.pass(Duration.ofHours(6));

    scene.awaitOutcome(registered, Outcome.SETTLED);
  }

  @Test
  void paysOutByHandWhenTheRefundFails() {
    simulators.set(Simulator.PAYMENT, Behaviour.REFUSE, 1);
    ReturnCase registered = scene.registers(order().line("TEE-M", 1, 2495).build());
    scene.comesBackAsNew(registered);

    process.completeUserTask(
        byElementId("Task_PayOutByHand"),
        Map.of("payoutReference", "SEPA 4711", "payoutNote", "card closed"));

    scene.awaitOutcome(registered, Outcome.SETTLED);
    assertThat(awaitRefund(registered, Refund.State.MANUAL).detail()).isEqualTo("SEPA 4711");
  }

  @Test
  void cancelsAReturnAndVoidsItsLabel() {
    Order order = order().line("TEE-M", 1, 2495).build();
    ReturnCase registered = scene.registers(order);
    scene.awaitLabel(registered);

    returns.requestCancellation(registered.id(), "shopper");

    scene.awaitOutcome(registered, Outcome.CANCELLED);
    scene.journey(registered).isCompleted();
    assertThat(returns.returnable(order)).containsValue(1);
    assertThat(
            scene.count(
                "select count(*) from simulated_label where request_key = ? and voided_at is not"
                    + " null",
                registered.id() + ":1"))
        .isEqualTo(1);
    await()
        .atMost(Scene.PATIENCE)
        .until(() -> scene.mails(registered).contains("return-cancelled"));
  }

  /** CRD Art. 13(1): fourteen days. */
  private Refund awaitRefund(ReturnCase of, Refund.State state) {
    await("refund " + state)
        .atMost(Scene.PATIENCE)
        .until(
            () ->
                refunds
                    .grantOf(of.id())
                    .map(grant -> refunds.refundsOf(grant.id()))
                    .filter(list -> !list.isEmpty() && list.getFirst().state() == state)
                    .isPresent());
    return refunds.refundsOf(refunds.grantOf(of.id()).orElseThrow().id()).getFirst();
  }

  private boolean isOf(io.camunda.client.api.search.response.UserTask task, ReturnCase of) {
    return Long.valueOf(task.getProcessInstanceKey())
        .equals(returns.get(of.id()).processInstanceKey());
  }
}
