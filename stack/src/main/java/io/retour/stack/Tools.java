package io.retour.stack;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The development tools in bench/: a program of its own, built when asked for. */
final class Tools {
  private final Settings settings;

  Tools(Settings settings) {
    this.settings = settings;
  }

  int run(List<String> args) throws IOException, InterruptedException {
    if (!Files.isDirectory(settings.home())) {
      throw new StackException(
          "There is no stack in %s. Start it with: RETOUR_UNATTENDED=true ./retour up"
              .formatted(settings.home()));
    }
    build();
    var classPath = JavaCommand.classPath(jar(), bench().resolve("target/lib/*"));
    var command =
        JavaCommand.withHeap(512)
            .option("-Dorg.slf4j.simpleLogger.defaultLogLevel=error")
            .main(classPath, "io.retour.bench.Bench", args.toArray(String[]::new));
    var builder = new ProcessBuilder(command).inheritIO();
    builder.environment().putAll(RetourApp.first(settings).environment());
    builder
        .environment()
        .put("RETOUR_INTEGRATOR_CLIENT_SECRET", DemoSecrets.INTEGRATOR_CLIENT_SECRET);
    builder.environment().put("RETOUR_OPENSEARCH_URL", settings.localUrl(Port.OPENSEARCH));
    builder.environment().put("RETOUR_MANAGEMENT_URL", settings.localUrl(Port.RETOUR_MONITORING));
    builder.environment().put("RETOUR_SECOND_URL", settings.publicUrl(Port.RETOUR_2));
    builder.environment().put("RETOUR_MAIL_URL", settings.publicUrl(Port.MAIL_WEB));
    builder.environment().put("RETOUR_HOME", settings.home().toString());
    builder.environment().put("RETOUR_CHECKOUT", settings.checkout().toString());
    return builder.start().waitFor();
  }

  private void build() throws IOException, InterruptedException {
    if (isBuilt()) {
      return;
    }
    System.err.println("Building the tools ...");
    Shell.run(
        "Building the tools",
        settings.log("bench-build"),
        bench(),
        List.of(
            "mvn", "-B", "-q", "-Dmaven.test.skip=true", "-Dspotless.check.skip=true", "package"));
  }

  private boolean isBuilt() throws IOException {
    if (!Files.exists(jar())) {
      return false;
    }
    var built = Files.getLastModifiedTime(jar());
    var sources = new ArrayList<Path>(List.of(bench().resolve("pom.xml")));
    try (var files = Files.walk(bench().resolve("src/main"))) {
      sources.addAll(files.toList());
    }
    for (var source : sources) {
      if (Files.getLastModifiedTime(source).compareTo(built) > 0) {
        return false;
      }
    }
    return true;
  }

  private Path bench() {
    return settings.checkout().resolve("bench");
  }

  private Path jar() {
    return bench().resolve("target/retour-bench.jar");
  }
}
