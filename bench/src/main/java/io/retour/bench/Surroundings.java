package io.retour.bench;

import java.net.URI;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Map;

/**
 * Where the running stack is; the launcher passes it on.
 *
 * @param management Retour's own port for health and metrics
 * @param home data and process ids of the stack
 * @param checkout where bpmn, dmn and forms are
 */
public record Surroundings(
    URI retour,
    URI management,
    URI issuer,
    String integratorSecret,
    URI camunda,
    URI openSearch,
    String dbUrl,
    String dbUser,
    String dbPassword,
    Path home,
    Path checkout) {

  static Surroundings of(Map<String, String> env) {
    return new Surroundings(
        URI.create(of(env, "RETOUR_PUBLIC_URL")),
        URI.create(of(env, "RETOUR_MANAGEMENT_URL")),
        URI.create(of(env, "RETOUR_KEYCLOAK_ISSUER")),
        of(env, "RETOUR_INTEGRATOR_CLIENT_SECRET"),
        URI.create(of(env, "RETOUR_CAMUNDA_GRPC")),
        URI.create(of(env, "RETOUR_OPENSEARCH_URL")),
        of(env, "RETOUR_DB_URL"),
        of(env, "RETOUR_DB_USER"),
        of(env, "RETOUR_DB_PASSWORD"),
        Path.of(of(env, "RETOUR_HOME")),
        Path.of(of(env, "RETOUR_CHECKOUT")));
  }

  /**
   * A connection to MariaDB, for looking from the side.
   *
   * @throws ToolException when it does not answer
   */
  public Connection database() {
    try {
      return DriverManager.getConnection(dbUrl, dbUser, dbPassword);
    } catch (SQLException unreachable) {
      throw new ToolException(
          "MariaDB does not answer at %s: %s".formatted(dbUrl, unreachable.getMessage()),
          unreachable);
    }
  }

  private static String of(Map<String, String> env, String name) {
    String value = env.get(name);
    if (value == null || value.isBlank()) {
      throw new ToolException(name + " is not set; start this tool with ./retour.");
    }
    return value;
  }
}
