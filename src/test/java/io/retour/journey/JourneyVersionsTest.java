package io.retour.journey;

import static io.camunda.process.test.api.CamundaAssert.assertThatUserTask;
import static io.camunda.process.test.api.assertions.UserTaskSelectors.byElementId;
import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.camunda.client.CamundaClient;
import io.camunda.client.api.response.DeploymentEvent;
import io.camunda.client.api.search.response.ProcessDefinition;
import io.camunda.process.test.api.CamundaAssert;
import io.camunda.process.test.api.CamundaProcessTestContext;
import io.retour.orders.Order;
import io.retour.policy.DecisionLog;
import io.retour.policy.TableInspection;
import io.retour.policy.TableShelf;
import io.retour.refunds.Refunds;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnCase.Outcome;
import io.retour.returns.ReturnDraft;
import io.retour.returns.ReturnReason;
import io.retour.returns.Returns;
import io.retour.shared.Problem;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What docs/process-owner.md promises: changed journeys, tables and forms are deployed while
 * returns are under way; new returns take them, running ones finish on theirs or are migrated, and
 * a restart keeps them.
 */
@ProcessTest
class JourneyVersionsTest {

  @Autowired Scene scene;
  @Autowired CamundaClient camunda;
  @Autowired JourneyDeployment deployment;
  @Autowired JourneyFiles files;
  @Autowired JourneyDiagrams diagrams;
  @Autowired Returns returns;
  @Autowired Refunds refunds;
  @Autowired DecisionLog decisions;
  @Autowired CamundaProcessTestContext process;
  @Autowired JdbcClient jdbc;
  @Autowired JourneyReleases releases;
  @Autowired TransactionTemplate transaction;
  @Autowired TableShelf tables;
  @Autowired TableInspection inspection;
  @Autowired CalledDecisions called;
  @Autowired ApplicationEventPublisher events;
  @Autowired Clock clock;

  @BeforeAll
  static void patience() {
    CamundaAssert.setAssertionTimeout(Scene.PATIENCE);
  }

  @AfterEach
  void backToThePackagedOnes() {
    deployment.release(JourneyFiles.packaged(), "test");
  }

  private static Deployments doubledBonus() {
    return new Deployments()
        .with(
            "resolution.dmn",
            dmn ->
                dmn.replaceFirst(
                    "(<outputEntry id=\"RS_right_credit_bonusPercent_out\">\\s*<text>)5(</text>)",
                    "$110$2"));
  }

  private ReturnCase registersForCredit() {
    return scene.registers(
        order().line("TEE-M", 1, 10000).build(), ReturnReason.CHANGED_MIND, "STORE_CREDIT");
  }

  private long bonusPercent(ReturnCase of) {
    scene.awaitOutcome(of, Outcome.SETTLED);
    var grant = refunds.grantOf(of.id()).orElseThrow();
    return Math.round(100.0 * grant.bonus().minor() / grant.amount().minor());
  }

  private boolean replayAgrees(ReturnCase of) {
    return decisions.of(of.id()).stream()
        .filter(entry -> entry.decisionId().equals("resolution"))
        .allMatch(DecisionLog.Entry::replayAgrees);
  }

  private void migrates(ReturnCase running) {
    ProcessDefinition newest =
        camunda
            .newProcessDefinitionSearchRequest()
            .filter(filter -> filter.processDefinitionId("return-journey"))
            .send()
            .join()
            .items()
            .stream()
            .max(java.util.Comparator.comparingInt(ProcessDefinition::getVersion))
            .orElseThrow();
    camunda
        .newMigrateProcessInstanceCommand(scene.now(running).processInstanceKey())
        .migrationPlan(newest.getProcessDefinitionKey())
        .addMappingInstruction("Activity_BringParcelBack", "Activity_BringParcelBack")
        .addMappingInstruction("Event_ReturnCancelled", "Event_ReturnCancelled")
        .addMappingInstruction("Event_GoodsSent", "Event_GoodsSent")
        .send()
        .join();
  }

  @Test
  void newReturnsTakeTheNewTableRunningOnesKeepTheirsAndMigratedOnesChange() {
    ReturnCase finishesOnTheOld = registersForCredit();
    ReturnCase isMigrated = registersForCredit();
    scene.awaitLabel(finishesOnTheOld);
    scene.awaitLabel(isMigrated);

    JourneyDeployment.Result result = deployment.release(doubledBonus().files(), "olivia");
    ReturnCase takesTheNew = registersForCredit();
    migrates(isMigrated);

    assertThat(result.deployed())
        .filteredOn(JourneyDeployment.Deployed::changed)
        .containsExactly(new JourneyDeployment.Deployed("resolution.dmn", "resolution", 2, true));
    scene.comesBackAsNew(finishesOnTheOld);
    scene.comesBackAsNew(takesTheNew);
    scene.comesBackAsNew(isMigrated);
    assertThat(bonusPercent(finishesOnTheOld)).isEqualTo(5);
    assertThat(bonusPercent(takesTheNew)).isEqualTo(10);
    assertThat(bonusPercent(isMigrated)).isEqualTo(10);
    // the log asks the tables that count now: only the return on the old ones differs
    assertThat(replayAgrees(takesTheNew)).isTrue();
    assertThat(replayAgrees(isMigrated)).isTrue();
    assertThat(replayAgrees(finishesOnTheOld)).isFalse();
  }

  /** The step that docs/process-owner.md adds: a person approves before money goes out. */
  @Test
  void anApprovalStepIsAskedOfNewReturns() {
    deployment.release(
        new Deployments()
            .with(
                "settlement.bpmn",
                bpmn ->
                    bpmn.replace(
                            "name=\"Refund\" sourceRef=\"Gateway_RefundOrCredit\""
                                + " targetRef=\"Activity_PayOut\" />",
                            "name=\"Refund\" sourceRef=\"Gateway_RefundOrCredit\""
                                + " targetRef=\"Task_ApproveRefund\" />\n"
                                + "<bpmn:userTask id=\"Task_ApproveRefund\" name=\"Approve refund\">"
                                + "<bpmn:extensionElements><zeebe:userTask /><zeebe:assignmentDefinition"
                                + " candidateGroups=\"agent\" /></bpmn:extensionElements>"
                                + "<bpmn:incoming>Flow_RefundOrCredit_Refund</bpmn:incoming>"
                                + "<bpmn:outgoing>Flow_ApproveRefund_PayOut</bpmn:outgoing>"
                                + "</bpmn:userTask><bpmn:sequenceFlow"
                                + " id=\"Flow_ApproveRefund_PayOut\""
                                + " sourceRef=\"Task_ApproveRefund\" targetRef=\"Activity_PayOut\""
                                + " />")
                        .replaceAll("(?s)<bpmndi:BPMNDiagram.*</bpmndi:BPMNDiagram>", ""))
            .files(),
        "olivia");
    ReturnCase registered = scene.registers(order().line("TEE-M", 1, 2495).build());
    scene.comesBackAsNew(registered);

    assertThatUserTask(byElementId("Task_ApproveRefund")).isCreated().hasCandidateGroup("agent");
    process.completeUserTask(byElementId("Task_ApproveRefund"));

    scene.awaitOutcome(registered, Outcome.SETTLED);
  }

  @Test
  void thePortalOffersByTheDeployedTableAtOnce() {
    Order order = order().line("TEE-M", 1, 2495).build();
    assertThat(fee(order)).isEqualTo(295);

    deployment.release(
        new Deployments()
            .with("return-methods.dmn", dmn -> dmn.replace("<text>295</text>", "<text>345</text>"))
            .files(),
        "olivia");

    assertThat(fee(order)).isEqualTo(345);
  }

  /** The window that docs/process-owner.md changes: the better one holds for older orders too. */
  @Test
  void aLongerReturnWindowHoldsForOrdersOfBeforeToo() {
    Order bought = order().deliveredDaysAgo(35).line("TEE-M", 1, 2495).build();
    assertThat(outcome(bought)).isEqualTo("REVIEW");

    deployment.release(
        new Deployments()
            .with(
                "shop-policy.dmn",
                dmn ->
                    dmn.replaceFirst(
                        "(<outputEntry id=\"SP_lumen_windowDays_out\">\\s*<text>)30(</text>)",
                        "$140$2"))
            .files(),
        "olivia");

    assertThat(outcome(bought)).isEqualTo("ELIGIBLE");
  }

  private String outcome(Order order) {
    return returns
        .offer(
            new ReturnDraft(
                order,
                List.of(
                    new ReturnDraft.Line(
                        order.lines().getFirst().id(), 1, ReturnReason.CHANGED_MIND, "")),
                "PARCEL_DROP_OFF",
                "REFUND"))
        .lines()
        .getFirst()
        .outcome();
  }

  private long fee(Order order) {
    return returns
        .offer(
            new ReturnDraft(
                order,
                order.lines().stream()
                    .map(line -> new ReturnDraft.Line(line.id(), 1, ReturnReason.CHANGED_MIND, ""))
                    .toList(),
                "PARCEL_DROP_OFF",
                "REFUND"))
        .method("PARCEL_DROP_OFF")
        .orElseThrow()
        .feeMinor();
  }

  private JourneyReleases.Release restarted() {
    return new JourneyFiles(releases, transaction, clock).current();
  }

  @Test
  void aRestartKeepsWhatWasDeployedAndAnotherApplicationBringsItsOwn() {
    Map<String, String> changed = doubledBonus().files();
    Map<String, String> checkout = new TreeMap<>(changed);
    checkout.put("notes.yaml", "- en: \"Policy: a note that nobody packaged.\"");
    deployment.release(checkout, "olivia");

    assertThat(restarted().files()).isEqualTo(changed);
    assertThat(restarted().by()).isEqualTo("olivia");

    // as if the last application had packaged other files than this one
    jdbc.sql("update journey_release set fingerprint = 'another' where packaged").update();
    assertThat(restarted().packaged()).isTrue();
    assertThat(restarted().files()).isEqualTo(JourneyFiles.packaged());
  }

  /** Another copy of Retour; this is what happens to it once Camunda took a deployment. */
  private JourneyDeployment copy(Runnable onceCamundaHasTaken) {
    Deployer deployer =
        new Deployer(camunda, files, diagrams) {
          @Override
          boolean deployed() {
            return true;
          }

          @Override
          DeploymentEvent deploy(Map<String, String> together) {
            DeploymentEvent taken = super.deploy(together);
            onceCamundaHasTaken.run();
            return taken;
          }
        };
    return new JourneyDeployment(
        files,
        new StaticListableBeanFactory(Map.of("deployer", deployer)).getBeanProvider(Deployer.class),
        tables,
        inspection,
        called,
        events);
  }

  private static final class PowerCut extends Error {

    private static final long serialVersionUID = 1L;
  }

  private boolean leased() {
    return jdbc.sql("select count(*) from deployment_lease").query(Long.class).single() > 0;
  }

  @Test
  void asksCamundaWithoutATransactionAndWhileNobodyElseCan() {
    JourneyDeployment copy =
        copy(
            () -> {
              assertThat(TransactionSynchronizationManager.isActualTransactionActive()).isFalse();
              refuses(JourneyFiles.packaged(), "Somebody deploys right now");
            });

    copy.release(doubledBonus().files(), "olivia");

    assertThat(restarted().files()).isEqualTo(doubledBonus().files());
    assertThat(leased()).isFalse();
  }

  @Test
  void aCopyThatDiesWhileItDeploysLeavesWhatCountedBefore() {
    JourneyReleases.Release before = restarted();
    JourneyDeployment dies =
        copy(
            () -> {
              throw new PowerCut();
            });
    assertThatExceptionOfType(PowerCut.class)
        .isThrownBy(() -> dies.release(doubledBonus().files(), "olivia"));
    tables.replace(before.files());

    assertThat(restarted()).isEqualTo(before);
    refuses(doubledBonus().files(), "Somebody deploys right now");

    jdbc.sql("update deployment_lease set leased_until = '2000-01-01'").update();
    await().atMost(Scene.PATIENCE).until(() -> !leased());
    JourneyDeployment.Result again = deployment.release(doubledBonus().files(), "olivia");

    assertThat(again.deployed())
        .filteredOn(JourneyDeployment.Deployed::changed)
        .as("2 came from the copy that died, 3 put the one before back")
        .containsExactly(new JourneyDeployment.Deployed("resolution.dmn", "resolution", 4, true));
  }

  @Test
  void refusesWhatCannotBeDeployedAndChangesNothing() {
    JourneyReleases.Release before = files.current();
    Map<String, String> incomplete = new TreeMap<>(JourneyFiles.packaged());
    incomplete.remove("settlement.bpmn");
    refuses(incomplete, "settlement.bpmn");
    refuses(
        new Deployments().with("resolution.dmn", dmn -> dmn.replace("</rule>", "")).files(),
        "resolution.dmn");
    refuses(
        new Deployments()
            .with(
                "refund-deduction.dmn",
                dmn ->
                    dmn.replaceFirst(
                        "(<inputEntry id=\"RD_withdrawal_evidence_valueLossSeen\">\\s*<text>)true",
                        "$1false"))
            .files(),
        "no rule applies when legalBasis=STATUTORY_WITHDRAWAL, withdrawalInformed=true,"
            + " valueLossSeen=true, lossPhotographed=true");
    refuses(
        new Deployments()
            .with(
                "refund-deduction.dmn",
                dmn ->
                    dmn.replaceFirst(
                        "(<outputEntry id=\"RD_seller_at_fault_maxDeductionPercent_out\">\\s*<text>)0",
                        "$115"))
            .files(),
        "falls short of the law (SF_deduction_fault");
    refuses(
        new Deployments()
            .with(
                "shop-policy.dmn",
                dmn -> dmn.replaceFirst("\\[\"PARCEL_DROP_OFF\", ", "[\"PARCEL_DROPOFF\", "))
            .files(),
        "rule 1 (SP_lumen_germany) answers \"PARCEL_DROPOFF\" as freeMethods");
    refuses(
        new Deployments()
            .with(
                "settlement.bpmn", bpmn -> bpmn.replace("=amountMinor &gt; 0", "=amountMinor &gt;"))
            .files(),
        "Camunda refused the deployment");
    Map<String, String> foreign = new TreeMap<>(JourneyFiles.packaged());
    foreign.put("notes.txt", "hello");
    refuses(foreign, "notes.txt");
    Map<String, String> newWords = new TreeMap<>(JourneyFiles.packaged());
    newWords.put("vocabulary.yaml", "level: {}");
    refuses(newWords, "New facts and words come with a new application");

    assertThat(files.current()).isEqualTo(before);
    assertThat(restarted()).isEqualTo(before);
  }

  private void refuses(Map<String, String> proposed, String because) {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> deployment.release(proposed, "olivia"))
        .withMessageContaining(because);
  }
}
