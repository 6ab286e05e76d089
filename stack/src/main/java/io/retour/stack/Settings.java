package io.retour.stack;

import java.nio.file.Path;
import java.util.Map;

/**
 * Where this instance of the stack lives and which ports it uses.
 *
 * @param checkout the project's directory
 * @param home data, logs and process ids of this instance
 * @param cache unpacked servers, shared by all instances and kept by {@code reset}
 * @param offset added to every port
 * @param withApp whether Retour itself is part of the stack
 * @param copies how many copies of Retour run side by side, 1 or 2
 */
record Settings(Path checkout, Path home, Path cache, int offset, boolean withApp, int copies) {
  private static final int HIGHEST_OFFSET = 38_000; // 26522 must stay below 65536

  static Settings from(Map<String, String> env, Path checkout) {
    var home = env.getOrDefault("RETOUR_HOME", "");
    var xdgCache = env.getOrDefault("XDG_CACHE_HOME", "");
    var userCache =
        xdgCache.isBlank()
            ? Path.of(System.getProperty("user.home"), ".cache")
            : Path.of(xdgCache).toAbsolutePath();
    return new Settings(
        checkout,
        home.isBlank() ? checkout.resolve(".retour") : Path.of(home).toAbsolutePath().normalize(),
        userCache.resolve("retour"),
        offset(env.getOrDefault("RETOUR_PORT_OFFSET", "")),
        !isOn(env.getOrDefault("RETOUR_WITHOUT_APP", "")),
        copies(env.getOrDefault("RETOUR_COPIES", "")));
  }

  private static int offset(String text) {
    if (text.isBlank()) {
      return 0;
    }
    if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= HIGHEST_OFFSET) {
      return Integer.parseInt(text);
    }
    throw new StackException(
        "RETOUR_PORT_OFFSET must be a number from 0 to %d, not '%s'."
            .formatted(HIGHEST_OFFSET, text));
  }

  private static int copies(String text) {
    return switch (text) {
      case "", "1" -> 1;
      case "2" -> 2;
      default ->
          throw new StackException("RETOUR_COPIES must be 1 or 2, not '%s'.".formatted(text));
    };
  }

  private static boolean isOn(String text) {
    return !text.isBlank() && !text.equals("0") && !text.equalsIgnoreCase("false");
  }

  Settings withCopies(int number) {
    return new Settings(checkout, home, cache, offset, withApp, number);
  }

  int port(Port port) {
    return port.standard() + offset;
  }

  /** The address that people and browsers use. Cookies and token issuers depend on this name. */
  String publicUrl(Port port) {
    return "http://localhost:" + port(port);
  }

  /** The address between servers: the number, since some systems resolve localhost to ::1 first. */
  String localUrl(Port port) {
    return "http://127.0.0.1:" + port(port);
  }

  String issuer() {
    return publicUrl(Port.KEYCLOAK) + "/realms/retour";
  }

  Path data(String component) {
    return home.resolve("data").resolve(component);
  }

  Path log(String component) {
    return home.resolve("logs").resolve(component + ".log");
  }

  /** What the launcher itself said and did the last time. */
  Path launcherLog() {
    return log("launcher");
  }

  Path pidFile(String component) {
    return home.resolve("run").resolve(component + ".pid");
  }
}
