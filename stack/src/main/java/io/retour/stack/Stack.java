package io.retour.stack;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;

/** All servers of one instance. */
final class Stack {
  private final List<Server> servers;

  private Stack(List<Server> servers) {
    this.servers = servers;
  }

  /** Everything that can be part of the stack, in the order in which people read about it. */
  static Stack of(Settings settings) {
    var camunda = new CamundaDistribution(settings);
    List<Component> components =
        List.of(
            new MariaDbServer(settings),
            new OpenSearchServer(settings),
            new KeycloakServer(settings),
            new ZeebeBroker(settings, camunda),
            CamundaWeb.operate(settings, camunda),
            CamundaWeb.tasklist(settings, camunda),
            new MailCatcher(settings),
            RetourApp.first(settings),
            RetourApp.second(settings));
    return new Stack(components.stream().map(part -> new Server(settings, part)).toList());
  }

  List<Server> servers() {
    return servers;
  }

  /** What `up` starts: no copy of the application, one or two, as the settings say. */
  List<Server> wanted(Settings settings) {
    return servers.stream().filter(server -> isWanted(server, settings)).toList();
  }

  private static boolean isWanted(Server server, Settings settings) {
    return !(server.component() instanceof RetourApp copy)
        || settings.withApp() && (copy.isFirst() || settings.copies() == 2);
  }

  /** What `status` tells of: also a copy that runs although the settings no longer say so. */
  List<Server> wantedOrRunning(Settings settings) {
    return servers.stream()
        .filter(server -> isWanted(server, settings) || server.isRunning())
        .toList();
  }

  Optional<Server> find(String name) {
    return servers.stream().filter(server -> server.component().name().equals(name)).findFirst();
  }

  String names() {
    return servers.stream()
        .map(server -> server.component().name())
        .collect(Collectors.joining(", "));
  }

  /** Stops in waves: a server stops once nothing that needs it is left. */
  static void stop(List<Server> running) throws InterruptedException {
    var left = new ArrayList<>(running);
    while (!left.isEmpty()) {
      var needed =
          left.stream()
              .flatMap(server -> server.component().after().stream())
              .collect(Collectors.toSet());
      stopTogether(left.stream().filter(server -> !isNeeded(server, needed)).toList());
      left.removeIf(server -> !isNeeded(server, needed));
    }
  }

  private static boolean isNeeded(Server server, Set<String> needed) {
    return needed.contains(server.component().name());
  }

  private static void stopTogether(List<Server> wave) throws InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Void>> stops = new ArrayList<>();
      for (var server : wave) {
        stops.add(
            threads.submit(
                () -> {
                  server.stop();
                  return null;
                }));
      }
      for (var stop : stops) {
        try {
          stop.get();
        } catch (ExecutionException e) {
          throw new StackException("Stopping failed: " + e.getCause().getMessage());
        }
      }
    }
  }
}
