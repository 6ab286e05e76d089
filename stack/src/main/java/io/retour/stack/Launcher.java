package io.retour.stack;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.Scanner;

/** The command line: `./retour WORD`. */
public final class Launcher {
  static final int OK = 0;
  static final int FAILED = 1;
  static final int MISUSED = 2;
  static final int NOT_ALL_RUNNING = 3;

  private static final String HELP =
      """
      ./retour up                starts everything and prints where it is
      ./retour up NAME ...       starts these components only, if they do not run
      ./retour down              stops everything; data stays
      ./retour status            what runs, where, with how much memory; exit code 3 if not all runs
      ./retour logs NAME [-f]    the log of one component; -f follows it
      ./retour deploy            journeys, tables and forms of this checkout, to the running stack
      ./retour reset [--yes]     stops everything and deletes its data; downloads stay
      ./retour backup DIR        keeps MariaDB, the engine and OpenSearch; shoppers go on meanwhile
      ./retour restore DIR       puts them into a stack that has no data, and leaves it stopped
      ./retour bench journeys [N]
                                 measures N returns beside journeys that do nothing
      ./retour bench load        how many shoppers a minute are served, and what bounds it
      ./retour try-data FILE     runs a file of real orders and returns through Retour
                                 (all three: on a stack started with RETOUR_UNATTENDED=true)
      ./retour chaos [--returns N] [--kills K] [--seed S]
                                 kills and pauses the parts of the stack under load, then looks
                                 whether anything was lost or done twice (docs/reliability.md)
      ./retour help              this text

      Components: %s

      Variables:
        RETOUR_PORT_OFFSET=1000  adds 1000 to every port: a second stack beside the first
        RETOUR_HOME=DIR          data, logs and process ids of this stack (default: .retour)
        RETOUR_WITHOUT_APP=1     starts all but Retour itself, for who runs it from an IDE;
                                 the variables that it needs are then in app.env in RETOUR_HOME
        RETOUR_COPIES=2          a second copy of Retour beside the first, on ports of its own
                                 (8091, monitoring 9604): component retour-2
        RETOUR_UNATTENDED=true   simulators play carrier and warehouse, so that returns end alone
      """;

  private final Settings settings;
  private final Stack stack;
  private final Progress progress;

  private Launcher(Settings settings) {
    this.settings = settings;
    this.stack = Stack.of(settings);
    this.progress = new Progress(System.out, settings.launcherLog());
  }

  public static void main(String[] args) {
    System.exit(run(List.of(args)));
  }

  private static int run(List<String> args) {
    try {
      var checkout = Path.of(System.getProperty("retour.checkout", "")).toAbsolutePath();
      return new Launcher(Settings.from(System.getenv(), checkout)).obey(args);
    } catch (StackException e) {
      System.err.println(e.getMessage());
      return FAILED;
    } catch (IOException e) {
      System.err.println("The file system said no: " + e);
      return FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return FAILED;
    }
  }

  private int obey(List<String> args) throws IOException, InterruptedException {
    var word = args.isEmpty() ? "help" : args.getFirst();
    var rest = args.isEmpty() ? args : args.subList(1, args.size());
    if (word.equals("logs")) {
      return logs(rest);
    }
    if (word.equals("bench")) {
      return new Tools(settings).run(rest);
    }
    if (word.equals("up") && !rest.isEmpty()) {
      return upOnly(rest);
    }
    if (word.equals("chaos")) {
      return chaos(args);
    }
    if (word.equals("try-data")) {
      return new Tools(settings).run(args);
    }
    if (word.equals("reset") && (rest.isEmpty() || rest.equals(List.of("--yes")))) {
      return reset(!rest.isEmpty());
    }
    if (word.equals("backup") && rest.size() == 1) {
      return backup(Path.of(rest.getFirst()).toAbsolutePath().normalize());
    }
    if (word.equals("restore") && rest.size() == 1) {
      return restore(Path.of(rest.getFirst()).toAbsolutePath().normalize());
    }
    if (rest.isEmpty()) {
      switch (word) {
        case "up":
          return up();
        case "down":
          return down();
        case "status":
          return new Status(settings, stack).print(System.out);
        case "deploy":
          return new Deploy(settings, System.out).run();
        case "help", "-h", "--help":
          System.out.print(HELP.formatted(stack.names()));
          return OK;
        default:
          break;
      }
    }
    System.err.printf("'%s' is not something Retour can do.%n%n", String.join(" ", args));
    System.err.print(HELP.formatted(stack.names()));
    return MISUSED;
  }

  private int up() throws IOException, InterruptedException {
    try (var lock = lock()) {
      rememberOffset();
      LogFiles.startNew(settings.launcherLog());
      new Up(settings, stack.wanted(settings), Memory.ofThisMachine(), progress).run();
    } catch (StackException problem) {
      progress.keep(problem.getMessage());
      throw problem;
    }
    System.out.print(Welcome.text(settings));
    return OK;
  }

  /** For who has ended a component and wants it back, and no other. */
  private int upOnly(List<String> names) throws IOException, InterruptedException {
    var unknown = names.stream().filter(name -> stack.find(name).isEmpty()).toList();
    if (!unknown.isEmpty()) {
      System.err.printf(
          "There is no component %s; there are %s.%n", String.join(", ", unknown), stack.names());
      return MISUSED;
    }
    var servers = names.stream().distinct().map(name -> stack.find(name).orElseThrow()).toList();
    try (var lock = lock()) {
      rememberOffset();
      new Up(settings, servers, Memory.ofThisMachine(), progress).run();
    } catch (StackException problem) {
      progress.keep(problem.getMessage());
      throw problem;
    }
    return OK;
  }

  /** On two copies of Retour; what does not run yet is started. */
  private int chaos(List<String> args) throws IOException, InterruptedException {
    var two = settings.withCopies(2);
    try (var lock = lock()) {
      rememberOffset();
      LogFiles.startNew(settings.launcherLog());
      new Up(two, stack.wanted(two), Memory.ofThisMachine(), progress).run();
    } catch (StackException problem) {
      progress.keep(problem.getMessage());
      throw problem;
    }
    return new Tools(two).run(args);
  }

  private int down() throws IOException, InterruptedException {
    if (!Files.isDirectory(settings.home())) {
      progress.line("Nothing was running.");
      return OK;
    }
    try (var lock = lock()) {
      stopAll();
    }
    return OK;
  }

  private void stopAll() throws InterruptedException {
    var running = stack.servers().stream().filter(Server::isRunning).toList();
    Stack.stop(running);
    progress.line(running.isEmpty() ? "Nothing was running." : "Everything is stopped.");
  }

  private int backup(Path into) throws IOException, InterruptedException {
    if (!Files.exists(offsetFile())) {
      throw new StackException("There is nothing to back up in " + settings.home() + ".");
    }
    try (var lock = lock()) {
      new Backup(settings, stack, Memory.ofThisMachine(), progress).write(into);
    }
    return OK;
  }

  private int restore(Path from) throws IOException, InterruptedException {
    try (var lock = lock()) {
      rememberOffset();
      new Backup(settings, stack, Memory.ofThisMachine(), progress).read(from);
    }
    return OK;
  }

  private int reset(boolean sure) throws IOException, InterruptedException {
    if (!Files.isDirectory(settings.home())) {
      progress.line("There is nothing to delete: " + settings.home() + " does not exist.");
      return OK;
    }
    if (!Files.exists(offsetFile())) {
      throw new StackException(settings.home() + " is not Retour's; nothing was deleted.");
    }
    if (!sure && !confirmed()) {
      progress.line("Nothing was changed.");
      return FAILED;
    }
    try (var lock = lock()) {
      stopAll();
      Trees.delete(settings.home());
    }
    progress.line("All data in " + settings.home() + " is deleted.");
    return OK;
  }

  private boolean confirmed() {
    System.out.printf("Delete all data in %s? Type yes: ", settings.home());
    var input = new Scanner(System.in);
    return input.hasNextLine() && input.nextLine().trim().equals("yes");
  }

  private int logs(List<String> args) throws IOException, InterruptedException {
    var follow = args.contains("-f");
    var names = args.stream().filter(arg -> !arg.equals("-f")).toList();
    var server = names.size() == 1 ? stack.find(names.getFirst()) : Optional.<Server>empty();
    if (server.isEmpty()) {
      System.err.println(
          "Name one component: ./retour logs NAME [-f], with NAME one of " + stack.names());
      return MISUSED;
    }
    var log = server.get().log();
    if (!Files.exists(log)) {
      throw new StackException(names.getFirst() + " has no log yet: it was never started here.");
    }
    var command =
        follow
            ? List.of("tail", "-n", "200", "-F", log.toString())
            : List.of("cat", log.toString());
    return new ProcessBuilder(command).inheritIO().start().waitFor();
  }

  /** One up, down or reset at a time. The system releases the lock when the launcher ends. */
  private FileChannel lock() throws IOException {
    Files.createDirectories(settings.home());
    var channel =
        FileChannel.open(
            settings.home().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      if (channel.tryLock() != null) {
        return channel;
      }
    } catch (OverlappingFileLockException e) {
      // the same answer as for another process
    }
    channel.close();
    throw new StackException("Another ./retour is at work in " + settings.home() + ".");
  }

  /** Addresses are in the data, so data and offset belong together. */
  private void rememberOffset() throws IOException {
    if (!Files.exists(offsetFile())) {
      Files.writeString(offsetFile(), Integer.toString(settings.offset()));
    }
    var known = Files.readString(offsetFile()).trim();
    if (!known.equals(Integer.toString(settings.offset()))) {
      throw new StackException(
          ("%s belongs to the stack with RETOUR_PORT_OFFSET=%s; give this one a directory of its"
                  + " own with RETOUR_HOME.")
              .formatted(settings.home(), known));
    }
  }

  private Path offsetFile() {
    return settings.home().resolve("port-offset");
  }
}
