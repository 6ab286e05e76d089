package io.retour.stack;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Builds the command line of a JVM, the same JDK that runs this launcher. */
final class JavaCommand {
  private final List<String> options = new ArrayList<>();

  /** A server's JVM: small, one collector thread, and dead rather than dying when memory is out. */
  static JavaCommand withHeap(int megabytes) {
    return new JavaCommand()
        .option("-Xms32m")
        .option("-Xmx" + megabytes + "m")
        .option("-XX:+UseSerialGC")
        .option("-XX:+ExitOnOutOfMemoryError")
        .option("-Dfile.encoding=UTF-8")
        .option("-Djava.net.preferIPv4Stack=true");
  }

  /** Skips the optimising compiler: starts faster and smaller, at the price of peak speed. */
  JavaCommand quickStart() {
    return option("-XX:TieredStopAtLevel=1");
  }

  JavaCommand option(String option) {
    options.add(option);
    return this;
  }

  List<String> jar(Path jar) {
    return command(List.of("-jar", jar.toString()));
  }

  List<String> main(String classPath, String mainClass, String... args) {
    var rest = new ArrayList<>(List.of("-cp", classPath, mainClass));
    rest.addAll(List.of(args));
    return command(rest);
  }

  /**
   * A program of this module, run from a copy of the module's jar in its own directory: a build
   * that replaces the jar must not pull the classes from under a running server.
   */
  List<String> main(Class<?> program, Path directory, String... args) {
    var classPath = System.getProperty("java.class.path").split(File.pathSeparator);
    var copy = directory.resolve("program.jar");
    try {
      Files.createDirectories(directory);
      Files.copy(Path.of(classPath[0]), copy, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new StackException("Cannot copy the launcher's jar to %s: %s".formatted(copy, e));
    }
    classPath[0] = copy.toString();
    return main(String.join(File.pathSeparator, classPath), program.getName(), args);
  }

  private List<String> command(List<String> rest) {
    var command = new ArrayList<String>();
    command.add(javaHome().resolve("bin").resolve("java").toString());
    command.addAll(options);
    command.addAll(rest);
    return command;
  }

  static Path javaHome() {
    return Path.of(System.getProperty("java.home"));
  }

  static String classPath(Path... entries) {
    var texts = new ArrayList<String>();
    for (var entry : entries) {
      texts.add(entry.toString());
    }
    return String.join(File.pathSeparator, texts);
  }
}
