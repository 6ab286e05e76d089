package io.retour.testengine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.camunda.zeebe.model.bpmn.Bpmn;
import io.camunda.zeebe.model.bpmn.instance.FlowElement;
import io.camunda.zeebe.model.bpmn.instance.FlowNode;
import io.camunda.zeebe.model.bpmn.instance.Process;
import io.camunda.zeebe.model.bpmn.instance.SequenceFlow;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * How many flow nodes of the project's BPMN models the process tests have reached, and which of
 * their sequence flows no test took: a gateway that was reached may still have an untried way out.
 *
 * <p>Counts against the models and not against CPT's report alone: a process that no test ever
 * starts is missing there. Reads the report of each test class ({@code <directory>/<test
 * class>/report.json}), as the aggregated one covers only the last JVM that wrote it. CPT counts an
 * element as soon as it was activated.
 */
public final class BpmnCoverage {

  /** Where CPT writes its reports unless told otherwise. */
  public static final Path REPORT_DIRECTORY = Path.of("target", "coverage-report");

  private static final ObjectMapper JSON = new ObjectMapper();

  private final List<ProcessCoverage> processes;

  private BpmnCoverage(final List<ProcessCoverage> processes) {
    this.processes = List.copyOf(processes);
  }

  /**
   * Reads the reports of all test classes and the models they are held against.
   *
   * @param modelPattern for instance {@code classpath*:bpmn/*.bpmn}
   */
  public static BpmnCoverage read(final Path reportDirectory, final String modelPattern)
      throws IOException {
    final var reached = reported(reportDirectory, "completedElements");
    final var taken = reported(reportDirectory, "takenSequenceFlows");
    final var processes = new ArrayList<ProcessCoverage>();
    for (final var resource :
        new PathMatchingResourcePatternResolver().getResources(modelPattern)) {
      try (var model = resource.getInputStream()) {
        Bpmn.readModelFromStream(model).getModelElementsByType(Process.class).stream()
            .filter(Process::isExecutable)
            .map(
                process ->
                    coverage(
                        process,
                        reached.getOrDefault(process.getId(), Set.of()),
                        taken.getOrDefault(process.getId(), Set.of())))
            .forEach(processes::add);
      }
    }
    return new BpmnCoverage(processes);
  }

  private static Map<String, Set<String>> reported(final Path directory, final String what)
      throws IOException {
    final var reached = new HashMap<String, Set<String>>();
    if (!Files.isDirectory(directory)) {
      return reached;
    }
    try (var files = Files.newDirectoryStream(directory, Files::isDirectory)) {
      for (final var suite : files) {
        final var report = suite.resolve("report.json");
        if (Files.isRegularFile(report)) {
          for (final JsonNode coverage : JSON.readTree(report.toFile()).path("coverages")) {
            final var elements =
                reached.computeIfAbsent(
                    coverage.path("processDefinitionId").asText(), id -> new TreeSet<>());
            coverage.path(what).forEach(id -> elements.add(id.asText()));
          }
        }
      }
    }
    return reached;
  }

  private static ProcessCoverage coverage(
      final Process process, final Set<String> reached, final Set<String> taken) {
    final var nodes = elements(process, FlowNode.class);
    final var missed = new TreeSet<>(nodes);
    missed.removeAll(reached);
    final var flows = elements(process, SequenceFlow.class);
    final var untaken = new TreeSet<>(flows);
    untaken.removeAll(taken);
    return new ProcessCoverage(process.getId(), nodes.size(), missed, flows.size(), untaken);
  }

  private static Set<String> elements(
      final Process process, final Class<? extends FlowElement> kind) {
    return process.getModelInstance().getModelElementsByType(kind).stream()
        .filter(element -> isPartOf(process, element))
        .map(FlowElement::getId)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static boolean isPartOf(final Process process, final ModelElementInstance node) {
    return node != null && (node.equals(process) || isPartOf(process, node.getParentElement()));
  }

  public List<ProcessCoverage> processes() {
    return processes;
  }

  /** Fails, naming the missed elements, if any process is below the share (0 to 1). */
  public void assertAtLeast(final double share) {
    if (processes.isEmpty()) {
      throw new AssertionError("No BPMN model found to measure the coverage of");
    }
    final var below = processes.stream().filter(process -> process.share() < share).toList();
    if (!below.isEmpty()) {
      throw new AssertionError(
          "BPMN coverage below %.0f %%:%n%s"
              .formatted(
                  share * 100,
                  below.stream().map(ProcessCoverage::toString).collect(Collectors.joining("\n"))));
    }
  }

  /**
   * Fails, naming those that no test took, if less than this share (0 to 1) of all sequence flows
   * was taken. Not all of them are asked for: what a process does after the last thing that a test
   * looks at is counted or not, as it happens.
   */
  public void assertFlowsTakenAtLeast(final double share) {
    final int untaken = processes.stream().mapToInt(process -> process.untaken().size()).sum();
    final int flows = processes.stream().mapToInt(ProcessCoverage::flows).sum();
    final var named =
        processes.stream()
            .filter(process -> !process.untaken().isEmpty())
            .map(process -> process.processId() + ": " + process.untaken())
            .collect(Collectors.joining("\n"));
    System.out.printf("%d of %d sequence flows were not taken %s%n", untaken, flows, named);
    if (flows == 0 || untaken > flows * (1 - share)) {
      throw new AssertionError("Ways that no process test took:%n%s".formatted(named));
    }
  }

  /**
   * The coverage of one process: how many flow nodes it has and which were never reached.
   *
   * @param flows how many sequence flows it has
   * @param untaken those of them that were never taken
   */
  public record ProcessCoverage(
      String processId, int total, Set<String> missed, int flows, Set<String> untaken) {

    public int covered() {
      return total - missed.size();
    }

    public double share() {
      return total == 0 ? 1 : (double) covered() / total;
    }

    @Override
    public String toString() {
      return String.format(
          Locale.ROOT,
          "%s: %d of %d flow nodes (%.1f %%), missed: %s",
          processId,
          covered(),
          total,
          share() * 100,
          missed);
    }
  }
}
