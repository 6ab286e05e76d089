package io.retour.privacy.db;

import io.retour.privacy.Act;
import io.retour.privacy.Audit;
import io.retour.privacy.PrivacyProperties;
import io.retour.shared.KeptForAWhile;
import io.retour.shared.RetentionProperties;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The audit in MariaDB, which lets nobody change it. */
@Component
class AuditRows implements Audit, KeptForAWhile {

  private final JdbcClient jdbc;
  private final PrivacyProperties properties;
  private final Clock clock;

  AuditRows(JdbcClient jdbc, PrivacyProperties properties, Clock clock) {
    this.jdbc = jdbc;
    this.properties = properties;
    this.clock = clock;
  }

  @Override
  public void note(String who, Act act, String about, String detail) {
    jdbc.sql(
            "insert into audit_entry (at, who, act, about, detail)"
                + " values (?, left(?, 100), ?, left(?, 60), left(?, 200))")
        .params(
            LocalDateTime.ofInstant(clock.instant(), ZoneOffset.UTC),
            who,
            act.name(),
            about,
            detail)
        .update();
  }

  @Override
  public List<Entry> about(String about, int most) {
    return find("", about, null, most);
  }

  @Override
  public List<Entry> find(String who, String about, @Nullable Long before, int most) {
    StringBuilder sql =
        new StringBuilder("select id, at, who, act, about, detail from audit_entry where 1 = 1");
    if (!who.isEmpty()) {
      sql.append(" and who = :who");
    }
    if (!about.isEmpty()) {
      sql.append(" and about = :about");
    }
    if (before != null) {
      sql.append(" and id < :before");
    }
    JdbcClient.StatementSpec query =
        jdbc.sql(sql.append(" order by id desc limit :most").toString()).param("most", most);
    if (!who.isEmpty()) {
      query = query.param("who", who);
    }
    if (!about.isEmpty()) {
      query = query.param("about", about);
    }
    if (before != null) {
      query = query.param("before", before);
    }
    return query.query(AuditRows::entry).list();
  }

  @Override
  public Duration howLong(RetentionProperties retention) {
    return properties.audit();
  }

  @Override
  public int forget(Instant doneBefore, int most) {
    return jdbc.sql("delete from audit_entry where at < ? order by at limit ?")
        .params(LocalDateTime.ofInstant(doneBefore, ZoneOffset.UTC), most)
        .update();
  }

  private static Entry entry(ResultSet row, int no) throws SQLException {
    return new Entry(
        row.getLong("id"),
        row.getObject("at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
        row.getString("who"),
        Act.valueOf(row.getString("act")),
        row.getString("about"),
        row.getString("detail"));
  }
}
