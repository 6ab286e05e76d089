package io.retour.journey;

import static io.camunda.process.test.api.assertions.UserTaskSelectors.byElementId;
import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.camunda.process.test.api.CamundaAssert;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.retour.claims.Claim;
import io.retour.claims.Claim.Kind;
import io.retour.claims.Claim.Outcome;
import io.retour.claims.Claim.Remedy;
import io.retour.claims.Claims;
import io.retour.orders.Order;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.Simulator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** What {@link WorkerRedeliveryTest} does for returns, done for the jobs of claims and repairs. */
@ProcessTest
class ClaimRedeliveryTest {

  @Autowired HandedOutTwice twice;
  @Autowired ClaimScene shopper;
  @Autowired Claims claims;
  @Autowired Simulators simulators;
  @Autowired CamundaProcessTestContext process;
  @Autowired JdbcClient jdbc;

  /** A way through a claim that ends by itself, and all that it is to leave behind. */
  private enum Way {
    REPLACED(
        ClaimRedeliveryTest::replaced,
        "carrier claim, carrier claim there, decision claim-bearer, decision claim-remedy, event"
            + " carrier-claim-opened, event claim-choice-asked, event claim-closed, event"
            + " claim-raised, event claim-remedy-chosen, event claim-remedy-started, event"
            + " claim-replaced, mail claim-choice, mail claim-replacement-sent, replacement at the shop"),
    REFUNDED(
        ClaimRedeliveryTest::refunded,
        "decision claim-bearer, decision claim-remedy, event claim-closed, event claim-raised,"
            + " event claim-remedy-started, event settlement-granted, event settlement-settled, event settlement-submitted,"
            + " grant, ledger grant, ledger refund, mail claim-refunded, refund, refund at the"
            + " provider"),
    REJECTED(
        ClaimRedeliveryTest::rejected,
        "carrier claim, carrier claim there, decision claim-bearer, decision claim-remedy, event"
            + " carrier-claim-opened, event claim-raised, event claim-rejected, mail"
            + " claim-rejected"),
    REPAIRED(
        ClaimRedeliveryTest::repaired,
        "decision conformity, decision conformity-remedy, decision hazmat-triage, decision liability-extension, event claim-closed, event"
            + " claim-raised, event claim-remedy-started, event claim-repaired, event repair-asked, event repair-finished, mail"
            + " repair-done, mail repair-send-in, repair at the partner"),
    REDUCED(
        ClaimRedeliveryTest::reduced,
        "decision conformity, decision conformity-remedy, decision price-remedy, event claim-choice-asked, event claim-closed, event"
            + " claim-raised, event claim-reduced, event claim-reduction-named, event claim-remedy-chosen, event claim-remedy-started, event"
            + " settlement-granted, event settlement-settled, event settlement-submitted, grant, ledger grant, ledger refund, mail"
            + " claim-price-choice, mail claim-reduced, refund, refund at the provider");

    private final Function<ClaimRedeliveryTest, Claim> walk;
    private final Map<String, Long> leaves;

    Way(Function<ClaimRedeliveryTest, Claim> walk, String leaves) {
      this.walk = walk;
      this.leaves = HandedOutTwice.effects(leaves);
    }
  }

  /**
   * @param times how often the way has such a job
   */
  record Job(String type, Way way, int times) {

    @Override
    public String toString() {
      return type + " on the way " + way;
    }
  }

  static List<Job> jobs() {
    return List.of(
        new Job("collect-claim-facts", Way.REPLACED, 1),
        new Job("open-carrier-claim", Way.REPLACED, 1),
        new Job("send-claim-notification", Way.REPLACED, 2),
        new Job("order-replacements", Way.REPLACED, 1),
        new Job("close-claim", Way.REPLACED, 1),
        new Job("grant-claim-refund", Way.REFUNDED, 1),
        new Job("reject-claim", Way.REJECTED, 1),
        new Job("collect-conformity-facts", Way.REPAIRED, 1),
        new Job("ask-repair", Way.REPAIRED, 1),
        new Job("record-repair", Way.REPAIRED, 1),
        new Job("record-defect-assessment", Way.REDUCED, 1),
        new Job("grant-claim-reduction", Way.REDUCED, 1));
  }

  @BeforeAll
  static void patience() {
    CamundaAssert.setAssertionTimeout(Scene.PATIENCE);
  }

  @BeforeEach
  void everybodyBehaves() {
    for (Simulator simulator : Simulator.values()) {
      simulators.set(simulator, Behaviour.NORMAL, 0);
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jobs")
  void aJobThatIsHandedOutTwiceHasOneEffect(Job job) {
    Claim done = twice.job(job.type(), job.times(), process, () -> job.way().walk.apply(this));
    leaves(done, job.way());
  }

  /** The shop did the work, and then the connection broke; it is asked again with the same key. */
  @Test
  void aLostAnswerOfTheShopSendsOnePiece() {
    simulators.set(Simulator.STOCK, Behaviour.LOSE_ANSWER, 1);
    leaves(replaced(), Way.REPLACED);
  }

  @Test
  void aLostAnswerOfTheCarrierOpensOneClaim() {
    simulators.set(Simulator.CARRIER, Behaviour.LOSE_ANSWER, 1);
    leaves(replaced(), Way.REPLACED);
  }

  @Test
  void aLostAnswerOfTheWorkshopAsksForOneRepair() {
    simulators.set(Simulator.CARRIER, Behaviour.LOSE_ANSWER, 1);
    leaves(repaired(), Way.REPAIRED);
  }

  @Test
  void aShopThatIsAwayIsAskedAgain() {
    simulators.set(Simulator.STOCK, Behaviour.FAIL, 2);
    leaves(replaced(), Way.REPLACED);
  }

  private Claim replaced() {
    Claim claim = shopper.claims(order().line("CUP-R", 1, 1995).build(), Kind.DAMAGED);
    shopper.awaitMail(claim, "claim-choice");
    claims.choose(claim.id(), Remedy.REPLACEMENT, "shopper");
    claims.choose(claim.id(), Remedy.REPLACEMENT, "shopper");
    shopper.awaitOutcome(claim, Outcome.SETTLED);
    return claim;
  }

  private Claim refunded() {
    Claim claim =
        shopper.claims(order().line("CUP-R", 1, 1995).build(), Kind.WRONG, Remedy.REFUND, false);
    shopper.awaitOutcome(claim, Outcome.SETTLED);
    return claim;
  }

  private Claim rejected() {
    Claim claim = shopper.claims(order().line("RADIO-1", 1, 9995).build(), Kind.NEVER_ARRIVED);
    process.completeUserTask(
        byElementId("Task_ReviewClaim"), Map.of("decision", "REJECT", "reviewNote", "signed for"));
    shopper.awaitMail(claim, "claim-rejected");
    return claim;
  }

  private Claim repaired() {
    Claim claim =
        shopper.claims(
            order().deliveredDaysAgo(60).line("KETTLE-1", 1, 4995).build(), Kind.DEFECTIVE);
    shopper.awaitMail(claim, "repair-send-in");
    claims.repairFinished(claim.id(), "REPAIRED", "workshop");
    claims.repairFinished(claim.id(), "REPAIRED", "workshop");
    shopper.awaitOutcome(claim, Outcome.SETTLED);
    return claim;
  }

  private Claim reduced() {
    Order order = order().deliveredDaysAgo(60).line("KETTLE-1", 1, 4995).build();
    shopper.awaitOutcome(
        shopper.claims(order, Kind.DEFECTIVE, Remedy.REPLACEMENT, false), Outcome.SETTLED);
    Claim claim = shopper.claims(order, Kind.DEFECTIVE, Remedy.REDUCTION, false);
    process.completeUserTask(
        byElementId("Task_AssessDefect"),
        Map.of("weight", "NOT_MINOR", "reduction", 15.0, "reductionNote", "it leaks a little"));
    shopper.awaitMail(claim, "claim-price-choice");
    claims.choose(claim.id(), Remedy.REDUCTION, "shopper");
    shopper.awaitOutcome(claim, Outcome.SETTLED);
    return claim;
  }

  private void leaves(Claim done, Way way) {
    await("what is left behind")
        .atMost(Scene.PATIENCE)
        .untilAsserted(() -> assertThat(leftBehind(done)).isEqualTo(way.leaves));
  }

  /** All that a claim leaves behind, by kind; what is there twice counts two. */
  private Map<String, Long> leftBehind(Claim of) {
    Map<String, Long> found = new TreeMap<>();
    jdbc.sql(
            """
            select concat('event ', kind) as what, count(*) as times
              from case_event where return_id = :id group by kind
            union all
            select concat('decision ', decision_id), count(*)
              from decision
              -- the clock beside the claim asks before the money is through or is stopped first
              where return_id = :id and decision_id <> 'refund-timing' group by decision_id
            union all
            select concat('mail ', template), count(*)
              from message where return_id = :id group by template
            union all
            select 'carrier claim', count(*) from outbound_carrier_claim where claim_id = :id
            union all
            select 'carrier claim there', count(*)
              from simulated_carrier_claim where request_key = :id
            union all
            select 'replacement at the shop', count(*) from simulated_replacement s
              join claim_unit u on s.request_key = cast(u.id as char) where u.claim_id = :id
            union all
            select 'repair at the partner', count(*) from simulated_repair s
              join claim_unit u on s.request_key = cast(u.id as char) where u.claim_id = :id
            union all
            select 'grant', count(*) from refund_grant where return_id = :id
            union all
            select 'refund', count(*) from refund f
              join refund_grant g on g.id = f.grant_id where g.return_id = :id
            union all
            select 'refund at the provider', count(*) from simulated_refund s
              join refund f on s.request_key = cast(f.id as char)
              join refund_grant g on g.id = f.grant_id where g.return_id = :id
            union all
            select concat('ledger ', substring_index(booking, ':', 1)), count(distinct booking)
              from ledger_entry where return_id = :id group by substring_index(booking, ':', 1)
            """)
        .param("id", of.id().toString())
        .query(
            row -> {
              if (row.getLong("times") > 0) {
                found.put(row.getString("what"), row.getLong("times"));
              }
            });
    return found;
  }
}
