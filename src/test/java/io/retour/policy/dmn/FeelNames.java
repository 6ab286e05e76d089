package io.retour.policy.dmn;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Set;
import org.camunda.feel.api.FeelEngineApi;
import org.camunda.feel.api.FeelEngineBuilder;
import org.camunda.feel.syntaxtree.ConstContext;
import org.camunda.feel.syntaxtree.EveryItem;
import org.camunda.feel.syntaxtree.Exp;
import org.camunda.feel.syntaxtree.Filter;
import org.camunda.feel.syntaxtree.For;
import org.camunda.feel.syntaxtree.FunctionDefinition;
import org.camunda.feel.syntaxtree.PathExpression;
import org.camunda.feel.syntaxtree.Ref;
import org.camunda.feel.syntaxtree.SomeItem;
import scala.Product;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The names in one FEEL expression.
 *
 * @param variables read from the scope around the expression
 * @param properties read from another value, behind a dot
 * @param keys of the contexts that the expression makes
 */
record FeelNames(Set<String> variables, Set<String> properties, Set<String> keys) {

  private static final FeelEngineApi FEEL = FeelEngineBuilder.forJava().build();

  static FeelNames of(String expression) {
    var parsed = FEEL.parseExpression(expression);
    if (parsed.isFailure()) {
      throw new IllegalArgumentException(
          "%s is no FEEL: %s".formatted(expression, parsed.failure().message()));
    }
    FeelNames names =
        new FeelNames(new LinkedHashSet<>(), new LinkedHashSet<>(), new LinkedHashSet<>());
    names.walk(parsed.parsedExpression().expression(), Set.of());
    return names;
  }

  private void walk(Object node, Set<String> bound) {
    switch (node) {
      case Ref ref -> {
        var names = CollectionConverters.asJava(ref.names());
        if (!bound.contains(names.getFirst())) {
          variables.add(names.getFirst());
        }
        properties.addAll(names.subList(1, names.size()));
      }
      case PathExpression path -> {
        walk(path.path(), bound);
        properties.add(path.key());
      }
      case Filter filter -> {
        walk(filter.list(), bound);
        walk(filter.filter(), and(bound, "item"));
      }
      case For loop -> walk(loop.exp(), iterate(loop.iterators(), and(bound, "partial")));
      case SomeItem some -> walk(some.condition(), iterate(some.iterators(), bound));
      case EveryItem every -> walk(every.condition(), iterate(every.iterators(), bound));
      case ConstContext context -> {
        Set<String> inner = bound;
        for (Tuple2<String, Exp> entry : CollectionConverters.asJava(context.entries())) {
          walk(entry._2(), inner);
          keys.add(entry._1());
          inner = and(inner, entry._1());
        }
      }
      case FunctionDefinition function -> {
        Set<String> inner = new HashSet<>(bound);
        inner.addAll(CollectionConverters.asJava(function.parameters()));
        walk(function.body(), inner);
      }
      case scala.collection.Iterable<?> several ->
          CollectionConverters.asJava(several).forEach(each -> walk(each, bound));
      case Product parts ->
          CollectionConverters.asJava(parts.productIterator())
              .forEachRemaining(part -> walk(part, bound));
      default -> {
        // words and numbers
      }
    }
  }

  private Set<String> iterate(
      scala.collection.immutable.List<Tuple2<String, Exp>> iterators, Set<String> bound) {
    Set<String> inner = bound;
    for (Tuple2<String, Exp> iterator : CollectionConverters.asJava(iterators)) {
      walk(iterator._2(), inner);
      inner = and(inner, iterator._1());
    }
    return inner;
  }

  private static Set<String> and(Set<String> bound, String name) {
    Set<String> more = new HashSet<>(bound);
    more.add(name);
    return more;
  }
}
