package io.retour.stack;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Camunda 8: the broker and the web applications come in one archive. */
final class CamundaDistribution {
  private final Distribution distribution;

  CamundaDistribution(Settings settings) {
    this.distribution = new Distribution(settings, "camunda", "camunda-zeebe-8.6.0");
  }

  /** Several components need it and ask at the same time. */
  synchronized void ensure(Progress progress) throws IOException, InterruptedException {
    distribution.ensure(progress, directory -> {});
  }

  /** What the scripts in bin/ start, without the script in between. */
  List<String> command(JavaCommand java, String mainClass) {
    Path directory = distribution.directory();
    return java.option("-Dapp.home=" + directory)
        .option("-Dbasedir=" + directory)
        .main(
            JavaCommand.classPath(directory.resolve("config"), directory.resolve("lib/*")),
            mainClass);
  }
}
