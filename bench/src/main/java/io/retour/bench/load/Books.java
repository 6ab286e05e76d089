package io.retour.bench.load;

import io.retour.bench.Surroundings;
import io.retour.bench.ToolException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What MariaDB knows of the returns, read from the side. */
final class Books implements AutoCloseable {

  private final Connection connection;

  Books(Surroundings surroundings) {
    connection = surroundings.database();
  }

  /** The database's own time, for {@link #returnsSince}. */
  String now() {
    return one("select utc_timestamp(6)");
  }

  /** Age of the oldest message that Camunda does not have yet. */
  Duration outboxLag() {
    return Duration.ofMillis(
        Long.parseLong(
            one(
                "select coalesce(max(timestampdiff(microsecond, created_at, utc_timestamp(6))), 0)"
                    + " div 1000 from process_message where published_at is null")));
  }

  int openSince(String time) {
    return Integer.parseInt(
        one(
            "select count(*) from return_case where closed_at is null and registered_at >= '%s'"
                .formatted(time)));
  }

  int closedBetween(String from, String to) {
    return Integer.parseInt(
        one(
            "select count(*) from return_case where closed_at between '%s' and '%s'"
                .formatted(from, to)));
  }

  /** By number and by id, whether it has ended. */
  Map<String, Boolean> returnsSince(String time) {
    return query(
        "select rma_number, id, closed_at is not null from return_case where registered_at >= '%s'"
            .formatted(time),
        rows -> {
          Map<String, Boolean> ended = new HashMap<>();
          while (rows.next()) {
            ended.put(rows.getString(1), rows.getBoolean(3));
            ended.put(rows.getString(2), rows.getBoolean(3));
          }
          return ended;
        });
  }

  /** Rows of each table, counted. */
  Map<String, Long> rows() {
    Map<String, Long> rows = new TreeMap<>();
    for (String table : tables()) {
      rows.put(table, Long.parseLong(one("select count(*) from `%s`".formatted(table))));
    }
    return rows;
  }

  /** What a row of each table takes with its share of the indexes, as MariaDB estimates it. */
  Map<String, Double> bytesPerRow() {
    for (String table : tables()) {
      query("analyze table `%s`".formatted(table), rows -> null);
    }
    return query(
        "select table_name, (data_length + index_length) / greatest(table_rows, 1)"
            + " from information_schema.tables where table_schema = database()",
        rows -> {
          Map<String, Double> bytes = new TreeMap<>();
          while (rows.next()) {
            bytes.put(rows.getString(1), rows.getDouble(2));
          }
          return bytes;
        });
  }

  private List<String> tables() {
    return query(
        "select table_name from information_schema.tables"
            + " where table_schema = database() and table_type = 'BASE TABLE'",
        rows -> {
          List<String> names = new java.util.ArrayList<>();
          while (rows.next()) {
            names.add(rows.getString(1));
          }
          return names;
        });
  }

  private interface Reading<T> {

    T from(ResultSet rows) throws SQLException;
  }

  private String one(String sql) {
    return query(
        sql,
        rows -> {
          rows.next();
          return rows.getString(1);
        });
  }

  private synchronized <T> T query(String sql, Reading<T> reading) {
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
