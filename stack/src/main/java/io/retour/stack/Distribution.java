package io.retour.stack;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A server that Maven downloads and that is unpacked once for all instances. It appears under its
 * final name only when it is complete, so an interrupted download leaves nothing half done.
 */
final class Distribution {
  /** What remains to be done with a freshly unpacked server. */
  interface Finish {
    void in(Path directory) throws IOException, InterruptedException;
  }

  private final Settings settings;
  private final String execution;
  private final Path directory;

  /**
   * @param execution the id of the execution in stack/pom.xml that unpacks it
   * @param name the directory that its archive holds, which names the version too
   */
  Distribution(Settings settings, String execution, String name) {
    this.settings = settings;
    this.execution = execution;
    this.directory = settings.cache().resolve(name);
  }

  Path directory() {
    return directory;
  }

  void ensure(Progress progress, Finish finish) throws IOException, InterruptedException {
    if (Files.isDirectory(directory)) {
      return;
    }
    if (Thread.interrupted()) { // the start was given up while this waited for its turn
      throw new InterruptedException();
    }
    progress.say(execution, "is downloaded and unpacked, once");
    Files.createDirectories(settings.cache());
    var temporary = Files.createTempDirectory(settings.cache(), execution);
    try {
      Shell.run(
          "Downloading " + execution,
          settings.log(execution + "-download"),
          settings.checkout(),
          List.of(
              "mvn",
              "-B",
              "-f",
              settings.checkout().resolve("stack").resolve("pom.xml").toString(),
              "dependency:unpack@" + execution,
              "-Dunpack.to=" + temporary));
      var unpacked = temporary.resolve(directory.getFileName());
      finish.in(unpacked);
      moveInPlace(unpacked);
    } finally {
      Trees.delete(temporary);
    }
  }

  private void moveInPlace(Path unpacked) throws IOException {
    try {
      Files.move(unpacked, directory);
    } catch (FileAlreadyExistsException e) {
      // Another instance was quicker; its copy is as good as ours.
    }
  }
}
