package io.retour.journey;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * A diagram as a map to walk on: where does an instance rest that has done these steps? Every task
 * of a machine or a table is told when it is done, within moments; so what comes after the last
 * steps and is no such task is where the instance rests.
 */
final class JourneyMap {

  /** What rests until somebody or something outside moves it. */
  private static final Set<String> WAITS =
      Set.of("eventBasedGateway", "intermediateCatchEvent", "receiveTask");

  private static final Set<String> MACHINES =
      Set.of("serviceTask", "businessRuleTask", "scriptTask", "sendTask");

  /** What does no work of its own: a step of it is a listener's at its start. */
  private static final Set<String> BEGUN = Set.of("subProcess", "eventBasedGateway");

  private static final Set<String> NODES =
      Set.of(
          "startEvent",
          "endEvent",
          "intermediateCatchEvent",
          "intermediateThrowEvent",
          "boundaryEvent",
          "serviceTask",
          "businessRuleTask",
          "scriptTask",
          "sendTask",
          "receiveTask",
          "userTask",
          "manualTask",
          "task",
          "callActivity",
          "subProcess",
          "exclusiveGateway",
          "parallelGateway",
          "inclusiveGateway",
          "eventBasedGateway");

  /**
   * @param scope the subprocess around it, or null in the process itself
   * @param calls the process that a call activity calls, or empty
   * @param interrupts whether it is a boundary event, or the start of an event subprocess, that
   *     ends what it interrupts
   * @param many whether it runs once for each of several, a piece for one
   */
  record FlowNode(
      String id,
      String name,
      String kind,
      @Nullable String scope,
      String calls,
      @Nullable String attachedTo,
      boolean interrupts,
      boolean eventSubProcess,
      boolean many) {}

  private final String processId;
  private final String name;
  private final Map<String, FlowNode> nodes = new LinkedHashMap<>();
  private final Map<String, List<String>> flows = new LinkedHashMap<>();

  JourneyMap(BpmnFile diagram) {
    Element process = diagram.elements("process").getFirst();
    processId = process.getAttribute("id");
    name = process.getAttribute("name");
    read(process, null);
  }

  private void read(Element around, @Nullable String scope) {
    boolean event = "true".equals(around.getAttribute("triggeredByEvent"));
    for (Node each = around.getFirstChild(); each != null; each = each.getNextSibling()) {
      if (!(each instanceof Element element)) {
        continue;
      }
      String kind = element.getLocalName();
      if (kind.equals("sequenceFlow")) {
        flows
            .computeIfAbsent(element.getAttribute("sourceRef"), from -> new ArrayList<>())
            .add(element.getAttribute("targetRef"));
      } else if (NODES.contains(kind)) {
        nodes.put(element.getAttribute("id"), node(element, kind, scope, event));
        if (kind.equals("subProcess")) {
          read(element, element.getAttribute("id"));
        }
      }
    }
  }

  private static FlowNode node(
      Element element, String kind, @Nullable String scope, boolean inEventSubProcess) {
    boolean interrupts =
        kind.equals("boundaryEvent")
            ? !"false".equals(element.getAttribute("cancelActivity"))
            : kind.equals("startEvent")
                && inEventSubProcess
                && !"false".equals(element.getAttribute("isInterrupting"));
    String attachedTo = element.getAttribute("attachedToRef");
    return new FlowNode(
        element.getAttribute("id"),
        element.getAttribute("name").replaceAll("\\s+", " ").strip(),
        kind,
        scope,
        kind.equals("callActivity") ? called(element) : "",
        attachedTo.isEmpty() ? null : attachedTo,
        interrupts,
        "true".equals(element.getAttribute("triggeredByEvent")),
        isMany(element));
  }

  private static boolean isMany(Element activity) {
    for (Node each = activity.getFirstChild(); each != null; each = each.getNextSibling()) {
      if ("multiInstanceLoopCharacteristics".equals(each.getLocalName())) {
        return true;
      }
    }
    return false;
  }

  private static String called(Element activity) {
    var found = activity.getElementsByTagNameNS("*", "calledElement");
    return found.getLength() == 0 ? "" : ((Element) found.item(0)).getAttribute("processId");
  }

  String processId() {
    return processId;
  }

  String name() {
    return name.isEmpty() ? processId : name;
  }

  Collection<FlowNode> nodes() {
    return nodes.values();
  }

  boolean has(Collection<String> elementIds) {
    return nodes.keySet().containsAll(elementIds);
  }

  /** What an element is called; an event gateway by what it waits for. */
  String nameOf(String elementId) {
    FlowNode node = nodes.get(elementId);
    if (node == null) {
      return elementId;
    }
    return node.kind().equals("eventBasedGateway")
        ? String.join(", or ", next(elementId).stream().map(this::nameOf).toList())
        : node.name().isEmpty() ? elementId : node.name();
  }

  boolean isUserTask(String elementId) {
    FlowNode node = nodes.get(elementId);
    return node != null && node.kind().equals("userTask");
  }

  /** Of these steps the ones after which nothing was done that follows from them. */
  Set<String> last(Map<String, Instant> done) {
    Set<String> last = new LinkedHashSet<>();
    done.forEach(
        (step, at) -> {
          Set<String> following = following(step);
          if (done.entrySet().stream()
              .noneMatch(
                  other -> other.getValue().isAfter(at) && following.contains(other.getKey()))) {
            last.add(step);
          }
        });
    return last;
  }

  /** All that can come after it in an instance, were it to go on or be interrupted. */
  private Set<String> following(String from) {
    Set<String> reached = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(List.of(from));
    while (!open.isEmpty()) {
      for (String next : successors(open.pop())) {
        if (reached.add(next)) {
          open.push(next);
        }
      }
    }
    return reached;
  }

  private List<String> successors(String id) {
    FlowNode node = nodes.get(id);
    if (node == null) {
      return List.of();
    }
    List<String> all = new ArrayList<>(next(id));
    if (node.kind().equals("subProcess")) {
      all.addAll(starts(id));
    }
    String around = node.scope();
    if (node.kind().equals("endEvent") && around != null && !isEventSubProcess(around)) {
      all.addAll(next(around));
    }
    for (FlowNode other : nodes.values()) {
      boolean ends =
          id.equals(other.attachedTo()) || around != null && around.equals(other.attachedTo());
      if (other.interrupts() && (ends || interruptsAround(other, around))) {
        all.add(other.id());
      }
    }
    // what ends the subprocess further out ends this too
    if (around != null && !isEventSubProcess(around)) {
      for (FlowNode other : nodes.values()) {
        if (other.interrupts() && encloses(other.attachedTo(), around)) {
          all.add(other.id());
        }
      }
    }
    return all;
  }

  /** An event subprocess interrupts what lies beside it, and all within that. */
  private boolean interruptsAround(FlowNode start, @Nullable String around) {
    FlowNode subProcess = start.scope() == null ? null : nodes.get(start.scope());
    if (subProcess == null || !subProcess.eventSubProcess() || subProcess.id().equals(around)) {
      return false;
    }
    String outer = subProcess.scope();
    for (String scope = around; ; scope = scopeOf(scope)) {
      if (outer == null ? scope == null : outer.equals(scope)) {
        return true;
      }
      if (scope == null) {
        return false;
      }
    }
  }

  private boolean encloses(@Nullable String activity, String scope) {
    for (String each = scopeOf(scope); each != null; each = scopeOf(each)) {
      if (each.equals(activity)) {
        return true;
      }
    }
    return false;
  }

  private @Nullable String scopeOf(@Nullable String id) {
    FlowNode node = id == null ? null : nodes.get(id);
    return node == null ? null : node.scope();
  }

  private boolean isEventSubProcess(String id) {
    FlowNode node = nodes.get(id);
    return node != null && node.eventSubProcess();
  }

  /** Only what listens at its start tells of it, and then it has begun. */
  boolean onlyBegun(String elementId) {
    FlowNode node = nodes.get(elementId);
    return node != null && BEGUN.contains(node.kind());
  }

  private boolean isMany(String id) {
    FlowNode node = nodes.get(id);
    return node != null && node.many();
  }

  private List<String> next(String id) {
    return flows.getOrDefault(id, List.of());
  }

  private List<String> starts(@Nullable String scope) {
    return nodes.values().stream()
        .filter(node -> node.kind().equals("startEvent"))
        .filter(node -> scope == null ? node.scope() == null : scope.equals(node.scope()))
        .map(FlowNode::id)
        .toList();
  }

  /**
   * Where an instance may have come to after a step.
   *
   * @param waits events that it may wait for
   * @param calls call activities that it may be in
   * @param machines tasks of machines, that would have been told if it had done them
   * @param people tasks of people
   */
  record Ahead(Set<String> waits, Set<String> calls, Set<String> machines, Set<String> people) {

    static Ahead nothing() {
      return new Ahead(
          new LinkedHashSet<>(),
          new LinkedHashSet<>(),
          new LinkedHashSet<>(),
          new LinkedHashSet<>());
    }

    void addAll(Ahead other) {
      waits.addAll(other.waits);
      calls.addAll(other.calls);
      machines.addAll(other.machines);
      people.addAll(other.people);
    }
  }

  /** From the beginning. */
  Ahead fromStart() {
    return walk(starts(null), node -> false);
  }

  /**
   * @param over whether a call activity is known to have ended
   */
  Ahead after(String step, Predicate<FlowNode> over) {
    FlowNode node = nodes.get(step);
    if (node == null) {
      return Ahead.nothing();
    }
    return walk(onlyBegun(step) ? List.of(step) : next(step), over);
  }

  private Ahead walk(List<String> from, Predicate<FlowNode> over) {
    Ahead ahead = Ahead.nothing();
    Set<String> seen = new HashSet<>();
    Deque<String> open = new ArrayDeque<>(from);
    while (!open.isEmpty()) {
      FlowNode node = nodes.get(open.pop());
      if (node == null || !seen.add(node.id())) {
        continue;
      }
      if (WAITS.contains(node.kind())) {
        ahead.waits().add(node.id());
      } else if (MACHINES.contains(node.kind())) {
        ahead.machines().add(node.id());
      } else if (node.kind().equals("userTask")) {
        ahead.people().add(node.id());
      } else if (node.kind().equals("callActivity") && !over.test(node)) {
        ahead.calls().add(node.id());
      } else if (node.kind().equals("subProcess")) {
        open.addAll(starts(node.id()));
      } else if (node.kind().equals("endEvent")) {
        String around = node.scope();
        if (around != null && !isEventSubProcess(around)) {
          open.addAll(next(around));
          // how many there are is not known: another one may not have got as far
          if (isMany(around)) {
            open.addAll(starts(around));
          }
        }
      } else {
        open.addAll(next(node.id()));
      }
    }
    return ahead;
  }
}
