package io.retour.testengine;

import io.camunda.client.jobhandling.JobWorkerManager;
import io.camunda.client.spring.annotation.processor.DeploymentAnnotationProcessor;
import io.camunda.client.spring.annotation.processor.JobWorkerAnnotationProcessor;
import io.camunda.process.test.api.CamundaAssert;
import io.camunda.shaded.awaitility.Awaitility;
import java.lang.reflect.Field;
import java.time.Duration;
import java.util.List;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/**
 * Brings the starter and CPT into the same state before each test.
 *
 * <p>The 8.8.14 starter looks for {@code @Deployment} and {@code @JobWorker} whenever a client is
 * created, which CPT announces before each test, and never clears what it found before: the n-th
 * test of a context would deploy n times and start n workers for a type. Fails loudly if a later
 * version has no such list, as this class can go then.
 *
 * <p>Registered in {@code META-INF/spring.factories} of the test sources. CPT's own listener comes
 * last, so this one runs before its client is announced.
 */
final class StarterResetListener implements TestExecutionListener {

  /** CPT looks only after a whole interval: 100 ms for each assertion, 250 ms for each purge. */
  private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

  @Override
  public void beforeTestMethod(final TestContext testContext) {
    final var context = testContext.getApplicationContext();
    clear(context, JobWorkerAnnotationProcessor.class, "jobWorkerValues");
    clear(context, DeploymentAnnotationProcessor.class, "deploymentValues");
    clear(context, JobWorkerManager.class, "workerValues");
    if (InMemoryRuntime.isSelected()) {
      Awaitility.setDefaultPollDelay(Duration.ZERO);
      CamundaAssert.setAssertionInterval(POLL_INTERVAL);
    }
  }

  private static <T> void clear(
      final ApplicationContext context, final Class<T> type, final String listField) {
    context.getBeanProvider(type).forEach(bean -> clear(bean, type, listField));
  }

  private static <T> void clear(final T bean, final Class<T> type, final String listField) {
    try {
      final Field field = type.getDeclaredField(listField);
      field.setAccessible(true);
      ((List<?>) field.get(bean)).clear();
    } catch (final ReflectiveOperationException e) {
      throw new IllegalStateException(
          "The Camunda starter has changed: look at its %s again".formatted(type), e);
    }
  }
}
