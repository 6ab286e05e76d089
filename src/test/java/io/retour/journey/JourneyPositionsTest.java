package io.retour.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import io.retour.journey.JourneyPositions.Followed;
import io.retour.journey.JourneyPositions.Now;
import io.retour.journey.JourneyPositions.Why;
import io.retour.journey.JourneySteps.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Where a return stands on the real diagrams, by what was done. */
class JourneyPositionsTest {

  private static final UUID RETURN = UUID.randomUUID();
  private static final long JOURNEY = 1;
  private static final long PARCEL = 2;
  private static final Instant BEGAN = Instant.parse("2026-01-05T10:00:00Z");

  private final List<Step> steps = new ArrayList<>();
  private final List<OpenTasks.Task> tasks = new ArrayList<>();
  private final JourneySteps done = mock(JourneySteps.class);
  private final OpenTasks open = mock(OpenTasks.class);
  private final JourneyFiles files = mock(JourneyFiles.class);

  @BeforeEach
  void theDiagramsOfThisApplication() {
    when(files.current())
        .thenReturn(
            new JourneyReleases.Release(1, BEGAN, "application", true, JourneyFiles.packaged()));
    when(done.of(RETURN)).thenReturn(steps);
    when(open.openOf(RETURN)).thenReturn(tasks);
  }

  private void does(long instance, String process, String... elements) {
    for (String element : elements) {
      steps.add(new Step(instance, 0, process, element, BEGAN.plusSeconds(steps.size()), null, ""));
    }
  }

  private void isAuthorised() {
    does(
        JOURNEY,
        "return-journey",
        "Task_CollectReturnFacts",
        "Task_DetermineLegalBasis",
        "Task_CheckEligibility",
        "Task_TriageHazmat",
        "Task_OfferReturnMethods",
        "Task_ScoreFraudRisk",
        "Task_RouteToWarehouse",
        "Task_AuthoriseReturn");
  }

  private void hasItsLabel() {
    isAuthorised();
    does(PARCEL, "parcel-return", "Task_CreateReturnLabel", "Task_SendLabelToShopper");
  }

  private List<Followed> followed(boolean running) {
    JourneyDiagrams diagrams = mock(JourneyDiagrams.class);
    when(diagrams.of(0)).thenReturn(Optional.empty());
    return new JourneyPositions(done, open, diagrams, files).of(RETURN, JOURNEY, running);
  }

  private List<Now> now(String process) {
    return followed(true).stream()
        .filter(each -> each.processId().equals(process))
        .flatMap(each -> each.now().stream())
        .toList();
  }

  @Test
  void aReturnThatDidNothingYetIsNowhere() {
    assertThat(followed(true)).isEmpty();
  }

  @Test
  void aLabelThatIsOutWaitsForTheParcelInThePartThatBringsItBack() {
    hasItsLabel();

    assertThat(now("return-journey"))
        .extracting(Now::elementId, Now::why, Now::calls)
        .containsExactly(tuple("Activity_BringParcelBack", Why.PART, "parcel-return"));
    assertThat(now("parcel-return"))
        .extracting(Now::elementId, Now::name, Now::why)
        .containsExactly(
            tuple(
                "Gateway_FirstSign",
                "Parcel dropped off, or Parcel received without carrier scan",
                Why.EVENT));
    assertThat(followed(true).getFirst().main()).isTrue();
  }

  /** A subprocess is entered, which its listener tells, long before it is done. */
  @Test
  void aSubprocessThatBeganIsNotDone() {
    hasItsLabel();
    does(PARCEL, "parcel-return", "Activity_AwaitHandOver");

    assertThat(now("parcel-return"))
        .extracting(Now::elementId, Now::why)
        .containsExactly(tuple("Gateway_FirstSign", Why.EVENT));
    assertThat(followed(true))
        .filteredOn(each -> each.processId().equals("parcel-return"))
        .flatExtracting(Followed::done)
        .extracting(done -> done.elementId())
        .isNotEmpty()
        .doesNotContain("Activity_AwaitHandOver");
  }

  /** Something listens where the task begins, and it waits for its person all the same. */
  @Test
  void aTaskOfAPersonThatBeganIsNotDone() {
    does(JOURNEY, "return-journey", "Task_ScoreFraudRisk", "Task_ReviewReturn");
    tasks.add(task(JOURNEY, "return-journey", "Task_ReviewReturn"));

    assertThat(now("return-journey"))
        .extracting(Now::elementId, Now::why)
        .containsExactly(tuple("Task_ReviewReturn", Why.PERSON));
  }

  @Test
  void aReminderBesideItDoesNotHideWhatItWaitsFor() {
    hasItsLabel();
    does(PARCEL, "parcel-return", "Task_SendReminder");

    assertThat(now("parcel-return"))
        .extracting(Now::elementId)
        .containsExactly("Gateway_FirstSign");
  }

  @Test
  void aParcelOnItsWayIsFollowedInItsOwnPart() {
    hasItsLabel();
    does(PARCEL, "parcel-return", "Task_ConfirmDropOff");
    does(3, "parcel-transit", "Gateway_Arrival");

    assertThat(now("parcel-return"))
        .extracting(Now::elementId)
        .containsExactly("Activity_FollowParcel");
    assertThat(now("parcel-transit"))
        .extracting(Now::name, Now::why)
        .containsExactly(tuple("Parcel received, or Transit limit reached", Why.EVENT));
  }

  @Test
  void whatWasInspectedLeftTheWayBackBehind() {
    hasItsLabel();
    does(PARCEL, "parcel-return", "Task_ConfirmDropOff");
    does(3, "parcel-transit", "Gateway_Arrival");
    does(4, "inspection", "Task_DetermineDisposition");
    tasks.add(task(4, "inspection", "Task_ReviewInspection"));

    assertThat(now("return-journey"))
        .extracting(Now::elementId)
        .containsExactly("Activity_InspectUnits");
    assertThat(now("parcel-transit")).isEmpty();
    assertThat(now("inspection"))
        .extracting(Now::elementId, Now::why)
        .containsExactly(tuple("Task_ReviewInspection", Why.PERSON));
  }

  @Test
  void aPieceThatIsGradedDoesNotSpeakForTheOthers() {
    hasItsLabel();
    does(PARCEL, "parcel-return", "Task_ConfirmDropOff");
    does(3, "parcel-transit", "Gateway_Arrival");
    does(4, "inspection", "Task_ListUnitsToInspect", "Task_DetermineDisposition", "Task_MoveStock");

    assertThat(now("inspection"))
        .extracting(Now::elementId, Now::why)
        .containsExactly(tuple("Event_UnitGraded", Why.EVENT));
    assertThat(now("return-journey"))
        .extracting(Now::elementId)
        .containsExactly("Activity_InspectUnits");
  }

  @Test
  void whatIsSettledHasAllItsPiecesInspected() {
    hasItsLabel();
    does(PARCEL, "parcel-return", "Task_ConfirmDropOff");
    does(3, "parcel-transit", "Gateway_Arrival");
    does(4, "inspection", "Task_ListUnitsToInspect", "Task_DetermineDisposition", "Task_MoveStock");
    does(6, "settlement", "Task_DetermineResolution", "Task_CalculateRefund");

    assertThat(now("return-journey"))
        .extracting(Now::elementId)
        .containsExactly("Activity_SettleReturn");
    assertThat(now("inspection")).isEmpty();
  }

  @Test
  void anItemThatIsClarifiedIsWaitedForByThoseThatAreAssessed() {
    does(
        JOURNEY,
        "return-journey",
        "Task_CollectReturnFacts",
        "Task_DetermineLegalBasis",
        "Task_CheckEligibility",
        "Task_TriageHazmat");
    tasks.add(task(5, "clarify-item", "Task_ClarifyItem"));

    assertThat(now("return-journey"))
        .extracting(Now::elementId)
        .containsExactly("Activity_ClarifyItem");
  }

  private static OpenTasks.Task task(long instance, String process, String element) {
    return new OpenTasks.Task(9, RETURN, instance, process, element, "Review", "agent", null);
  }

  @Test
  void aTaskForAPersonIsWhereItStands() {
    does(
        JOURNEY,
        "return-journey",
        "Task_CollectReturnFacts",
        "Task_DetermineLegalBasis",
        "Task_CheckEligibility",
        "Task_TriageHazmat",
        "Task_OfferReturnMethods",
        "Task_ScoreFraudRisk");
    tasks.add(task(JOURNEY, "return-journey", "Task_ReviewReturn"));

    assertThat(now("return-journey"))
        .extracting(Now::elementId, Now::why)
        .containsExactly(tuple("Task_ReviewReturn", Why.PERSON));
  }

  @Test
  void aPartThatBeginsWithATaskIsSeenByThatTask() {
    does(JOURNEY, "return-journey", "Task_CollectReturnFacts", "Task_DetermineLegalBasis");
    tasks.add(task(5, "clarify-item", "Task_ClarifyItem"));

    assertThat(now("return-journey"))
        .extracting(Now::elementId)
        .containsExactly("Activity_ClarifyItem");
    assertThat(now("clarify-item")).extracting(Now::why).containsExactly(Why.PERSON);
  }

  @Test
  void aStepThatFailsSaysWhy() {
    isAuthorised();
    steps.add(
        new Step(
            PARCEL,
            0,
            "parcel-return",
            "Task_CreateReturnLabel",
            null,
            BEGAN.plusSeconds(60),
            "The carrier does not answer."));

    assertThat(now("parcel-return"))
        .extracting(Now::elementId, Now::why, Now::failure)
        .containsExactly(
            tuple("Task_CreateReturnLabel", Why.FAILED, "The carrier does not answer."));
    assertThat(now("return-journey"))
        .extracting(Now::elementId)
        .containsExactly("Activity_BringParcelBack");
  }

  @Test
  void whatWasCalledOffWaitsForNothingOfBefore() {
    hasItsLabel();
    does(JOURNEY, "return-journey", "Task_CancelReturn");

    assertThat(now("return-journey"))
        .extracting(Now::elementId, Now::why)
        .containsExactly(tuple("Task_ConfirmCancellation", Why.NEXT));
    assertThat(now("parcel-return")).isEmpty();
  }

  @Test
  void anEndedReturnStandsNowhereAndShowsWhatWasDone() {
    hasItsLabel();

    assertThat(followed(false)).allMatch(each -> each.now().isEmpty());
    assertThat(followed(false).getLast().done())
        .extracting(JourneyPositions.Done::name)
        .containsExactly("Create return label", "Send label to shopper");
  }
}
