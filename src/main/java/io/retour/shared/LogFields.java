package io.retour.shared;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What each line of the log carries besides its text while a piece of work is done on this thread.
 * Ends with the work: what was there before is there again.
 */
public final class LogFields {

  public static final String RETURN_ID = "returnId";

  private final Map<String, @Nullable String> before = new HashMap<>();

  private LogFields() {}

  /** From now on until {@link #close()}. */
  public static LogFields of(Map<String, String> fields) {
    LogFields opened = new LogFields();
    fields.forEach(
        (name, value) -> {
          opened.before.put(name, MDC.get(name));
          MDC.put(name, value);
        });
    return opened;
  }

  /** On the thread that opened them. */
  public void close() {
    before.forEach(
        (name, value) -> {
          if (value == null) {
            MDC.remove(name);
          } else {
            MDC.put(name, value);
          }
        });
  }
}
