package io.retour.testengine;

import io.camunda.process.test.api.CamundaSpringProcessTest;
import java.util.List;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.MapPropertySource;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/**
 * Points every {@link CamundaSpringProcessTest} at the in-memory runtime; nothing to add to a test.
 *
 * <p>Registered in {@code META-INF/spring.factories} of the test sources. With {@code
 * -Dretour.process-test.runtime=managed} it stays out of the way, and CPT starts Camunda in Docker.
 */
final class InMemoryRuntimeCustomizerFactory implements ContextCustomizerFactory {

  @Override
  public ContextCustomizer createContextCustomizer(
      final Class<?> testClass, final List<ContextConfigurationAttributes> attributes) {
    final boolean isProcessTest =
        TestContextAnnotationUtils.hasAnnotation(testClass, CamundaSpringProcessTest.class);
    return isProcessTest && InMemoryRuntime.isSelected() ? new InMemoryRuntimeCustomizer() : null;
  }

  /** A record, so that equal customizers do not keep Spring from reusing a context. */
  private record InMemoryRuntimeCustomizer() implements ContextCustomizer {

    @Override
    public void customizeContext(
        final ConfigurableApplicationContext context,
        final MergedContextConfiguration configuration) {
      context
          .getEnvironment()
          .getPropertySources()
          .addFirst(
              new MapPropertySource(
                  "inMemoryCamundaRuntime", InMemoryRuntime.get().processTestProperties()));
    }
  }
}
