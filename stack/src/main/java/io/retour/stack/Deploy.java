package io.retour.stack;

import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Deploys the journeys, tables and forms of the checkout to the running stack, all of them
 * together. Retour itself does it, so that its offers and its decision log follow.
 */
final class Deploy {
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Pattern DEPLOYED =
      Pattern.compile(
          "\\{\"file\":\"([^\"]*)\",\"id\":\"([^\"]*)\",\"version\":(\\d+),\"changed\":(true|false)}");
  private static final Pattern DETAIL = Pattern.compile("\"detail\":\"((?:[^\"\\\\]++|\\\\.)*+)\"");
  private static final Pattern TOKEN = Pattern.compile("\"access_token\":\"([^\"]+)\"");

  private final Settings settings;
  private final PrintStream out;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  Deploy(Settings settings, PrintStream out) {
    this.settings = settings;
    this.out = out;
  }

  int run() throws IOException, InterruptedException {
    lint();
    var files = files();
    var answer =
        post(
            settings.localUrl(Port.RETOUR) + "/api/v1/deployments",
            "application/json",
            "Bearer " + token(),
            json(files));
    if (answer.statusCode() == 401 || answer.statusCode() == 403) {
      throw new StackException(
          "Retour does not let the launcher deploy (%d). A stack that was set up before this"
                  .formatted(answer.statusCode())
              + " command existed does not know it: ./retour reset sets it up anew.");
    }
    if (answer.statusCode() / 100 != 2) {
      throw new StackException("Nothing was deployed. " + detail(answer));
    }
    report(answer.body());
    return Launcher.OK;
  }

  private void lint() throws IOException, InterruptedException {
    out.println("Looking at diagrams and forms ...");
    var lint =
        new ProcessBuilder("sh", "tools/lint.sh")
            .directory(settings.checkout().toFile())
            .redirectErrorStream(true)
            .start();
    var said = new String(lint.getInputStream().readAllBytes()).strip();
    if (lint.waitFor() != 0) {
      throw new StackException(
          "%s%n%nNothing was deployed: the linter complains, see above. Mend the files, then try again."
              .formatted(said));
    }
    said.lines().filter(line -> line.startsWith("Node ")).forEach(out::println);
  }

  private Map<String, String> files() throws IOException {
    var files = new TreeMap<String, String>();
    for (var folder : List.of("bpmn", "dmn", "forms")) {
      try (var paths = Files.list(settings.checkout().resolve(folder))) {
        for (var path : paths.filter(Deploy::belongs).toList()) {
          files.put(path.getFileName().toString(), Files.readString(path));
        }
      }
    }
    return files;
  }

  private static boolean belongs(Path path) {
    return path.getFileName().toString().matches("[\\w-]+\\.(bpmn|dmn|form|yaml)");
  }

  private String token() throws InterruptedException {
    var answer =
        post(
            settings.issuer() + "/protocol/openid-connect/token",
            "application/x-www-form-urlencoded",
            "",
            "grant_type=client_credentials&client_id=retour-process-owner&client_secret="
                + DemoSecrets.PROCESS_OWNER_CLIENT_SECRET);
    var token = TOKEN.matcher(answer.body());
    if (answer.statusCode() != 200 || !token.find()) {
      throw new StackException(
          "Keycloak does not know the launcher as process owner (%d). A stack that was set up before"
                  .formatted(answer.statusCode())
              + " this command existed does not: ./retour reset sets it up anew.");
    }
    return token.group(1);
  }

  private HttpResponse<String> post(String url, String type, String authorization, String body)
      throws InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url))
            .timeout(PATIENCE)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body));
    if (!authorization.isEmpty()) {
      request.header("Authorization", authorization);
    }
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException nobody) {
      throw new StackException(
          "Nobody answers at %s: is the stack up? ./retour status tells.".formatted(url));
    }
  }

  private static String json(Map<String, String> files) {
    return files.entrySet().stream()
        .map(file -> string(file.getKey()) + ":" + string(file.getValue()))
        .collect(Collectors.joining(",", "{\"files\":{", "}}"));
  }

  private static String string(String value) {
    var json = new StringBuilder("\"");
    value
        .chars()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                json.append('\\').append((char) c);
              } else if (c < ' ') {
                json.append("\\u%04x".formatted(c));
              } else {
                json.append((char) c);
              }
            });
    return json.append('"').toString();
  }

  private static String detail(HttpResponse<String> answer) {
    var detail = DETAIL.matcher(answer.body());
    return detail.find()
        ? detail.group(1).replace("\\n", System.lineSeparator()).replace("\\\"", "\"")
        : "Retour answered %d.".formatted(answer.statusCode());
  }

  private void report(String body) {
    var changed = new ArrayList<String[]>();
    var all = 0;
    for (Matcher each = DEPLOYED.matcher(body); each.find(); all++) {
      if (each.group(4).equals("true")) {
        changed.add(new String[] {each.group(1), each.group(2), "version " + each.group(3)});
      }
    }
    if (changed.isEmpty()) {
      out.println(
          "Nothing differs from what was deployed before; everything stays in its version.");
      return;
    }
    var table = new Table().row("FILE", "CHANGED", "NOW");
    changed.forEach(table::row);
    out.print(table);
    out.printf(
        "Deployed together, %d processes, decisions and forms. New returns take the new versions;"
            + " those under way finish on theirs.%n",
        all);
  }
}
