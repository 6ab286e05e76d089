package io.retour.journey;

import io.camunda.process.test.api.CamundaSpringProcessTest;
import io.retour.testing.SwitchedDatabase;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;

/**
 * A test of the journeys: the whole application with its real workers and MariaDB, on the in-memory
 * engine, or on Camunda's own container with {@code -Dretour.process-test.runtime=managed}.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
// first, so that it has run before Spring brings the engine up
@ExtendWith({OnlyOwnMessages.class, BalancedBooks.class})
@SpringBootTest(
    properties = {
      "camunda.client.enabled=true",
      "retour.outbox-interval=PT0.02S",
      "retour.mail-interval=PT1H"
    })
@Import({
  Scene.class,
  ClaimScene.class,
  HandedOutTwice.class,
  PassingTime.class,
  SwitchedDatabase.class
})
@CamundaSpringProcessTest
@interface ProcessTest {}
