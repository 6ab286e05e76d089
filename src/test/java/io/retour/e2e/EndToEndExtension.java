package io.retour.e2e;

import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store.CloseableResource;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** One stack and one browser for the whole suite; fresh browser sessions for each test. */
final class EndToEndExtension
    implements BeforeAllCallback,
        BeforeTestExecutionCallback,
        TestExecutionExceptionHandler,
        AfterEachCallback,
        ParameterResolver {

  private static final Namespace NAMESPACE = Namespace.create(EndToEndExtension.class);

  /** What lives as long as the suite. JUnit closes it at the end, whatever the outcome. */
  private static final class Suite implements CloseableResource {

    private final Stack stack = new Stack();
    private final Chromium chromium;

    Suite() {
      stack.start();
      try {
        chromium = new Chromium();
      } catch (RuntimeException noBrowser) {
        stack.close();
        throw noBrowser;
      }
    }

    @Override
    public void close() {
      try {
        chromium.close();
      } finally {
        stack.close();
      }
    }
  }

  private static Suite suite(ExtensionContext context) {
    return context
        .getRoot()
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(Suite.class, unused -> new Suite(), Suite.class);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    suite(context);
  }

  @Override
  public void beforeTestExecution(ExtensionContext context) {
    context.getStore(NAMESPACE).put(Instant.class, Instant.now());
  }

  /** What the servers logged meanwhile is often why a page did not say what it should. */
  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure) {
    Instant began = context.getStore(NAMESPACE).get(Instant.class, Instant.class);
    throw new AssertionError(
        "%s%n%s".formatted(failure.getMessage(), suite(context).stack.troubleSince(began)),
        failure);
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    Class<?> type = parameter.getParameter().getType();
    return type == Stack.class || type == Browsers.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    Suite suite = suite(context);
    if (parameter.getParameter().getType() == Stack.class) {
      return suite.stack;
    }
    return context
        .getStore(NAMESPACE)
        .getOrComputeIfAbsent(
            Browsers.class, unused -> new Browsers(suite.chromium, suite.stack), Browsers.class);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    Optional.ofNullable(context.getStore(NAMESPACE).remove(Browsers.class, Browsers.class))
        .ifPresent(browsers -> browsers.close(context));
  }
}
