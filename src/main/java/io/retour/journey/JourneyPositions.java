package io.retour.journey;

import io.retour.journey.JourneyMap.Ahead;
import io.retour.journey.JourneyMap.FlowNode;
import io.retour.journey.JourneySteps.Step;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;

/**
 * Where the journeys of a case stand, on the diagrams on which they run. It is worked out of what
 * was done and of the tasks that are open, so it needs neither Operate nor the engine (ADR 35).
 */
@Service
public class JourneyPositions {

  /** Why something stands where it stands. */
  public enum Why {
    /** A person has to answer a task. */
    PERSON,
    /** Something is awaited: a parcel, an answer, the end of a time limit. */
    EVENT,
    /** Another diagram is at work for it. */
    PART,
    /** Retour is about to do it. */
    NEXT,
    /** Its last try failed. */
    FAILED
  }

  /**
   * Where it stands.
   *
   * @param elementId in its diagram
   * @param name what it is called there; of several events, what each is called
   * @param calls the process that it is a part of the way in; empty if it is not
   * @param failure what was said when it failed; else empty
   */
  public record Now(String elementId, String name, Why why, String calls, String failure) {}

  /** What was done, and when it was done last. */
  public record Done(String elementId, String name, Instant at) {}

  /**
   * One diagram, and all instances of it that this case has.
   *
   * @param processId which one
   * @param name what it is called
   * @param bpmn as it was deployed when they began
   * @param main whether it is the one that the case itself runs on
   */
  public record Followed(
      String processId, String name, String bpmn, boolean main, List<Now> now, List<Done> done) {}

  private final JourneySteps steps;
  private final OpenTasks tasks;
  private final JourneyDiagrams diagrams;
  private final JourneyFiles files;

  JourneyPositions(
      JourneySteps steps, OpenTasks tasks, JourneyDiagrams diagrams, JourneyFiles files) {
    this.steps = steps;
    this.tasks = tasks;
    this.diagrams = diagrams;
    this.files = files;
  }

  /**
   * @param main the instance that the case began with
   * @param running whether the case is still open; of what has ended nothing stands anywhere, but
   *     tasks that are open all the same
   * @return the main one first, then in the order in which they began; empty before the first step
   */
  public List<Followed> of(UUID caseId, @Nullable Long main, boolean running) {
    return new Reading(steps.of(caseId), tasks.openOf(caseId)).read(main, running);
  }

  /** An instance, or one that nothing is known of but that it was called. */
  private record Instance(long key, JourneyMap map, String bpmn, List<Step> steps) {

    Instant began() {
      return steps.stream().map(Instance::at).min(Comparator.naturalOrder()).orElse(Instant.MAX);
    }

    /** What has a task open and did nothing yet is where things go on. */
    Instant latest() {
      if (steps.isEmpty()) {
        return Instant.MAX;
      }
      return steps.stream().map(Instance::at).max(Comparator.naturalOrder()).orElse(Instant.MIN);
    }

    private static Instant at(Step step) {
      Instant done = step.doneAt();
      Instant failed = step.failedAt();
      return done != null ? done : failed != null ? failed : Instant.MIN;
    }
  }

  /** What is worked out for one case at one time. */
  private final class Reading {

    private final List<OpenTasks.Task> open;
    private final Map<String, List<Instance>> instances = new LinkedHashMap<>();
    private final Map<String, Set<Now>> now = new HashMap<>();
    private final Map<String, Instance> unseen = new LinkedHashMap<>();
    private final Set<Long> placed = new HashSet<>();

    private Reading(List<Step> steps, List<OpenTasks.Task> open) {
      this.open = open;
      Map<Long, List<Step>> byInstance =
          steps.stream()
              .collect(
                  Collectors.groupingBy(
                      Step::instanceKey, LinkedHashMap::new, Collectors.toList()));
      byInstance.forEach(
          (key, its) ->
              diagram(its)
                  .ifPresent(
                      bpmn -> {
                        JourneyMap map = new JourneyMap(new BpmnFile(bpmn));
                        instances
                            .computeIfAbsent(map.processId(), id -> new ArrayList<>())
                            .add(new Instance(key, map, bpmn, its));
                      }));
      open.stream()
          .filter(task -> !byInstance.containsKey(task.instanceKey()))
          .forEach(
              task ->
                  newest(task.processId(), Set.of(task.elementId()))
                      .ifPresent(bpmn -> begunWithATask(task.instanceKey(), bpmn)));
    }

    private void begunWithATask(long key, String bpmn) {
      JourneyMap map = new JourneyMap(new BpmnFile(bpmn));
      List<Instance> its = instances.computeIfAbsent(map.processId(), id -> new ArrayList<>());
      if (its.stream().noneMatch(instance -> instance.key() == key)) {
        its.add(new Instance(key, map, bpmn, List.of()));
      }
    }

    private List<Followed> read(@Nullable Long main, boolean running) {
      if (running) {
        Set<String> called =
            instances.values().stream()
                .flatMap(List::stream)
                .flatMap(instance -> instance.map().nodes().stream())
                .map(FlowNode::calls)
                .collect(Collectors.toSet());
        instances.values().stream()
            .flatMap(List::stream)
            .filter(
                instance ->
                    main != null && main == instance.key()
                        || !called.contains(instance.map().processId()))
            .toList()
            .forEach(this::place);
      }
      instances.values().stream()
          .flatMap(List::stream)
          .forEach(instance -> tasksAndFailures(instance, running));
      List<Followed> all = new ArrayList<>();
      instances.forEach((id, its) -> all.add(followed(its, main)));
      unseen.forEach((id, instance) -> all.add(followed(List.of(instance), main)));
      return all.stream().sorted(Comparator.comparing(each -> !each.main())).toList();
    }

    private Followed followed(List<Instance> its, @Nullable Long main) {
      Instance newest = its.getLast();
      Map<String, Done> done = new LinkedHashMap<>();
      for (Instance instance : its) {
        for (Step step : instance.steps()) {
          Instant at = step.doneAt();
          if (at != null && !begunOnly(instance, step)) {
            done.put(
                step.elementId(),
                new Done(step.elementId(), newest.map().nameOf(step.elementId()), at));
          }
        }
      }
      String id = newest.map().processId();
      return new Followed(
          id,
          newest.map().name(),
          newest.bpmn(),
          its.stream().anyMatch(instance -> main != null && main == instance.key()),
          List.copyOf(now.getOrDefault(id, Set.of())),
          done.values().stream().sorted(Comparator.comparing(Done::at)).toList());
    }

    /** A listener where something begins is no sign that it was done. */
    private boolean begunOnly(Instance instance, Step step) {
      return instance.map().onlyBegun(step.elementId()) || isOpen(instance, step.elementId());
    }

    private boolean isOpen(Instance instance, String elementId) {
      return open.stream()
          .anyMatch(
              task -> task.instanceKey() == instance.key() && task.elementId().equals(elementId));
    }

    /** What is known for sure: tasks that wait for people, and steps whose last try failed. */
    private void tasksAndFailures(Instance instance, boolean running) {
      for (OpenTasks.Task task : open) {
        if (task.instanceKey() == instance.key()) {
          add(instance, task.elementId(), Why.PERSON, "");
        }
      }
      for (Step step : instance.steps()) {
        if (running && step.stuck() && !wentOn(instance, step)) {
          add(instance, step.elementId(), Why.FAILED, step.failure());
        }
      }
    }

    private static boolean wentOn(Instance instance, Step stuck) {
      Instant failed = stuck.failedAt();
      return failed != null
          && !instance
              .map()
              .last(
                  instance.steps().stream()
                      .filter(step -> step.doneAt() != null || step == stuck)
                      .collect(
                          Collectors.toMap(
                              Step::elementId, step -> step == stuck ? failed : Instance.at(step))))
              .contains(stuck.elementId());
    }

    /**
     * @return whether it stands anywhere; not when all that follows was done
     */
    private boolean place(Instance instance) {
      if (!placed.add(instance.key())) {
        return false;
      }
      Map<String, List<Instance>> children = new HashMap<>();
      Map<String, Instant> done = new LinkedHashMap<>();
      for (Step step : instance.steps()) {
        Instant at = step.doneAt();
        if (at != null && !isOpen(instance, step.elementId())) {
          done.put(step.elementId(), at);
        }
      }
      // a call activity is as far as what it called
      for (FlowNode node : instance.map().nodes()) {
        List<Instance> called =
            instances.getOrDefault(node.calls(), List.of()).stream()
                .filter(child -> child.key() != instance.key())
                .filter(child -> !child.began().isBefore(instance.began()))
                .toList();
        if (!node.calls().isEmpty() && !called.isEmpty()) {
          children.put(node.id(), called);
          called.stream()
              .map(Instance::latest)
              .max(Comparator.naturalOrder())
              .ifPresent(at -> done.merge(node.id(), at, (a, b) -> a.isAfter(b) ? a : b));
        }
      }
      Set<String> over = new HashSet<>();
      Ahead ahead = Ahead.nothing();
      boolean somewhere = false;
      if (done.isEmpty()) {
        ahead.addAll(instance.map().fromStart());
      }
      for (String last : instance.map().last(done)) {
        List<Instance> called = children.get(last);
        if (called != null && standsIn(called)) {
          add(instance, last, Why.PART, "");
          somewhere = true;
        } else {
          over.add(last);
          ahead.addAll(instance.map().after(last, node -> over.contains(node.id())));
        }
      }
      return place(instance, ahead, somewhere) || somewhere;
    }

    private boolean standsIn(List<Instance> called) {
      boolean anywhere = false;
      for (Instance child : called) {
        anywhere |= place(child);
      }
      return anywhere;
    }

    private boolean place(Instance instance, Ahead ahead, boolean somewhere) {
      boolean waiting =
          somewhere
              || open.stream().anyMatch(task -> task.instanceKey() == instance.key())
              || instance.steps().stream()
                  .anyMatch(step -> step.stuck() && !wentOn(instance, step));
      ahead.waits().forEach(each -> add(instance, each, Why.EVENT, ""));
      for (String call : ahead.calls()) {
        add(instance, call, Why.PART, "");
        begun(instance, call);
      }
      boolean rests = waiting || !ahead.waits().isEmpty() || !ahead.calls().isEmpty();
      if (!rests) {
        ahead.machines().forEach(each -> add(instance, each, Why.NEXT, ""));
        ahead.people().forEach(each -> add(instance, each, Why.PERSON, ""));
      }
      return rests || !ahead.machines().isEmpty() || !ahead.people().isEmpty();
    }

    /** What was called and told nothing: if it begins with waiting, there it waits. */
    private void begun(Instance caller, String callActivity) {
      String processId = callOf(caller.map(), callActivity);
      if (instances.containsKey(processId) || unseen.containsKey(processId)) {
        return;
      }
      newest(processId, Set.of())
          .ifPresent(
              bpmn -> {
                JourneyMap map = new JourneyMap(new BpmnFile(bpmn));
                Ahead first = map.fromStart();
                if (first.machines().isEmpty() && !first.waits().isEmpty()) {
                  Instance begun = new Instance(-1, map, bpmn, List.of());
                  unseen.put(processId, begun);
                  first.waits().forEach(each -> add(begun, each, Why.EVENT, ""));
                }
              });
    }

    private void add(Instance instance, String elementId, Why why, String failure) {
      Set<Now> its = now.computeIfAbsent(instance.map().processId(), id -> new LinkedHashSet<>());
      if (its.stream().noneMatch(each -> each.elementId().equals(elementId))) {
        its.add(
            new Now(
                elementId,
                instance.map().nameOf(elementId),
                why,
                callOf(instance.map(), elementId),
                failure));
      }
    }

    private static String callOf(JourneyMap map, String elementId) {
      return map.nodes().stream()
          .filter(node -> node.id().equals(elementId))
          .map(FlowNode::calls)
          .findFirst()
          .orElse("");
    }
  }

  private Optional<String> diagram(List<Step> its) {
    Step first = its.getFirst();
    return diagrams
        .of(first.definitionKey())
        // an engine that began anew may have given the key to another process
        .filter(bpmn -> isOf(first.processId(), bpmn))
        .or(
            () ->
                newest(
                    first.processId(),
                    its.stream().map(Step::elementId).collect(Collectors.toSet())));
  }

  private static boolean isOf(String processId, String bpmn) {
    return bpmn.contains("id=\"" + processId + "\"");
  }

  /** The newest diagram of a process that has all these elements. */
  private Optional<String> newest(String processId, Set<String> elementIds) {
    List<String> all = new ArrayList<>(files.everReleased());
    all.addAll(bpmn(files.current().files()));
    return all.reversed().stream()
        .filter(bpmn -> isOf(processId, bpmn))
        .filter(bpmn -> fits(new JourneyMap(new BpmnFile(bpmn)), processId, elementIds))
        .findFirst();
  }

  private static boolean fits(JourneyMap map, String processId, Set<String> elementIds) {
    return map.processId().equals(processId) && map.has(elementIds);
  }

  private static Collection<String> bpmn(Map<String, String> files) {
    return files.entrySet().stream()
        .filter(file -> file.getKey().endsWith(".bpmn"))
        .map(Map.Entry::getValue)
        .toList();
  }
}
