package io.retour.journey;

import io.camunda.client.api.command.ClientException;
import io.camunda.client.api.command.ClientHttpException;
import io.camunda.client.api.command.ClientStatusException;
import io.camunda.client.api.response.DeploymentEvent;
import io.grpc.Status.Code;
import io.retour.journey.JourneyReleases.Lease;
import io.retour.policy.TableInspection;
import io.retour.policy.TableShelf;
import io.retour.policy.TablesReplaced;
import io.retour.shared.Problem;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.core.io.ClassPathResource;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;

/**
 * Puts other journeys, tables and forms into operation while Retour runs. Returns that are under
 * way stay on the version with which they started; new ones take the new one, and so do the
 * portal's offers.
 */
@Service
public class JourneyDeployment {

  private static final Logger log = LoggerFactory.getLogger(JourneyDeployment.class);

  /**
   * What belongs to the application: the words need translations, the facts need code, and what the
   * law gives at least is not for who deploys.
   */
  private static final Set<String> WITH_THE_APPLICATION =
      Set.of("facts.yaml", "vocabulary.yaml", "floor.yaml");

  /**
   * What notes of rows say in other languages. They come with the application too; nothing depends
   * on them, so others are left aside, and new notes are shown as their author wrote them.
   */
  private static final String TRANSLATIONS = "notes.yaml";

  /**
   * One process, decision or form in its version.
   *
   * @param changed whether its file differs from what counted before
   */
  public record Deployed(String file, String id, int version, boolean changed) {}

  /**
   * The set that counts.
   *
   * @param packaged whether it came with the application
   * @param deployed in what versions; empty when nothing was deployed just now
   */
  public record Result(
      long release, Instant at, String by, boolean packaged, List<Deployed> deployed) {}

  private final JourneyFiles files;
  private final ObjectProvider<Deployer> deployer;
  private final TableShelf tables;
  private final TableInspection inspection;
  private final CalledDecisions called;
  private final ApplicationEventPublisher events;

  JourneyDeployment(
      JourneyFiles files,
      ObjectProvider<Deployer> deployer,
      TableShelf tables,
      TableInspection inspection,
      CalledDecisions called,
      ApplicationEventPublisher events) {
    this.files = files;
    this.deployer = deployer;
    this.tables = tables;
    this.inspection = inspection;
    this.called = called;
    this.events = events;
    if (!files.current().packaged()) {
      tables.replace(files.current().files());
      log.info(
          "The journeys, tables and forms that {} deployed at {} count",
          files.current().by(),
          files.current().at());
    }
  }

  public Result current() {
    JourneyReleases.Release release = files.current();
    return new Result(release.id(), release.at(), release.by(), release.packaged(), List.of());
  }

  /**
   * Deploys all of them together, and from then on they count, over a restart too. No transaction
   * is open while Camunda is asked: a lease tells the other copies that one deploys. When this copy
   * dies in between, the lease runs out, and what counted before is deployed again.
   *
   * @param proposed content by file name: every .bpmn, .dmn and .form there is, and facts.yaml,
   *     vocabulary.yaml and floor.yaml for comparison; notes.yaml may lie beside them
   * @param by who deploys
   * @throws Problem when they cannot be deployed, tables with gaps, overlaps or unknown words and
   *     answers below the law included; then nothing has changed
   */
  public synchronized Result release(Map<String, String> proposed, String by) {
    Map<String, String> together = checked(proposed);
    requireSound(together);
    Deployer camunda = deployer.getIfAvailable();
    if (camunda == null || !camunda.deployed()) {
      throw Problem.unavailable(
          "camunda-away", "Camunda is not reachable right now; nothing was deployed. Try again.");
    }
    Lease lease =
        files
            .lease()
            .orElseThrow(
                () ->
                    Problem.conflict(
                        "deployment-running",
                        "Somebody deploys right now; nothing was deployed. Try again in a minute."));
    Map<String, String> before = files.current().files();
    try {
      tables.replace(together);
      List<Deployed> versions = versions(deploy(camunda, together), before, together);
      JourneyReleases.Release release =
          files.store(together, by, lease).orElseThrow(JourneyDeployment::tookTooLong);
      take(release);
      log.info("{} deployed journeys, tables and forms as release {}", by, release.id());
      return new Result(release.id(), release.at(), by, false, versions);
    } catch (Refused refused) {
      tables.replace(before);
      files.end(lease);
      throw Problem.invalid(
          "not-deployable",
          "files",
          "Camunda refused the deployment, nothing has changed: " + refused.getMessage());
    } catch (RuntimeException unclear) {
      tables.replace(before);
      files.abandon(lease);
      throw unclear;
    }
  }

  /** Camunda said no, and has kept nothing. */
  private static final class Refused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private Refused(ClientException because) {
      super(because.getMessage(), because);
    }
  }

  private static DeploymentEvent deploy(Deployer camunda, Map<String, String> together) {
    try {
      return camunda.deploy(together);
    } catch (ClientStatusException refused) {
      throw refused.getStatusCode() == Code.INVALID_ARGUMENT ? new Refused(refused) : away(refused);
    } catch (ClientHttpException refused) {
      throw refused.code() == 400 ? new Refused(refused) : away(refused);
    } catch (ClientException unreachable) {
      throw away(unreachable);
    }
  }

  private static RuntimeException away(ClientException because) {
    log.warn("A deployment got no answer: {}", because.getMessage());
    return tookTooLong();
  }

  private static Problem tookTooLong() {
    return Problem.unavailable(
        "camunda-away",
        "Camunda did not answer in time. What counted before still counts; try again.");
  }

  private static Map<String, String> checked(Map<String, String> proposed) {
    Map<String, String> together = new TreeMap<>();
    proposed.forEach(
        (name, content) -> {
          if (WITH_THE_APPLICATION.contains(name)) {
            requireSame(name, content);
          } else if (name.matches("[\\w-]+\\.(bpmn|dmn|form)")) {
            together.put(name, content);
          } else if (!name.equals(TRANSLATIONS)) {
            throw Problem.invalid(
                "file-unknown",
                "files",
                "%s is no file of a journey: .bpmn, .dmn and .form are.".formatted(name));
          }
        });
    List<String> missing = new ArrayList<>(JourneyFiles.packaged().keySet());
    missing.removeAll(together.keySet());
    if (!missing.isEmpty()) {
      throw Problem.invalid(
          "files-missing",
          "files",
          "They are deployed together, and these are missing: %s.".formatted(missing));
    }
    return together;
  }

  private void requireSound(Map<String, String> together) {
    List<String> problems = inspection.problemsOf(together);
    if (!problems.isEmpty()) {
      throw Problem.invalid(
          "tables-not-sound",
          "files",
          "The tables are not sound, and nothing has changed:\n" + String.join("\n", problems));
    }
  }

  private static void requireSame(String name, String content) {
    try {
      String packaged =
          new ClassPathResource("dmn/" + name).getContentAsString(StandardCharsets.UTF_8);
      if (!packaged.equals(content)) {
        throw Problem.conflict(
            "application-older",
            ("dmn/%s is not that of the running application. New facts and words come with a new"
                    + " application: ./retour down && ./retour up.")
                .formatted(name));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(name, unreadable);
    }
  }

  private static List<Deployed> versions(
      DeploymentEvent deployment, Map<String, String> before, Map<String, String> now) {
    List<Deployed> all = new ArrayList<>();
    deployment
        .getProcesses()
        .forEach(
            each ->
                all.add(entry(each.getResourceName(), each.getBpmnProcessId(), each.getVersion())));
    Map<Long, String> files = new TreeMap<>();
    deployment
        .getDecisionRequirements()
        .forEach(each -> files.put(each.getDecisionRequirementsKey(), each.getResourceName()));
    deployment
        .getDecisions()
        .forEach(
            each ->
                all.add(
                    entry(
                        files.getOrDefault(each.getDecisionRequirementsKey(), ""),
                        each.getDmnDecisionId(),
                        each.getVersion())));
    deployment
        .getForm()
        .forEach(
            each -> all.add(entry(each.getResourceName(), each.getFormId(), each.getVersion())));
    return all.stream()
        .map(
            each ->
                new Deployed(
                    each.file(),
                    each.id(),
                    each.version(),
                    !now.getOrDefault(each.file(), "").equals(before.get(each.file()))))
        .sorted(Comparator.comparing(Deployed::file).thenComparing(Deployed::id))
        .toList();
  }

  private static Deployed entry(String file, String id, int version) {
    return new Deployed(file, id, version, false);
  }

  /** What another copy of Retour released counts here too. */
  @Scheduled(fixedDelayString = "${retour.deployment-retry:PT2S}")
  synchronized void follow() {
    files
        .newer()
        .ifPresent(
            release -> {
              tables.replace(release.files());
              take(release);
            });
  }

  private void take(JourneyReleases.Release release) {
    release
        .files()
        .forEach(
            (name, content) -> {
              if (name.endsWith(".bpmn")) {
                called.read(content);
              }
            });
    files.use(release);
    events.publishEvent(new TablesReplaced());
  }
}
