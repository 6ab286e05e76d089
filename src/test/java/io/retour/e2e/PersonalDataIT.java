package io.retour.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.URLDecoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * After all the others: whatever shoppers of the whole suite typed stands in the database and in
 * their mails, and nowhere else.
 */
@EndToEnd
@Order(99)
class PersonalDataIT {

  /** What is whose: mail addresses, postcodes, and what was written into statements. */
  private static final List<String> WHAT_SHOPPERS_GAVE =
      List.of(
          "select email from customer_order where email like '%@example.org'",
          "select postcode from customer_order",
          "select recipient from gift_return",
          "select recipient from message",
          "select consumer_name from withdrawal_statement",
          "select contact from withdrawal_statement");

  /** Of shoppers; a shop's own account stands in its settings. */
  private static final Pattern IBAN =
      Pattern.compile(
          "(?<![0-9A-Za-z])(NL\\d{2} ?[A-Z]{4}( ?\\d){10}|DE( ?\\d){20})(?![0-9A-Za-z])");

  private static final int PAGE = 2000;

  private final List<Pattern> wanted = new ArrayList<>();

  @Test
  void whatShoppersTypedIsInNoLogNoFigureNoVariableAndNoAddress(Stack stack, Browsers browsers)
      throws Exception {
    String rmaNumber = somebodyLeavesEverything(stack, browsers);
    String returnId = learn(stack, rmaNumber);
    // until Operate knows of it
    Wait.until(
        () -> assertThat(String.join("", pages(stack, "operate-variable-*"))).contains(returnId));
    Set<String> found = new TreeSet<>();

    Browsers.ASKED_FOR.stream()
        .filter(stack::isRetour)
        .forEach(
            url -> found.addAll(in("an address", URLDecoder.decode(url, StandardCharsets.UTF_8))));
    for (String metrics : stack.metrics()) {
      found.addAll(in(metrics, stack.get(metrics)));
    }
    try (Stream<Path> logs = Files.walk(stack.logs())) {
      for (Path log : logs.filter(Files::isRegularFile).toList()) {
        found.addAll(inLog(log));
      }
    }
    boolean known = false;
    for (String index : indices(stack)) {
      for (String page : pages(stack, index)) {
        found.addAll(in("index " + index, page));
        known |= page.contains(returnId);
      }
    }

    assertThat(known).as("the engine's own data were looked at").isTrue();
    assertThat(found).isEmpty();
  }

  /** By mail address, with a name and words, and an agent who searches for it. */
  private String somebodyLeavesEverything(Stack stack, Browsers browsers) {
    Shop.Bought order = Shop.sells(stack);
    Portal portal = new Portal(stack, browsers.phone());
    portal.find(order.brand(), order.number(), order.email());
    portal.choose(Shop.LAMP, 1, "Changed my mind").press("Continue").press("Confirm return");
    String rmaNumber = portal.rmaNumber();
    portal.awaitLabel();

    Page phone = browsers.phone();
    phone.navigate(stack.portal("/p/lumen/withdraw"));
    phone.locator("[name=name]").fill("Philippa Quillfeather");
    phone.locator("[name=contract]").fill(Shop.sells(stack).number());
    phone.locator("[name=contact]").fill("philippa.quillfeather@example.org");
    new Portal(stack, phone).press("Continue").press("Confirm withdrawal");

    Page desk = browsers.desk();
    Login.at(stack, desk, stack.desk(""), "operations");
    desk.locator("#q").fill(order.email());
    new Portal(stack, desk).press("Search");
    desk.getByText(rmaNumber).first().click();
    desk.navigate(stack.desk("/privacy"));
    desk.locator("#email").fill(order.email());
    new Portal(stack, desk).press("Find");
    assertThat(desk.locator("#waits").innerText()).contains("a return is still running");
    Screenshots.take(desk, "desk-privacy");
    return rmaNumber;
  }

  /** What to look for; gives the id of the return. */
  private String learn(Stack stack, String rmaNumber) throws SQLException {
    Map<String, String> environment = stack.environment();
    Set<String> words = new TreeSet<>();
    String returnId;
    try (Connection connection =
            DriverManager.getConnection(
                environment.get("RETOUR_DB_URL"),
                environment.get("RETOUR_DB_USER"),
                environment.get("RETOUR_DB_PASSWORD"));
        Statement statement = connection.createStatement()) {
      for (String question : WHAT_SHOPPERS_GAVE) {
        try (ResultSet rows = statement.executeQuery(question)) {
          while (rows.next()) {
            words.add(rows.getString(1).toLowerCase(Locale.ROOT).strip());
          }
        }
      }
      try (ResultSet row =
          statement.executeQuery(
              "select id from return_case where rma_number = '" + rmaNumber + "'")) {
        row.next();
        returnId = row.getString(1);
      }
    }
    // a postcode that is nothing but digits cannot be told from a weight or a position
    words.removeIf(word -> word.matches("\\d{0,6}"));
    assertThat(words)
        .contains("mila@example.org", "philippa quillfeather", "philippa.quillfeather@example.org");
    words.stream().map(PersonalDataIT::anywhere).forEach(wanted::add);
    wanted.add(IBAN);
    return returnId;
  }

  /** As a word of its own: a postcode of six signs is a part of many an id. */
  private static Pattern anywhere(String word) {
    String spaced =
        word.matches("\\d{4}[a-z]{2}")
            ? word.substring(0, 4) + "[ +]?" + word.substring(4)
            : Pattern.quote(word);
    return Pattern.compile(
        "(?<![0-9A-Za-z.-])" + spaced + "(?![0-9A-Za-z-])", Pattern.CASE_INSENSITIVE);
  }

  private List<String> in(String place, String text) {
    List<String> found = new ArrayList<>();
    for (Pattern each : wanted) {
      Matcher hit = each.matcher(text);
      if (hit.find()) {
        found.add(
            "%s: …%s…"
                .formatted(
                    place,
                    text.substring(
                        Math.max(0, hit.start() - 160), Math.min(text.length(), hit.end() + 60))));
      }
    }
    return found;
  }

  /** Line by line: a server whose neighbour was killed may have written much. */
  private Set<String> inLog(Path log) throws IOException {
    Set<String> found = new TreeSet<>();
    try (InputStream file = Files.newInputStream(log);
        InputStream text = log.toString().endsWith(".gz") ? new GZIPInputStream(file) : file;
        BufferedReader lines =
            new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        // a stack trace has nothing of anybody, and is most of what is written
        if (!line.startsWith("\tat ")) {
          found.addAll(in("log " + log.getFileName(), line));
        }
      }
    }
    return found;
  }

  private static List<String> indices(Stack stack) {
    return stack
        .get(stack.search("/_cat/indices?h=index"))
        .lines()
        .map(String::strip)
        .filter(index -> index.matches("(operate|tasklist)-.*"))
        .toList();
  }

  /** All of an index, in pages. */
  private static List<String> pages(Stack stack, String index) {
    List<String> pages = new ArrayList<>();
    String page = stack.get(stack.search("/" + index + "/_search?scroll=2m&size=" + PAGE));
    JsonNode read = Shop.read(page);
    while (!read.at("/hits/hits").isEmpty()) {
      pages.add(
          read.at("/hits/hits").findValues("_source").stream()
              .map(JsonNode::toString)
              .collect(Collectors.joining("\n")));
      page =
          stack.send(
              HttpRequest.newBuilder(URI.create(stack.search("/_search/scroll")))
                  .header("Content-Type", "application/json")
                  .POST(
                      BodyPublishers.ofString(
                          "{\"scroll\": \"2m\", \"scroll_id\": \"%s\"}"
                              .formatted(read.path("_scroll_id").asText())))
                  .build());
      read = Shop.read(page);
    }
    return pages;
  }
}
