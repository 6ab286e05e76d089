package io.retour.shared.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.jdbc.datasource.AbstractDataSource;

/** A pool whose connections are all in use, and one whose database is away. */
class DatabaseAwayTest {

  private static HikariDataSource pool(AbstractDataSource database) {
    HikariConfig config = new HikariConfig();
    config.setDataSource(database);
    config.setMaximumPoolSize(1);
    config.setConnectionTimeout(300);
    config.setInitializationFailTimeout(-1);
    return new HikariDataSource(config);
  }

  /** Connections that do nothing. */
  private static final class There extends AbstractDataSource {

    @Override
    public Connection getConnection() {
      return (Connection)
          Proxy.newProxyInstance(
              getClass().getClassLoader(),
              new Class<?>[] {Connection.class},
              (connection, method, args) ->
                  method.getReturnType() == boolean.class
                      ? method.getName().equals("isValid")
                      : method.getReturnType() == int.class ? 0 : null);
    }

    @Override
    public Connection getConnection(String user, String password) {
      return getConnection();
    }
  }

  private static final class Away extends AbstractDataSource {

    @Override
    public Connection getConnection() throws SQLException {
      throw new SQLNonTransientConnectionException("Socket fail to connect", "08000");
    }

    @Override
    public Connection getConnection(String user, String password) throws SQLException {
      return getConnection();
    }
  }

  @Test
  void aPoolWithNoConnectionLeftIsBusyAndPasses() throws SQLException {
    try (HikariDataSource pool = pool(new There());
        Connection taken = pool.getConnection()) {
      assertThat(taken).isNotNull();

      Throwable failure = catchThrowable(pool::getConnection);

      assertThat(DatabaseAway.allInUse(new DataAccessResourceFailureException("no", failure)))
          .isTrue();
      assertThat(DatabaseAway.caused(failure)).as("no try of a job is used up").isTrue();
    }
  }

  @Test
  void aDatabaseThatCannotBeReachedIsAwayAndNotBusy() {
    try (HikariDataSource pool = pool(new Away())) {
      Throwable failure = catchThrowable(pool::getConnection);

      assertThat(failure).isNotNull();
      assertThat(DatabaseAway.allInUse(failure)).isFalse();
      assertThat(DatabaseAway.caused(failure)).isTrue();
    }
  }
}
