package io.retour.journey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Read from the diagrams themselves: from each element an end can be reached, each element can be
 * reached, and nothing waits for somebody without a time limit, but for what is listed here with
 * the reason why it may.
 */
class EveryPathEndsTest {

  private static final Set<String> NO_FLOW_NODES =
      Set.of(
          "documentation",
          "extensionElements",
          "incoming",
          "outgoing",
          "sequenceFlow",
          "multiInstanceLoopCharacteristics",
          "textAnnotation",
          "association",
          "ioSpecification");

  /** What may wait without a limit of its own, and why. */
  private static final Map<String, String> MAY_WAIT =
      Map.ofEntries(
          Map.entry(
              "claim/Task_PursueCarrierClaim",
              "between carrier and shop; the shopper is served meanwhile"),
          Map.entry(
              "inspection/Event_UnitGraded",
              "the piece is here and somebody has to look; the refund clock runs beside it"),
          Map.entry(
              "inspection/Task_ReviewOverdueInspection",
              "operations' task after the agent's limit: what may be refused is not paid by waiting"
                  + " (ADR 6); the refund clock runs beside it"),
          Map.entry(
              "late-interest/Task_PayLateInterest",
              "the refund is paid; the duty to pay what its delay costs does not end"),
          Map.entry(
              "parcel-return/Task_ArrangeOverdueLabel",
              "operations' task after the agent's limit; without a label nothing can come"),
          Map.entry(
              "parcel-transit/Task_FollowUpIncident",
              "beside the way back, and ended by the parcel's arrival or loss"),
          Map.entry(
              "payout/Task_FindOutWhoPaid",
              "nobody may pay what the bank may have given back; the refund clock runs beside it"),
          Map.entry(
              "payout/Task_PayOutByHand",
              "the duty to pay does not end (CRD Art. 13(1)); the refund clock runs beside it"),
          Map.entry(
              "payout-correction/Task_PayOutOverdueRefund",
              "operations' task after the agent's limit; the duty to pay does not end (CRD Art. 13(1))"),
          Map.entry(
              "recovery/Task_FollowUpRepayment",
              "the shopper has the money; nobody else waits for it"),
          Map.entry("refund-clock/Task_SettleLateRefund", "ended by the refund itself"),
          Map.entry(
              "settlement/Event_RefundThrough",
              "the payout that was begun at the drop-off scan ends it; the refund clock runs meanwhile"),
          Map.entry(
              "send-back/Task_ArrangeDelivery",
              "nothing is due any more; the piece is the shopper's as long as it lies here"),
          Map.entry(
              "send-back/Task_HastenSendBack",
              "operations' task after the warehouse's limit; the carrier's scan ends it too"),
          Map.entry(
              "statutory-withdrawal/Task_IdentifyContract",
              "the statement counts as received; agents are reminded every day until it is answered"));

  /** Processes and their subprocesses are each a graph of their own. */
  static List<Scope> scopes() {
    List<Scope> scopes = new ArrayList<>();
    JourneyFiles.packaged().entrySet().stream()
        .filter(file -> file.getKey().endsWith(".bpmn"))
        .map(Map.Entry::getValue)
        .map(BpmnFile::new)
        .forEach(
            file ->
                Stream.of("process", "subProcess")
                    .flatMap(kind -> file.elements(kind).stream())
                    .forEach(scope -> scopes.add(new Scope(file.processId(), scope))));
    return scopes;
  }

  /**
   * @param process the process that it is in
   */
  record Scope(String process, Element element) {

    @Override
    public String toString() {
      return process + (element.getLocalName().equals("process") ? "" : " / " + id(element));
    }

    List<Element> steps() {
      return children(element).stream()
          .filter(child -> !NO_FLOW_NODES.contains(child.getLocalName()))
          .toList();
    }

    /** Where the flows lead, and from an activity also what is attached to it. */
    Map<String, Set<String>> next() {
      Map<String, Set<String>> next = new LinkedHashMap<>();
      steps().forEach(step -> next.put(id(step), new LinkedHashSet<>()));
      for (Element child : children(element)) {
        if (child.getLocalName().equals("sequenceFlow")) {
          next.get(child.getAttribute("sourceRef")).add(child.getAttribute("targetRef"));
        } else if (child.getLocalName().equals("boundaryEvent")) {
          next.get(child.getAttribute("attachedToRef")).add(id(child));
        }
      }
      return next;
    }
  }

  private static String id(Element element) {
    return element.getAttribute("id");
  }

  private static List<Element> children(Element parent) {
    List<Element> found = new ArrayList<>();
    for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element element) {
        found.add(element);
      }
    }
    return found;
  }

  private static boolean has(Element element, String child) {
    return children(element).stream().anyMatch(each -> each.getLocalName().equals(child));
  }

  private static Set<String> reached(Set<String> from, Map<String, Set<String>> next) {
    Set<String> seen = new LinkedHashSet<>(from);
    Deque<String> open = new ArrayDeque<>(from);
    while (!open.isEmpty()) {
      for (String each : next.getOrDefault(open.pop(), Set.of())) {
        if (seen.add(each)) {
          open.push(each);
        }
      }
    }
    return seen;
  }

  @ParameterizedTest
  @MethodSource("scopes")
  void eachStepIsReachedAndLeadsToAnEnd(Scope scope) {
    Map<String, Set<String>> next = scope.next();
    Map<String, Set<String>> before = new LinkedHashMap<>();
    next.forEach(
        (from, targets) ->
            targets.forEach(
                to -> before.computeIfAbsent(to, x -> new LinkedHashSet<>()).add(from)));
    Set<String> starts = new LinkedHashSet<>();
    Set<String> ends = new LinkedHashSet<>();
    for (Element step : scope.steps()) {
      boolean event = "true".equals(step.getAttribute("triggeredByEvent"));
      if (step.getLocalName().equals("startEvent") || event) {
        starts.add(id(step));
      }
      if (step.getLocalName().equals("endEvent") || event) {
        ends.add(id(step));
      }
    }

    assertThat(reached(starts, next)).as("reached from a start").isEqualTo(next.keySet());
    assertThat(reached(ends, before)).as("leads to an end").containsAll(next.keySet());
  }

  /** Each wait for a person or for news, by its process and id. */
  private static Map<String, Boolean> waits() {
    Map<String, Boolean> bounded = new TreeMap<>();
    for (Scope scope : scopes()) {
      Set<String> byTimer = new LinkedHashSet<>();
      Map<String, Set<String>> next = scope.next();
      for (Element step : scope.steps()) {
        if (step.getLocalName().equals("boundaryEvent")
            && has(step, "timerEventDefinition")
            && !"false".equals(step.getAttribute("cancelActivity"))) {
          byTimer.add(step.getAttribute("attachedToRef"));
        }
      }
      for (Element step : scope.steps()) {
        boolean timer =
            next.get(id(step)).stream()
                .anyMatch(
                    target ->
                        scope.steps().stream()
                            .filter(other -> id(other).equals(target))
                            .anyMatch(other -> has(other, "timerEventDefinition")));
        switch (step.getLocalName()) {
          case "userTask", "receiveTask" ->
              bounded.put(
                  scope.process() + "/" + id(step),
                  byTimer.contains(id(step)) || endsByTimer(scope));
          case "eventBasedGateway" ->
              bounded.put(scope.process() + "/" + id(step), timer || endsByTimer(scope));
          case "intermediateCatchEvent" -> {
            boolean behindGateway =
                scope.steps().stream()
                    .filter(other -> other.getLocalName().equals("eventBasedGateway"))
                    .anyMatch(other -> next.get(id(other)).contains(id(step)));
            if (!behindGateway && has(step, "messageEventDefinition")) {
              bounded.put(scope.process() + "/" + id(step), endsByTimer(scope));
            }
          }
          default -> {}
        }
      }
    }
    return bounded;
  }

  /** Whether the subprocess that it stands in is ended by a timer. */
  private static boolean endsByTimer(Scope scope) {
    Node parent = scope.element().getParentNode();
    return scope.element().getLocalName().equals("subProcess")
        && children((Element) parent).stream()
            .filter(each -> each.getLocalName().equals("boundaryEvent"))
            .filter(each -> each.getAttribute("attachedToRef").equals(id(scope.element())))
            .anyMatch(
                each ->
                    has(each, "timerEventDefinition")
                        && !"false".equals(each.getAttribute("cancelActivity")));
  }

  /** Tasklist sorts by it, and a queue without days hides what is late. */
  @Test
  void everyTaskOfAPersonHasADueDate() {
    List<String> without =
        scopes().stream()
            .flatMap(
                scope ->
                    scope.steps().stream()
                        .filter(step -> step.getLocalName().equals("userTask"))
                        .filter(
                            step ->
                                step.getElementsByTagNameNS("*", "taskSchedule").getLength() == 0)
                        .map(step -> scope.process() + "/" + id(step)))
            .toList();

    assertThat(without).isEmpty();
  }

  @Test
  void nothingWaitsWithoutALimitButWhatIsListed() {
    List<String> open =
        waits().entrySet().stream()
            .filter(wait -> !wait.getValue())
            .map(Map.Entry::getKey)
            .toList();

    assertThat(open).containsExactlyInAnyOrderElementsOf(MAY_WAIT.keySet());
  }
}
