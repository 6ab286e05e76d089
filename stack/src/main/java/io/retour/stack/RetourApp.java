package io.retour.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A copy of Retour itself, built from this checkout when its sources are newer than its jar. All
 * copies run the same jar with the same keys on the same database: it does not matter which one a
 * call reaches.
 */
final class RetourApp implements Component {
  private static final List<String> SOURCES = List.of("pom.xml", "src", "bpmn", "dmn", "forms");

  private static final String FIRST = "retour";
  private static final Set<String> NEEDED = Set.of("mariadb", "keycloak", "zeebe", "mail");

  private final Settings settings;
  private final String name;
  private final Port port;
  private final Port monitoring;

  private RetourApp(Settings settings, String name, Port port, Port monitoring) {
    this.settings = settings;
    this.name = name;
    this.port = port;
    this.monitoring = monitoring;
  }

  /** The one that is always there. */
  static RetourApp first(Settings settings) {
    return new RetourApp(settings, FIRST, Port.RETOUR, Port.RETOUR_MONITORING);
  }

  static RetourApp second(Settings settings) {
    return new RetourApp(settings, "retour-2", Port.RETOUR_2, Port.RETOUR_2_MONITORING);
  }

  boolean isFirst() {
    return name.equals(FIRST);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public List<Port> ports() {
    return List.of(port, monitoring);
  }

  @Override
  public String address() {
    return settings.publicUrl(port);
  }

  /** The second copy follows the first, which has built the jar and brought the database up. */
  @Override
  public Set<String> after() {
    if (isFirst()) {
      return NEEDED;
    }
    var needed = new HashSet<>(NEEDED);
    needed.add(FIRST);
    return needed;
  }

  @Override
  public int memoryInMegabytes() {
    return 700;
  }

  @Override
  public Duration patience() {
    return Duration.ofMinutes(4);
  }

  @Override
  public void prepare(Progress progress) throws IOException, InterruptedException {
    if (!isFirst()) {
      return;
    }
    if (!Files.exists(settings.checkout().resolve("pom.xml"))) {
      throw new StackException(
          "There is no application to build here (no pom.xml); RETOUR_WITHOUT_APP=1 leaves it"
              + " out.");
    }
    if (isBuilt()) {
      return;
    }
    progress.say(name(), "is built from its sources");
    Shell.run(
        "Building Retour",
        settings.log("retour-build"),
        settings.checkout(),
        List.of(
            "mvn",
            "-B",
            "-q",
            "-DskipTests",
            "-Dmaven.test.skip=true",
            "-Dspotless.check.skip=true",
            "package"));
    if (!Files.exists(jar())) {
      throw new StackException("Building Retour left no " + jar() + ".");
    }
  }

  private boolean isBuilt() throws IOException {
    if (!Files.exists(jar())) {
      return false;
    }
    var built = Files.getLastModifiedTime(jar());
    for (var source : SOURCES) {
      var root = settings.checkout().resolve(source);
      if (Files.exists(root)) {
        try (var newer =
            Files.find(root, 64, (path, file) -> file.lastModifiedTime().compareTo(built) > 0)) {
          if (newer.findAny().isPresent()) {
            return false;
          }
        }
      }
    }
    return true;
  }

  @Override
  public Launch launch() {
    var command = JavaCommand.withHeap(512).jar(jar());
    return Launch.of(command, environment()).inheritingEnvironment();
  }

  /** The application's contract with its surroundings; an IDE needs the same. */
  Map<String, String> environment() {
    var env = new LinkedHashMap<String, String>();
    env.put("SPRING_PROFILES_ACTIVE", "demo");
    env.put("SERVER_ADDRESS", "127.0.0.1");
    env.put("SERVER_PORT", Integer.toString(settings.port(port)));
    env.put("MANAGEMENT_SERVER_ADDRESS", "127.0.0.1");
    env.put("MANAGEMENT_SERVER_PORT", Integer.toString(settings.port(monitoring)));
    env.put("RETOUR_PUBLIC_URL", settings.publicUrl(Port.RETOUR));
    env.put(
        "RETOUR_DB_URL",
        "jdbc:mariadb://127.0.0.1:%d/%s"
            .formatted(settings.port(Port.MARIADB), DemoSecrets.DB_NAME));
    env.put("RETOUR_DB_USER", DemoSecrets.DB_USER);
    env.put("RETOUR_DB_PASSWORD", DemoSecrets.DB_PASSWORD);
    env.put("RETOUR_CAMUNDA_GRPC", settings.localUrl(Port.ZEEBE_GRPC));
    env.put("RETOUR_CAMUNDA_REST", settings.localUrl(Port.ZEEBE_REST));
    env.put("RETOUR_KEYCLOAK_ISSUER", settings.issuer());
    env.put("RETOUR_KEYCLOAK_CLIENT_SECRET", DemoSecrets.DESK_CLIENT_SECRET);
    env.put("RETOUR_MAIL_HOST", "127.0.0.1");
    env.put("RETOUR_MAIL_PORT", Integer.toString(settings.port(Port.MAIL_SMTP)));
    env.put("RETOUR_OPERATE_URL", settings.publicUrl(Port.OPERATE) + "/operate");
    env.put("RETOUR_TASKLIST_URL", settings.publicUrl(Port.TASKLIST) + "/tasklist");
    env.put("RETOUR_TOKEN_SECRET", DemoSecrets.TOKEN_SECRET);
    env.put("RETOUR_CARRIER_WEBHOOK_SECRET", DemoSecrets.CARRIER_WEBHOOK_SECRET);
    env.put("RETOUR_PAYMENT_WEBHOOK_SECRET", DemoSecrets.PAYMENT_WEBHOOK_SECRET);
    env.put("RETOUR_PAYOUTACCOUNT_KEY", DemoSecrets.PAYOUT_ACCOUNT_KEY);
    env.put("RETOUR_WEBHOOKS_KEY", DemoSecrets.WEBHOOKS_KEY);
    // who tries webhooks out listens on this machine
    env.put("RETOUR_WEBHOOKS_ALLOWLOOPBACK", "true");
    return env;
  }

  @Override
  public boolean isReady() {
    return Probe.answersOk(settings.localUrl(monitoring) + "/actuator/health/readiness", "\"UP\"");
  }

  private Path jar() {
    return settings.checkout().resolve("target").resolve("retour.jar");
  }
}
