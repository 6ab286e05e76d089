package io.retour.bench.chaos;

import io.retour.bench.Surroundings;
import io.retour.bench.ToolException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads MariaDB from the side, and waits for it while it is away. */
final class Sql {

  private static final Duration PATIENCE = Duration.ofMinutes(5);

  interface Row<T> {

    T from(ResultSet row) throws SQLException;
  }

  private final Surroundings surroundings;

  Sql(Surroundings surroundings) {
    this.surroundings = surroundings;
  }

  <T> List<T> rows(String query, Row<T> row, Object... parameters) throws InterruptedException {
    Instant giveUp = Instant.now().plus(PATIENCE);
    while (true) {
      try (Connection connection = connect();
          PreparedStatement statement = connection.prepareStatement(query)) {
        for (int i = 0; i < parameters.length; i++) {
          statement.setObject(i + 1, parameters[i]);
        }
        try (ResultSet rows = statement.executeQuery()) {
          List<T> found = new ArrayList<>();
          while (rows.next()) {
            found.add(row.from(rows));
          }
          return found;
        }
      } catch (SQLException failed) {
        // class 42: the question is wrong, and would be so again
        String state = failed.getSQLState();
        if (state != null && state.startsWith("42") || Instant.now().isAfter(giveUp)) {
          throw new ToolException("MariaDB said no: " + failed.getMessage(), failed);
        }
        Thread.sleep(1000);
      }
    }
  }

  List<String> texts(String query, Object... parameters) throws InterruptedException {
    return rows(query, row -> row.getString(1), parameters);
  }

  long number(String query, Object... parameters) throws InterruptedException {
    return rows(query, row -> row.getLong(1), parameters).getFirst();
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(
        surroundings.dbUrl() + "?connectTimeout=3000&socketTimeout=40000",
        surroundings.dbUser(),
        surroundings.dbPassword());
  }
}
