package io.retour.journey.db;

import io.retour.journey.JourneyReleases;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** The releases in MariaDB. */
@Component
class JourneyReleaseRows implements JourneyReleases {

  private final JdbcClient jdbc;

  JourneyReleaseRows(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  @Transactional
  public Release add(
      Map<String, String> files, String fingerprint, String by, boolean packaged, Instant at) {
    long id =
        jdbc.sql(
                "insert into journey_release (released_at, released_by, packaged,"
                    + " fingerprint) values (?, ?, ?, ?) returning id")
            .params(utc(at), by, packaged, fingerprint)
            .query(Long.class)
            .single();
    files.forEach(
        (name, content) ->
            jdbc.sql("insert into journey_file (release_id, name, content) values (?, ?, ?)")
                .params(id, name, content)
                .update());
    return new Release(id, at, by, packaged, Map.copyOf(files));
  }

  @Override
  @Transactional
  public Optional<Lease> lease(Instant now, Instant until) {
    UUID token = UUID.randomUUID();
    int takenOver =
        jdbc.sql("update deployment_lease set token = ?, leased_until = ? where leased_until <= ?")
            .params(token, utc(until), utc(now))
            .update();
    if (takenOver == 1) {
      return Optional.of(new Lease(token, true));
    }
    int taken =
        jdbc.sql("insert ignore into deployment_lease (token, leased_until) values (?, ?)")
            .params(token, utc(until))
            .update();
    return taken == 1 ? Optional.of(new Lease(token, false)) : Optional.empty();
  }

  @Override
  public boolean end(Lease lease) {
    return jdbc.sql("delete from deployment_lease where token = ?").param(lease.token()).update()
        == 1;
  }

  @Override
  public void abandon(Lease lease, Instant now) {
    jdbc.sql("update deployment_lease set leased_until = ? where token = ?")
        .params(utc(now), lease.token())
        .update();
  }

  @Override
  public boolean abandoned(Instant now) {
    return jdbc.sql("select count(*) from deployment_lease where leased_until <= ?")
            .param(utc(now))
            .query(Long.class)
            .single()
        > 0;
  }

  @Override
  public Optional<Release> newest() {
    return jdbc.sql(
            "select id, released_at, released_by, packaged from journey_release"
                + " order by id desc limit 1")
        .query(
            (row, index) -> {
              long id = row.getLong("id");
              return new Release(
                  id,
                  row.getObject("released_at", LocalDateTime.class).toInstant(ZoneOffset.UTC),
                  row.getString("released_by"),
                  row.getBoolean("packaged"),
                  files(id));
            })
        .optional();
  }

  @Override
  public Optional<Release> after(Release known) {
    return jdbc.sql("select max(id) from journey_release").query(Long.class).single() > known.id()
        ? newest()
        : Optional.empty();
  }

  @Override
  public Optional<String> lastPackaged() {
    return jdbc.sql(
            "select fingerprint from journey_release where packaged order by id desc limit 1")
        .query(String.class)
        .optional();
  }

  @Override
  public List<String> diagrams() {
    return jdbc.sql(
            "select min(content) from journey_file where name like '%.bpmn'"
                + " group by name, md5(content) order by min(release_id), name")
        .query(String.class)
        .list();
  }

  private Map<String, String> files(long releaseId) {
    Map<String, String> files = new TreeMap<>();
    jdbc.sql("select name, content from journey_file where release_id = ?")
        .param(releaseId)
        .query(
            row -> {
              files.put(row.getString("name"), row.getString("content"));
            });
    return Map.copyOf(files);
  }

  private static LocalDateTime utc(Instant at) {
    return LocalDateTime.ofInstant(at, ZoneOffset.UTC);
  }
}
