package io.retour.policy.dmn;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.feel.syntaxtree.Val;
import org.camunda.feel.syntaxtree.ValBoolean;
import org.camunda.feel.syntaxtree.ValContext;
import org.camunda.feel.syntaxtree.ValDayTimeDuration;
import org.camunda.feel.syntaxtree.ValList;
import org.camunda.feel.syntaxtree.ValNumber;
import org.camunda.feel.syntaxtree.ValString;
import org.jspecify.annotations.Nullable;
import scala.jdk.javaapi.CollectionConverters;

/**
 * Turns the evaluator's values into plain Java ones: maps, lists, text, truth and numbers. FEEL
 * unpacks its values or leaves them packed, depending on what else is on the class path (Camunda's
 * engine, in tests, brings a mapper that leaves them), so both kinds are taken.
 */
final class ScalaValues {

  private ScalaValues() {}

  static @Nullable Object toJava(@Nullable Object value) {
    return switch (value) {
      case ValString text -> text.value();
      case ValBoolean truth -> truth.value();
      case ValNumber number -> plain(number.value().bigDecimal());
      case ValDayTimeDuration duration -> duration.value();
      case ValList list -> {
        List<@Nullable Object> result = new ArrayList<>();
        CollectionConverters.asJava(list.itemsAsSeq()).forEach(item -> result.add(toJava(item)));
        yield result;
      }
      case ValContext context -> {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        CollectionConverters.asJava(context.context().variableProvider().getVariables())
            .forEach((name, part) -> result.put(name, toJava(part)));
        yield result;
      }
      case Val other -> null;
      case scala.math.BigDecimal number -> plain(number.bigDecimal());
      case scala.collection.Map<?, ?> map -> {
        Map<String, @Nullable Object> result = new LinkedHashMap<>();
        CollectionConverters.asJava(map)
            .forEach((name, part) -> result.put(String.valueOf(name), toJava(part)));
        yield result;
      }
      case scala.collection.Iterable<?> list -> {
        List<@Nullable Object> result = new ArrayList<>();
        CollectionConverters.asJava(list).forEach(item -> result.add(toJava(item)));
        yield result;
      }
      case null -> null;
      default -> value;
    };
  }

  private static Number plain(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0
        ? (Number) number.longValueExact()
        : (Number) number;
  }
}
