package io.retour.security;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.OrderJson.orderJson;
import static io.retour.testing.Staff.staffOf;
import static io.retour.testing.TestTokens.ofBrands;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import io.retour.claims.Claim;
import io.retour.claims.ClaimDraft;
import io.retour.claims.Claims;
import io.retour.orders.Order;
import io.retour.orders.OrderPieces;
import io.retour.orders.Orders;
import io.retour.refunds.CreditTerms;
import io.retour.refunds.Refunds;
import io.retour.refunds.StoreCredits;
import io.retour.returns.ReturnCase;
import io.retour.returns.Returns;
import io.retour.testing.Confirmed;
import io.retour.testing.Statements;
import io.retour.testing.WebTest;
import io.retour.webhooks.WebhookSubscriptions;
import io.retour.withdrawal.Statement;
import io.retour.withdrawal.Withdrawals;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.core.io.ClassPathResource;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.RequestPostProcessor;
import org.springframework.util.AntPathMatcher;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Every address as every role, without a login, for one's own brand and for another one: nothing
 * answers that {@code access.txt} does not list, and nothing otherwise than it says.
 */
@WebTest
class AccessMatrixTest {

  private static final List<String> ROLES =
      List.of(
          "agent",
          "operations",
          "merchant",
          "process-owner",
          "warehouse",
          "store",
          "integrator",
          "guest");

  private static final String NOT_FOR_THIS_BRAND = "Your login is not for this brand.";

  record Row(String method, String path, String kind, List<String> roles) {

    boolean isApi() {
      return path.startsWith("/api/");
    }

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  private static List<Row> rows() {
    try {
      return new ClassPathResource("access.txt")
          .getContentAsString(StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(
              line -> {
                String[] parts = line.split("\\|", -1);
                String[] address = parts[0].strip().split(" ");
                String roles = parts[2].strip();
                return new Row(
                    address[0],
                    address[1],
                    parts[1].strip(),
                    roles.isEmpty() ? List.of() : Arrays.asList(roles.split(" ")));
              })
          .toList();
    } catch (IOException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Claims claims;
  @Autowired Withdrawals withdrawals;
  @Autowired Refunds refunds;
  @Autowired StoreCredits credits;
  @Autowired WebhookSubscriptions subscriptions;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping mappings;

  /** What the parts of an address are called in each brand. */
  private final Map<String, Map<String, String>> names = new HashMap<>();

  private void thingsOf(String brand, String storeId) {
    Order order = order().brand(brand).line("TEE-M", 3, 2495).build();
    orders.add(order);
    ReturnCase registered = returns.register(Confirmed.forCredit(order));
    UUID grant = refunds.grant(registered.id(), "STORE_CREDIT", 0).id();
    String code = credits.issue(grant, CreditTerms.WITHOUT_END).code();
    Claim claim =
        claims.raise(
            new ClaimDraft(
                UUID.randomUUID(),
                order,
                Claim.Kind.DAMAGED,
                List.of(new OrderPieces(order.lines().getFirst().id(), 1)),
                "",
                null,
                "en",
                "shopper"),
            List.of());
    Statement statement = withdrawals.state(Statements.about(order));
    UUID subscription =
        subscriptions
            .create(brand, "https://93.184.216.34/" + UUID.randomUUID(), List.of(), "", "ida")
            .subscription()
            .id();
    Map<String, String> named = new HashMap<>();
    named.put("brand", brand);
    named.put("orderId", order.id().toString());
    named.put("orderNumber", order.orderNumber());
    named.put("returnId", registered.id().toString());
    named.put("rmaNumber", registered.rmaNumber());
    named.put("what", registered.rmaNumber());
    named.put("claimId", claim.id().toString());
    named.put("number", claim.number());
    named.put("statementId", statement.id().toString());
    named.put("subscriptionId", subscription.toString());
    named.put("code", code);
    named.put("storeId", storeId);
    // what nobody knows the brand of is of neither
    named.put("parcelId", UUID.randomUUID().toString());
    names.put(brand, named);
  }

  private String address(Row row, String brand) {
    String path = row.path();
    for (Map.Entry<String, String> name : names.get(brand).entrySet()) {
      path = path.replace("{" + name.getKey() + "}", name.getValue());
    }
    path = path.replaceAll("\\{(photoId|deliveryId|unitId)}", UUID.randomUUID().toString());
    path = path.replaceAll("\\{[^}]*}", "nothing");
    return switch (row.path()) {
      case "/desk/overview" -> path + "?brand=" + brand;
      case "/desk/overview/{chart}.csv" ->
          "/desk/overview/reasons.csv?period=quarter&brand=" + brand;
      case "/api/v1/orders" ->
          row.method().equals("GET")
              ? path + "?brand=" + brand + "&orderNumber=" + names.get(brand).get("orderNumber")
              : path;
      default -> path;
    };
  }

  /** All that the address needs, so that only the brand can be wrong. */
  private String body(Row row, Map<String, String> of) {
    if (!row.kind().equals("body")) {
      return "{}";
    }
    // each time another one: what is returned or claimed once cannot be again
    Order bought = order().brand(of.get("brand")).line("TEE-M", 1, 2495).build();
    orders.add(bought);
    String order = "\"orderId\": \"%s\"".formatted(bought.id());
    String line =
        "\"lines\": [{\"lineId\": \"%s\", \"quantity\": 1}]"
            .formatted(bought.lines().getFirst().id());
    return switch (row.path()) {
      case "/api/v1/claims" -> "{%s, %s, \"kind\": \"DAMAGED\"}".formatted(order, line);
      case "/api/v1/returns" ->
          "{%s, %s, \"method\": \"PARCEL_DROP_OFF\", \"resolution\": \"REFUND\"}"
              .formatted(order, line);
      case "/api/v1/returns/assessment" -> "{%s, %s}".formatted(order, line);
      case "/api/v1/gift-links" -> "{%s}".formatted(order);
      case "/api/v1/withdrawals" ->
          ("{\"brand\": \"%s\", \"name\": \"Mila\", \"contract\": \"%s\", \"contact\":"
                  + " \"mila@example.org\", \"receivedThrough\": \"EMAIL\"}")
              .formatted(of.get("brand"), bought.orderNumber());
      case "/api/v1/orders", "/api/v1/orders/import" ->
          orderJson().with("/brand", "\"%s\"".formatted(of.get("brand"))).toString();
      case "/api/v1/webhooks/subscriptions" ->
          "{\"brand\": \"%s\", \"url\": \"https://93.184.216.34/%s\"}"
              .formatted(of.get("brand"), UUID.randomUUID());
      default -> "{}";
    };
  }

  private MockHttpServletResponse ask(Row row, String brand, RequestPostProcessor... who)
      throws Exception {
    MockHttpServletRequestBuilder request =
        request(HttpMethod.valueOf(row.method()), URI.create(address(row, brand))).with(csrf());
    for (RequestPostProcessor each : who) {
      request.with(each);
    }
    if (row.isApi() && !row.method().equals("GET")) {
      request
          .contentType(
              row.path().endsWith("/import")
                  ? "application/x-ndjson"
                  : row.method().equals("PUT") && row.path().endsWith("/picture")
                      ? MediaType.IMAGE_PNG_VALUE
                      : MediaType.APPLICATION_JSON_VALUE)
          .content(body(row, names.get(brand)));
    }
    return http.perform(request).andReturn().getResponse();
  }

  private static RequestPostProcessor who(Row row, String role, String... brands) {
    return row.isApi()
        ? ofBrands(List.of(brands), "sam", role)
        : staffOf(List.of(brands), "sam", role);
  }

  /** Whoever adds an address says who it is for. */
  @Test
  void everyAddressIsListed() {
    AntPathMatcher paths = new AntPathMatcher();
    List<Row> rows = rows();
    Set<String> missing = new TreeSet<>();
    Set<String> answering = new TreeSet<>();
    mappings
        .getHandlerMethods()
        .keySet()
        .forEach(
            mapping ->
                mapping
                    .getPatternValues()
                    .forEach(
                        path -> {
                          List<String> methods =
                              mapping.getMethodsCondition().getMethods().isEmpty()
                                  ? List.of("ANY")
                                  : mapping.getMethodsCondition().getMethods().stream()
                                      .map(Enum::name)
                                      .toList();
                          for (String method : methods) {
                            answering.add(method + " " + path);
                            if (rows.stream()
                                .noneMatch(
                                    row ->
                                        row.method().equals("ANY")
                                            ? paths.match(row.path(), path)
                                            : row.toString().equals(method + " " + path))) {
                              missing.add(method + " " + path);
                            }
                          }
                        }));

    assertThat(missing).as("addresses that access.txt does not list").isEmpty();
    assertThat(rows.stream().filter(row -> !row.method().equals("ANY")).map(Row::toString))
        .as("listed, and there is no such address")
        .allMatch(answering::contains);
  }

  @Test
  void everyAddressAnswersAsListed() throws Exception {
    thingsOf("lumen", "lumen-tilburg");
    thingsOf("kestrel", "kestrel-none");
    List<String> wrong = new ArrayList<>();
    // what is deleted would be missed by the rows after it
    List<Row> deletingLast =
        rows().stream().sorted(Comparator.comparing(row -> row.method().equals("DELETE"))).toList();
    for (Row row : deletingLast) {
      if (row.method().equals("ANY") || row.kind().equals("public")) {
        continue;
      }
      int nobody = ask(row, "lumen").getStatus();
      if (nobody != (row.isApi() ? 401 : 302)) {
        wrong.add("%s without a login: %d".formatted(row, nobody));
      }
      for (String role : ROLES) {
        if (row.roles().contains(role)) {
          allowed(row, role, wrong);
        } else {
          // the whole house's integrator acts for a warehouse's system that has no login of its own
          boolean actsForPlace =
              row.isApi() && row.kind().equals("place") && role.equals("integrator");
          for (String brand : actsForPlace ? List.of("lumen") : List.of("lumen", "*")) {
            int status = ask(row, "lumen", who(row, role, brand)).getStatus();
            if (status != 403) {
              wrong.add("%s as %s of %s: %d".formatted(row, role, brand, status));
            }
          }
        }
      }
    }

    assertThat(wrong).isEmpty();
    publish();
  }

  private void allowed(Row row, String role, List<String> wrong) throws Exception {
    MockHttpServletResponse ofOwn = ask(row, "lumen", who(row, role, "lumen"));
    int own = ofOwn.getStatus();
    MockHttpServletResponse others = ask(row, "lumen", who(row, role, "kestrel"));
    MockHttpServletResponse ofNone = ask(row, "lumen", who(row, role, "none"));
    int all = ask(row, "lumen", who(row, role, "*")).getStatus();
    List<String> found = new ArrayList<>();
    if (all == 401 || all == 403 || all >= 500) {
      found.add("every brand: " + all);
    }
    boolean house = row.kind().equals("house");
    if (house ? own != 403 : own == 401 || own == 403 || own >= 500) {
      found.add("own brand: " + own);
    }
    if (row.kind().equals("body")
        && (own >= 400
            || ofOwn.getContentAsString(StandardCharsets.UTF_8).contains(NOT_FOR_THIS_BRAND))) {
      found.add("own brand: " + own);
    }
    if (row.kind().equals("named") && own == 404 && !row.path().contains("{parcelId}")) {
      found.add("own brand: 404");
    }
    for (MockHttpServletResponse other : List.of(others, ofNone)) {
      int status = other.getStatus();
      String told = other.getContentAsString(StandardCharsets.UTF_8);
      boolean right =
          switch (row.kind()) {
            case "named", "below" -> status == 404;
            case "house" -> status == 403;
            case "body" -> refusesTheBrand(row, status, told);
            case "list" -> status < 400 || status == 404;
            default -> status != 403 && status != 401 && status < 500;
          };
      boolean leaks =
          !row.kind().equals("place")
              && (told.contains(names.get("lumen").get("rmaNumber"))
                  || told.contains(names.get("lumen").get("number"))
                  || row.path().equals("/api/v1/orders")
                      && told.contains(names.get("lumen").get("orderId"))
                  || told.contains(names.get("lumen").get("subscriptionId"))
                      && !told.contains("instance"));
      if (!right || leaks && status < 400) {
        found.add("other brand: %d%s".formatted(status, leaks ? ", and tells of it" : ""));
      }
    }
    if (!found.isEmpty()) {
      wrong.add("%s as %s: %s".formatted(row, role, found));
    }
  }

  /** A controller reads an id with blanks around it as that id. */
  @Test
  void aNameInDisguiseOpensNothingOfAnotherBrand() throws Exception {
    thingsOf("lumen", "lumen-tilburg");
    List<String> wrong = new ArrayList<>();
    for (Row row : rows()) {
      if (!Set.of("named", "below").contains(row.kind()) || !row.path().contains("{")) {
        continue;
      }
      for (String blank : List.of("%20", "%09", "+", "%C2%A0")) {
        for (boolean before : List.of(true, false)) {
          Map<String, String> disguised = new HashMap<>();
          names
              .get("lumen")
              .forEach((of, name) -> disguised.put(of, before ? blank + name : name + blank));
          names.put("disguised", disguised);
          MockHttpServletResponse answer =
              ask(row, "disguised", who(row, row.roles().getFirst(), "kestrel"));
          if (answer.getStatus() != 404 && answer.getStatus() != 400) {
            wrong.add("%s with %s: %d".formatted(row, blank, answer.getStatus()));
          }
        }
      }
    }

    assertThat(wrong).isEmpty();
  }

  /** Else one could try which numbers another brand has. */
  @Test
  void whatIsAnotherBrandsAnswersLikeWhatIsNotThere() throws Exception {
    thingsOf("lumen", "lumen-tilburg");
    Map<String, String> missing = new HashMap<>();
    names.get("lumen").forEach((of, name) -> missing.put(of, UUID.randomUUID().toString()));
    names.put("missing", missing);
    List<String> wrong = new ArrayList<>();
    for (Row row : rows()) {
      if (!Set.of("named", "below").contains(row.kind()) || !row.path().contains("{")) {
        continue;
      }
      RequestPostProcessor caller = who(row, row.roles().getFirst(), "kestrel");
      String others = told(row, "lumen", caller);
      String nothings = told(row, "missing", caller);
      if (!others.equals(nothings)) {
        wrong.add("%s: %s / %s".formatted(row, others, nothings));
      }
    }

    assertThat(wrong).isEmpty();
  }

  /** Without what was asked for; of a page only whether there is one. */
  private String told(Row row, String of, RequestPostProcessor caller) throws Exception {
    MockHttpServletResponse answer = ask(row, of, caller);
    String told = row.isApi() ? answer.getContentAsString(StandardCharsets.UTF_8) : "";
    for (String name : names.get(of).values()) {
      told = told.replace(name, "…");
    }
    return answer.getStatus()
        + " "
        + told.replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "…");
  }

  /** An import answers line by line, in words. */
  private static boolean refusesTheBrand(Row row, int status, String told) {
    return row.path().endsWith("/import")
        ? status == 200 && told.contains(NOT_FOR_THIS_BRAND)
        : status == 403 && told.contains("brand-not-yours")
            || status == 422 && told.contains("order-unknown");
  }

  /** The list as a table, for the documentation. */
  private static void publish() throws IOException {
    StringBuilder table = new StringBuilder("| address | brand | roles |\n| --- | --- | --- |\n");
    for (Row row : rows()) {
      table.append(
          "| `%s` | %s | %s |\n".formatted(row, row.kind(), String.join(", ", row.roles())));
    }
    Files.writeString(Path.of("target/access.md"), table);
  }
}
