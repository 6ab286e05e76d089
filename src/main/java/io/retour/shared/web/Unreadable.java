package io.retour.shared.web;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import java.util.Arrays;
import java.util.stream.Collectors;

/** What is wrong with JSON that could not be read, in the caller's words and not in ours. */
public final class Unreadable {

  private Unreadable() {}

  /** The path to the value, as in {@code lines[0].quantity}; empty when all of it is unreadable. */
  public static String field(JsonProcessingException unreadable) {
    if (!(unreadable instanceof JsonMappingException mapping)) {
      return "";
    }
    String path =
        mapping.getPath().stream()
            .map(
                step ->
                    step.getFieldName() == null
                        ? "[" + step.getIndex() + "]"
                        : "." + step.getFieldName())
            .collect(Collectors.joining());
    return path.startsWith(".") ? path.substring(1) : path;
  }

  /** In our own words: the library's would tell of classes and settings. */
  public static String sentence(JsonProcessingException unreadable) {
    String field = field(unreadable);
    if (!field.isEmpty()) {
      return "The value of %s cannot be read.%s".formatted(field, choices(unreadable));
    }
    if (unreadable instanceof StreamConstraintsException) {
      return "This JSON is nested too deep, or a value in it is too long.";
    }
    if (unreadable instanceof JsonMappingException) {
      return "This is JSON, but not what is expected here.";
    }
    JsonLocation at = unreadable.getLocation();
    return at == null
        ? "This is not JSON."
        : "This is not JSON: look at line %d, column %d."
            .formatted(at.getLineNr(), at.getColumnNr());
  }

  private static String choices(JsonProcessingException unreadable) {
    if (unreadable instanceof InvalidFormatException format
        && format.getTargetType() != null
        && format.getTargetType().isEnum()) {
      return " Use one of %s."
          .formatted(
              Arrays.stream(format.getTargetType().getEnumConstants())
                  .map(String::valueOf)
                  .collect(Collectors.joining(", ")));
    }
    return "";
  }
}
