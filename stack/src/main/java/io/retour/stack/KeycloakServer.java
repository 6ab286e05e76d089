package io.retour.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;

/**
 * Keycloak, the one login. The distribution is shared and never written to after its one build;
 * each instance has a home of its own with links to it. Java is started directly, because kc.sh
 * stays in between as a parent that would be left behind.
 */
final class KeycloakServer implements Component {
  private final Settings settings;
  private final Distribution distribution;

  KeycloakServer(Settings settings) {
    this.settings = settings;
    this.distribution = new Distribution(settings, name(), "keycloak-26.5.6");
  }

  @Override
  public String name() {
    return "keycloak";
  }

  @Override
  public List<Port> ports() {
    return List.of(Port.KEYCLOAK);
  }

  @Override
  public String address() {
    return settings.publicUrl(Port.KEYCLOAK);
  }

  @Override
  public int memoryInMegabytes() {
    return 450;
  }

  @Override
  public void prepare(Progress progress) throws IOException, InterruptedException {
    distribution.ensure(progress, this::fixConfiguration);
    var home = home();
    Files.createDirectories(home.resolve("conf"));
    Files.createDirectories(importDirectory());
    for (var shared : List.of("lib", "providers", "themes")) {
      link(home.resolve(shared), distribution.directory().resolve(shared));
    }
    var realm = settings.checkout().resolve("stack/keycloak/retour-realm.json");
    var imported = importDirectory().resolve("retour-realm.json");
    setAsideWhatIsOutdated(realm, imported);
    Files.copy(realm, imported, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Keycloak reads the realm file only where it has no such realm. When the file changed since, its
   * database is set aside, so that the new one counts; people added by hand are in what was set
   * aside.
   */
  private void setAsideWhatIsOutdated(Path realm, Path imported) throws IOException {
    var database = home().resolve("data").resolve("h2");
    if (Files.isDirectory(database)
        && Files.exists(imported)
        && Files.mismatch(realm, imported) >= 0) {
      Files.move(database, database.resolveSibling("h2-until-" + System.currentTimeMillis()));
    }
  }

  /** What `kc.sh build` does: once, so that each start is quicker by half a minute. */
  private void fixConfiguration(Path unpacked) throws IOException, InterruptedException {
    Shell.run(
        "Preparing Keycloak",
        settings.log("keycloak-build"),
        unpacked,
        command(unpacked, "build", "--db=dev-file"));
  }

  private static void link(Path link, Path target) throws IOException {
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, target);
  }

  @Override
  public Launch launch() {
    var command =
        command(
            home(),
            "start",
            "--optimized",
            "--cache=local", // no cluster: it would listen on the network
            "--import-realm",
            "--hostname=" + settings.publicUrl(Port.KEYCLOAK),
            "--http-enabled=true",
            "--http-host=127.0.0.1",
            "--http-port=" + settings.port(Port.KEYCLOAK));
    return Launch.of(command, environment());
  }

  /** What the placeholders in the realm file stand for, and the first administrator. */
  private Map<String, String> environment() {
    return Map.ofEntries(
        Map.entry("KC_BOOTSTRAP_ADMIN_USERNAME", DemoSecrets.KEYCLOAK_ADMIN),
        Map.entry("KC_BOOTSTRAP_ADMIN_PASSWORD", DemoSecrets.KEYCLOAK_ADMIN_PASSWORD),
        Map.entry("RETOUR_PUBLIC_URL", settings.publicUrl(Port.RETOUR)),
        Map.entry("RETOUR_KEYCLOAK_CLIENT_SECRET", DemoSecrets.DESK_CLIENT_SECRET),
        Map.entry("RETOUR_INTEGRATOR_CLIENT_SECRET", DemoSecrets.INTEGRATOR_CLIENT_SECRET),
        Map.entry("RETOUR_LUMEN_SHOP_CLIENT_SECRET", DemoSecrets.LUMEN_SHOP_CLIENT_SECRET),
        Map.entry("RETOUR_KESTREL_SHOP_CLIENT_SECRET", DemoSecrets.KESTREL_SHOP_CLIENT_SECRET),
        Map.entry("RETOUR_PROCESS_OWNER_CLIENT_SECRET", DemoSecrets.PROCESS_OWNER_CLIENT_SECRET),
        Map.entry("OPERATE_URL", settings.publicUrl(Port.OPERATE)),
        Map.entry("TASKLIST_URL", settings.publicUrl(Port.TASKLIST)),
        Map.entry("CAMUNDA_WEB_CLIENT_SECRET", DemoSecrets.CAMUNDA_WEB_CLIENT_SECRET));
  }

  private static List<String> command(Path home, String... arguments) {
    return JavaCommand.withHeap(320)
        .quickStart()
        .option("-Dkc.home.dir=" + home)
        .option("-Djboss.server.config.dir=" + home.resolve("conf"))
        .option("-Djava.util.logging.manager=org.jboss.logmanager.LogManager")
        .option(
            "-Djava.util.concurrent.ForkJoinPool.common.threadFactory="
                + "io.quarkus.bootstrap.forkjoin.QuarkusForkJoinWorkerThreadFactory")
        .option("-Dpicocli.disable.closures=true")
        .option("--add-opens=java.base/java.util=ALL-UNNAMED")
        .option("--add-opens=java.base/java.util.concurrent=ALL-UNNAMED")
        .option("--add-opens=java.base/java.security=ALL-UNNAMED")
        .main(
            home.resolve("lib").resolve("quarkus-run.jar").toString(),
            "io.quarkus.bootstrap.runner.QuarkusEntryPoint",
            arguments);
  }

  @Override
  public boolean isReady() {
    return Probe.answersOk(
        settings.localUrl(Port.KEYCLOAK) + "/realms/retour/.well-known/openid-configuration");
  }

  private Path home() {
    return settings.data(name());
  }

  private Path importDirectory() {
    return home().resolve("data").resolve("import");
  }
}
