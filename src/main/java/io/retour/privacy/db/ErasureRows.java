package io.retour.privacy.db;

import io.retour.privacy.PrivacyProperties;
import io.retour.shared.KeptForAWhile;
import io.retour.shared.RetentionProperties;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Erasures that are done, kept for as long as anything else that staff did. */
@Component
class ErasureRows implements KeptForAWhile {

  private final JdbcClient jdbc;
  private final PrivacyProperties properties;

  ErasureRows(JdbcClient jdbc, PrivacyProperties properties) {
    this.jdbc = jdbc;
    this.properties = properties;
  }

  @Override
  public Duration howLong(RetentionProperties retention) {
    return properties.staff();
  }

  @Override
  @Transactional
  public int forget(Instant doneBefore, int most) {
    List<String> old =
        jdbc.sql(
                "select id from erasure where completed_at < ? order by completed_at limit ?"
                    + " for update skip locked")
            .params(LocalDateTime.ofInstant(doneBefore, ZoneOffset.UTC), most)
            .query(String.class)
            .list();
    if (old.isEmpty()) {
      return 0;
    }
    jdbc.sql("delete from erasure_subject where erasure_id in (:ids)").param("ids", old).update();
    return jdbc.sql("delete from erasure where id in (:ids)").param("ids", old).update();
  }
}
