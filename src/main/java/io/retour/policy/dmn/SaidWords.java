package io.retour.policy.dmn;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.camunda.feel.syntaxtree.ConstContext;
import org.camunda.feel.syntaxtree.ConstList;
import org.camunda.feel.syntaxtree.ConstString;
import org.camunda.feel.syntaxtree.Equal;
import org.camunda.feel.syntaxtree.Exp;
import org.camunda.feel.syntaxtree.Filter;
import org.camunda.feel.syntaxtree.For;
import org.camunda.feel.syntaxtree.FunctionInvocation;
import org.camunda.feel.syntaxtree.If;
import org.camunda.feel.syntaxtree.In;
import org.camunda.feel.syntaxtree.PathExpression;
import org.camunda.feel.syntaxtree.PositionalFunctionParameters;
import org.camunda.feel.syntaxtree.Ref;
import org.jspecify.annotations.Nullable;
import scala.Product;
import scala.jdk.javaapi.CollectionConverters;

/**
 * The words in quotation marks that an expression gives as its value, or compares a name with. An
 * answer may be a constant, a list, a context, or a choice of these.
 */
final class SaidWords {

  /**
   * @param as the name of the answer or of its part, or the name that it is compared with
   * @param compared whether it is only compared
   */
  record Word(String text, String as, boolean compared) {}

  /** What they give is made of what they get. */
  private static final Set<String> HAND_ON =
      Set.of(
          "append",
          "concatenate",
          "distinct values",
          "flatten",
          "insert before",
          "reverse",
          "union",
          "get or else");

  private final List<Word> words = new ArrayList<>();

  private SaidWords() {}

  /**
   * @param name what the expression's value is called
   */
  static List<Word> of(String expression, String name) {
    SaidWords said = new SaidWords();
    said.value(FeelCells.tree(expression), name);
    return said.words;
  }

  /** An expression whose value becomes that of the name. */
  private void value(Exp expression, String name) {
    switch (expression) {
      case ConstString text -> words.add(new Word(text.value(), name, false));
      case ConstContext context ->
          CollectionConverters.asJava(context.entries())
              .forEach(entry -> value(entry._2(), entry._1()));
      case If choice -> {
        aside(choice.condition());
        value(choice.statement(), name);
        value(choice.elseStatement(), name);
      }
      case For loop -> {
        CollectionConverters.asJava(loop.iterators()).forEach(each -> aside(each._2()));
        value(loop.exp(), name);
      }
      case Filter filter -> {
        value(filter.list(), name);
        aside(filter.filter());
      }
      case FunctionInvocation call -> {
        if (HAND_ON.contains(call.function())) {
          arguments(call).forEach(argument -> value(argument, name));
        } else {
          aside(call);
        }
      }
      case ConstList list ->
          CollectionConverters.asJava(list.items()).forEach(item -> value(item, name));
      default -> aside(expression);
    }
  }

  /** An expression whose value does not become the answer; in it names are compared with words. */
  private void aside(Exp expression) {
    switch (expression) {
      case Equal equal -> compared(List.of(equal.x(), equal.y()));
      case In in -> compared(List.of(in.x(), in.test()));
      case FunctionInvocation call -> {
        if (call.function().equals("list contains")) {
          compared(arguments(call));
        } else {
          arguments(call).forEach(this::aside);
        }
      }
      default -> parts(expression).forEach(this::aside);
    }
  }

  private void compared(List<Exp> expressions) {
    String name =
        expressions.stream().map(SaidWords::name).filter(Objects::nonNull).findFirst().orElse(null);
    for (Exp each : expressions) {
      if (name != null) {
        texts(each).forEach(text -> words.add(new Word(text, name, true)));
      } else {
        parts(each).forEach(this::aside);
      }
    }
  }

  private static List<String> texts(Exp expression) {
    if (expression instanceof ConstString text) {
      return List.of(text.value());
    }
    return parts(expression).stream().flatMap(part -> texts(part).stream()).toList();
  }

  private static @Nullable String name(Exp expression) {
    return switch (expression) {
      case Ref ref -> CollectionConverters.asJava(ref.names()).getLast();
      case PathExpression path -> path.key();
      case Filter filter -> name(filter.list());
      default -> null;
    };
  }

  private static List<Exp> arguments(FunctionInvocation call) {
    return call.params() instanceof PositionalFunctionParameters positional
        ? CollectionConverters.asJava(positional.params())
        : parts(call);
  }

  private static List<Exp> parts(Object node) {
    List<Exp> found = new ArrayList<>();
    if (node instanceof Product product) {
      CollectionConverters.asJava(product.productIterator())
          .forEachRemaining(part -> add(part, found));
    }
    return found;
  }

  private static void add(Object part, List<Exp> found) {
    switch (part) {
      case Exp expression -> found.add(expression);
      case scala.collection.Iterable<?> several ->
          CollectionConverters.asJava(several).forEach(each -> add(each, found));
      case Product product -> found.addAll(parts(product));
      default -> {
        // a name or a number
      }
    }
  }
}
