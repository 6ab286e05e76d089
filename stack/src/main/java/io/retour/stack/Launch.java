package io.retour.stack;

import java.util.List;
import java.util.Map;

/**
 * How a process is started.
 *
 * @param inheritsEnvironment whether it sees the variables of the shell too. Servers do not: a
 *     SPRING_… or JAVA_TOOL_OPTIONS that someone set for other work would change them silently.
 * @param nice whether it gives way to the others when processor time is short
 */
record Launch(
    List<String> command, Map<String, String> env, boolean inheritsEnvironment, boolean nice) {
  static Launch of(List<String> command, Map<String, String> env) {
    return new Launch(command, env, false, false);
  }

  Launch givingWay() {
    return new Launch(command, env, inheritsEnvironment, true);
  }

  Launch inheritingEnvironment() {
    return new Launch(command, env, true, nice);
  }
}
