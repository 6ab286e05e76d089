package io.retour.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class StackTest {
  private final Settings settings = Settings.from(Map.of(), Path.of("/somewhere/retour"));
  private final Stack stack = Stack.of(settings);

  @Test
  void everyDependencyIsAnotherComponent() {
    for (var server : stack.servers()) {
      for (var needed : server.component().after()) {
        assertTrue(stack.find(needed).isPresent(), needed);
      }
    }
  }

  @Test
  void everyPortBelongsToOneComponent() {
    var used = stack.servers().stream().flatMap(server -> server.component().ports().stream());

    assertEquals(List.of(Port.values()), used.sorted().toList());
  }

  @Test
  void withoutTheApplicationAllTheRestIsWanted() {
    var withoutApp = Settings.from(Map.of("RETOUR_WITHOUT_APP", "1"), Path.of("/somewhere/retour"));

    var names = stack.wanted(withoutApp).stream().map(server -> server.component().name()).toList();

    assertEquals(stack.servers().size() - 2, names.size());
    assertTrue(names.stream().noneMatch(name -> name.startsWith("retour")));
  }

  @Test
  void aSecondCopyOfTheApplicationIsStartedWhenItIsAskedFor() {
    var two = Settings.from(Map.of("RETOUR_COPIES", "2"), Path.of("/somewhere/retour"));

    assertEquals(List.of("retour"), copies(settings));
    assertEquals(List.of("retour", "retour-2"), copies(two));
  }

  private List<String> copies(Settings of) {
    return stack.wanted(of).stream()
        .map(server -> server.component().name())
        .filter(name -> name.startsWith("retour"))
        .toList();
  }

  /** So that a session, a link and a key of one copy are good at the other. */
  @Test
  void theSecondCopyDiffersInItsPortsOnly() {
    var first = RetourApp.first(settings).environment();
    var second = RetourApp.second(settings).environment();

    assertEquals(first.keySet(), second.keySet());
    assertEquals(
        List.of("MANAGEMENT_SERVER_PORT", "SERVER_PORT"),
        first.keySet().stream()
            .filter(name -> !first.get(name).equals(second.get(name)))
            .sorted()
            .toList());
  }

  @Test
  void theApplicationGetsItsWholeContract() {
    var expected =
        """
        MANAGEMENT_SERVER_ADDRESS MANAGEMENT_SERVER_PORT
        RETOUR_CAMUNDA_GRPC RETOUR_CAMUNDA_REST RETOUR_CARRIER_WEBHOOK_SECRET RETOUR_DB_PASSWORD
        RETOUR_DB_URL RETOUR_DB_USER RETOUR_KEYCLOAK_CLIENT_SECRET RETOUR_KEYCLOAK_ISSUER
        RETOUR_MAIL_HOST RETOUR_MAIL_PORT RETOUR_OPERATE_URL RETOUR_PAYMENT_WEBHOOK_SECRET
        RETOUR_PAYOUTACCOUNT_KEY
        RETOUR_PUBLIC_URL RETOUR_TASKLIST_URL RETOUR_TOKEN_SECRET SERVER_ADDRESS SERVER_PORT
        RETOUR_WEBHOOKS_ALLOWLOOPBACK RETOUR_WEBHOOKS_KEY
        SPRING_PROFILES_ACTIVE
        """;

    assertEquals(
        new TreeSet<>(Arrays.asList(expected.trim().split("\\s+"))),
        new TreeSet<>(RetourApp.first(settings).environment().keySet()));
  }
}
