package io.retour.bench.journeys;

import io.retour.bench.Surroundings;
import io.retour.bench.ToolException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.TreeMap;

/** Looks at MariaDB from the side: counts what it was asked, without its own questions. */
final class Database implements AutoCloseable {

  private final Connection connection;
  private long own;

  Database(Surroundings surroundings) {
    connection = surroundings.database();
  }

  long endedReturns() {
    return query(
        "select count(*) from return_case where outcome is not null",
        rows -> {
          rows.next();
          return rows.getLong(1);
        });
  }

  /** Statements that others sent so far: in all (QUESTIONS), and by kind. */
  Map<String, Long> statements() {
    return query(
        "show global status where variable_name in ('Questions', 'Com_select', 'Com_insert',"
            + " 'Com_update', 'Com_delete', 'Com_commit', 'Com_rollback', 'Com_begin',"
            + " 'Com_set_option')",
        rows -> {
          Map<String, Long> counts = new TreeMap<>();
          while (rows.next()) {
            counts.put(
                rows.getString(1).replace("Com_", "").replace("_option", ""), rows.getLong(2));
          }
          counts.merge("Questions", -own, Long::sum);
          return counts;
        });
  }

  private interface Reading<T> {

    T from(ResultSet rows) throws SQLException;
  }

  private <T> T query(String sql, Reading<T> reading) {
    own++;
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      return reading.from(rows);
    } catch (SQLException failed) {
      throw new ToolException("MariaDB said no: " + failed.getMessage(), failed);
    }
  }

  @Override
  public void close() {
    try {
      connection.close();
    } catch (SQLException ignored) {
      // nothing is lost with it
    }
  }
}
