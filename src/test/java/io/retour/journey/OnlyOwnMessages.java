package io.retour.journey;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * Drops what other tests left in the outbox. A test can end before the relay has sent its last
 * message; relayed to the next test's engine, that would start a journey there which takes that
 * test's simulated trouble and counts in its figures. Runs while no engine is up.
 */
class OnlyOwnMessages implements BeforeEachCallback {

  @Override
  public void beforeEach(ExtensionContext test) {
    SpringExtension.getApplicationContext(test)
        .getBean(JdbcClient.class)
        .sql("delete from process_message where published_at is null")
        .update();
  }
}
