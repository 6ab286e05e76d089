package io.retour.policy.dmn;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.camunda.feel.api.EvaluationResult;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.api.ParseResult;
import org.camunda.feel.syntaxtree.Exp;

/** Reads and tries the cells of tables with the FEEL engine that evaluates the tables too. */
final class FeelCells {

  private record Try(String test, Object value) {}

  private static final FeelEngineApi FEEL = FeelEngineBuilder.forJava().build();

  private final Map<Try, Boolean> tried = new HashMap<>();

  /** Whether a cell's test fits a value. */
  boolean fits(String test, Object value) {
    return isEmpty(test)
        || tried.computeIfAbsent(
            new Try(test, value), each -> Boolean.TRUE.equals(evaluated(test, value)));
  }

  private static Object evaluated(String test, Object value) {
    EvaluationResult result = FEEL.evaluateUnaryTests(test, value, Map.<String, Object>of());
    Object fits = result.isSuccess() ? ScalaValues.toJava(result.result()) : null;
    return fits == null ? false : fits;
  }

  static boolean isEmpty(String test) {
    return test.isEmpty() || test.equals("-");
  }

  /** What is wrong with the FEEL of a test, in the engine's words. */
  static Optional<String> objectionToTest(String test) {
    return isEmpty(test) ? Optional.empty() : objection(FEEL.parseUnaryTests(test));
  }

  static Optional<String> objectionToExpression(String expression) {
    return objection(FEEL.parseExpression(expression));
  }

  private static Optional<String> objection(ParseResult parsed) {
    return parsed.isSuccess() ? Optional.empty() : Optional.of(parsed.failure().message());
  }

  /** Whether an expression is true of these values; one that cannot be worked out is not. */
  static boolean holds(String expression, Map<String, Object> values) {
    EvaluationResult result = FEEL.evaluateExpression(expression, values);
    return result.isSuccess() && Boolean.TRUE.equals(ScalaValues.toJava(result.result()));
  }

  /** The syntax tree of an expression that can be read. */
  static Exp tree(String expression) {
    return FEEL.parseExpression(expression).parsedExpression().expression();
  }
}
