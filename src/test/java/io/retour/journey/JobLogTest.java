package io.retour.journey;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.retour.returns.ReturnCase;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;

@ProcessTest
class JobLogTest {

  private final Logger retour = (Logger) LoggerFactory.getLogger("io.retour");
  private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

  @Autowired Scene scene;

  @BeforeEach
  void listen() {
    lines.start();
    retour.addAppender(lines);
  }

  @AfterEach
  void hearNoMore() {
    retour.detachAppender(lines);
  }

  @Test
  void whatAWorkerLogsSaysWhichInstanceAndReturnItIsAboutAndInWhichTrace() {
    ReturnCase made = scene.registers(order().line("COAT-M", 1, 8995).build());
    scene.awaitLabel(made);

    ILoggingEvent label =
        lines.list.stream()
            .filter(line -> line.getFormattedMessage().contains(made.id() + ": label-created"))
            .findFirst()
            .orElseThrow();
    assertThat(label.getMDCPropertyMap())
        .containsEntry("returnId", made.id().toString())
        .containsEntry("jobType", "create-return-label")
        .hasEntrySatisfying("processInstanceKey", key -> assertThat(key).matches("[0-9]+"))
        .hasEntrySatisfying("traceId", trace -> assertThat(trace).matches("[0-9a-f]{32}"));
  }
}
