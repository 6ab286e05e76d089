package io.retour.shared;

import static org.assertj.core.api.Assertions.assertThat;

import io.retour.testing.WebTest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@WebTest
class HousekeepingTest {

  private static final Instant NOW = Instant.now();
  private static final LocalDateTime NEVER_DUE = LocalDateTime.of(2099, 1, 1, 0, 0);

  @Autowired Housekeeping housekeeping;
  @Autowired RetentionProperties retention;
  @Autowired JdbcClient jdbc;

  @AfterEach
  void nothingIsLeft() {
    jdbc.sql("delete from message where template = 'kept'").update();
    jdbc.sql("delete from process_message where name = 'kept'").update();
    jdbc.sql("delete from open_task where process_id = 'kept'").update();
    jdbc.sql("delete from idempotent_request where principal = 'kept'").update();
  }

  private static @Nullable LocalDateTime ago(@Nullable Duration time) {
    return time == null ? null : LocalDateTime.ofInstant(NOW.minus(time), ZoneOffset.UTC);
  }

  private UUID mail(Duration writtenAgo, @Nullable Duration sentAgo) {
    UUID id = UUID.randomUUID();
    jdbc.sql(
            "insert into message (id, return_id, template, occasion, recipient, subject, body,"
                + " created_at, sent_at, attempts, next_attempt_at, last_error)"
                + " values (?, ?, 'kept', '', 'sam@example.org', '', '', ?, ?, 0, ?, '')")
        .params(id, UUID.randomUUID(), ago(writtenAgo), ago(sentAgo), NEVER_DUE)
        .update();
    return id;
  }

  private UUID told(Duration writtenAgo, @Nullable Duration publishedAgo) {
    UUID id = UUID.randomUUID();
    jdbc.sql(
            "insert into process_message (id, name, correlation_key, variables, created_at,"
                + " published_at, attempts, next_attempt_at, last_error)"
                + " values (?, 'kept', '', '{}', ?, ?, 0, ?, '')")
        .params(id, ago(writtenAgo), ago(publishedAgo), NEVER_DUE)
        .update();
    return id;
  }

  private void key(String key, Duration calledAgo) {
    jdbc.sql(
            "insert into idempotent_request (principal, request_key, fingerprint, status, body,"
                + " created_at) values ('kept', ?, '', 201, '{}', ?)")
        .params(key, ago(calledAgo))
        .update();
  }

  private UUID task(Duration openedAgo, @Nullable Duration endedAgo) {
    UUID about = UUID.randomUUID();
    jdbc.sql(
            "insert into open_task (element_instance_key, about_id, instance_key, process_id,"
                + " element_id, task, candidate_group, opened_at, checked_at, ended_at)"
                + " values (1, ?, 1, 'kept', '', '', '', ?, ?, ?)")
        .params(about, ago(openedAgo), ago(openedAgo), ago(endedAgo))
        .update();
    return about;
  }

  @Test
  void deletesTasksThatEndedLongAgoAndNoneThatWaits() {
    task(Duration.ofDays(3000), retention.tasks().plusHours(1));
    UUID endedLately = task(Duration.ofDays(3000), retention.tasks().minusHours(1));
    UUID waits = task(Duration.ofDays(3000), null);

    housekeeping.clear();

    assertThat(
            jdbc.sql("select about_id from open_task where process_id = 'kept'")
                .query(UUID.class)
                .list())
        .containsExactlyInAnyOrder(endedLately, waits);
  }

  @Test
  void deletesMailsThatWereSentLongAgoAndNoneThatWaits() {
    mail(Duration.ofDays(3000), retention.mails().plusDays(1));
    UUID sentLately = mail(Duration.ofDays(3000), retention.mails().minusDays(1));
    UUID waits = mail(Duration.ofDays(3000), null);

    housekeeping.clear();

    assertThat(jdbc.sql("select id from message where template = 'kept'").query(UUID.class).list())
        .containsExactlyInAnyOrder(sentLately, waits);
  }

  @Test
  void deletesMessagesThatCamundaTookLongAgoAndNoneThatWaits() {
    told(Duration.ofDays(3000), retention.outbox().plusHours(1));
    UUID toldLately = told(Duration.ofDays(3000), retention.outbox().minusHours(1));
    UUID waits = told(Duration.ofDays(3000), null);

    housekeeping.clear();

    assertThat(
            jdbc.sql("select id from process_message where name = 'kept'").query(UUID.class).list())
        .containsExactlyInAnyOrder(toldLately, waits);
  }

  @Test
  void deletesKeysOfOldCallsInStepsUntilNoneIsLeft() {
    for (int i = 0; i < 1001; i++) {
      key("old-" + i, retention.idempotencyKeys().plusHours(1));
    }
    key("new", retention.idempotencyKeys().minusHours(1));

    housekeeping.clear();

    assertThat(
            jdbc.sql("select request_key from idempotent_request where principal = 'kept'")
                .query(String.class)
                .list())
        .containsExactly("new");
  }
}
