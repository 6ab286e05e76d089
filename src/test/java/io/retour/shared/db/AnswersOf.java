package io.retour.shared.db;

import io.retour.shared.KeptAnswers;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The real adapter on a database of a test's own. */
public final class AnswersOf {

  private AnswersOf() {}

  public static KeptAnswers database(DataSource database) {
    return new KeptAnswerRows(JdbcClient.create(database));
  }
}
