package io.retour.shared.web;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
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

  public static String sentence(JsonProcessingException unreadable) {
    String field = field(unreadable);
    if (!field.isEmpty()) {
      return "The value of %s cannot be read.".formatted(field);
    }
    return unreadable instanceof JsonMappingException
        ? "This is JSON, but not what is expected here."
        : "This is not JSON: " + unreadable.getOriginalMessage();
  }
}
