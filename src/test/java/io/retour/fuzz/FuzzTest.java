package io.retour.fuzz;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retour.claims.Claims;
import io.retour.fuzz.PageRequests.Person;
import io.retour.fuzz.Wire.Answer;
import io.retour.fuzz.Wire.Request;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnReason;
import io.retour.returns.Returns;
import io.retour.security.ShopperTokens;
import io.retour.security.ShopperTokens.Purpose;
import io.retour.testing.Confirmed;
import io.retour.testing.TestTokens;
import java.io.IOException;
import java.lang.reflect.Parameter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.annotation.Import;
import org.springframework.http.MediaType;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.AuthorityUtils;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.session.Session;
import org.springframework.session.SessionRepository;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/**
 * Whatever is sent to whichever address, by whomever: no error of ours, nothing of our insides, and
 * an answer of a kind that is described.
 *
 * <p>Runs only when asked for: {@code -Dfuzz.requests=50000} sends so many, {@code -Dfuzz.seed} the
 * same as in another run, {@code -Dfuzz.only=NUMBER} one of them. The table is in {@code
 * target/fuzz.md}.
 */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {
      "retour.lookups-per-minute=1000000000",
      "retour.lookups-per-order-and-hour=1000000000",
      "retour.statements-per-minute=1000000000",
      "retour.mails-per-contact-and-day=1000000000",
      "retour.mail-interval=PT24H"
    })
@Import(TestTokens.class)
@ActiveProfiles("demo")
@EnabledIfSystemProperty(named = "fuzz.requests", matches = "\\d+")
class FuzzTest {

  private static final int REQUESTS = Integer.getInteger("fuzz.requests", 3_000);
  private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime() % 1_000_000);
  private static final int ONLY = Integer.getInteger("fuzz.only", -1);
  private static final int SENDERS = 4;
  private static final int MOST_TOLD = 40;
  private static final String CSRF = UUID.randomUUID().toString();

  private static final List<String> ROLES =
      List.of("agent", "operations", "merchant", "process-owner", "warehouse", "store", "guest");

  @LocalServerPort int port;
  @Autowired ObjectMapper json;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Claims claims;
  @Autowired ShopperTokens tokens;
  @Autowired SessionRepository<?> sessions;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping mappings;

  private final Pool pool = new Pool();
  private final Map<String, Integer> told = new ConcurrentHashMap<>();
  private final Map<String, String> examples = new ConcurrentHashMap<>();
  private final Map<String, Map<String, AtomicInteger>> counts = new ConcurrentHashMap<>();
  private final Map<Target, AtomicInteger> welcomed = new ConcurrentHashMap<>();

  @Test
  void nothingThatIsSentBreaksAnything() throws Exception {
    System.out.printf("Fuzzing with -Dfuzz.seed=%d -Dfuzz.requests=%d%n", SEED, REQUESTS);
    Map<Target, List<String>> targets = targets();
    JsonNode api;
    PageRequests pages;
    ApiRequests calls;
    try (Wire wire = new Wire(port)) {
      api = json.readTree(wire.send(plain("GET", "/v3/api-docs")).content());
      calls = new ApiRequests(api, pool);
      Map<Person, List<String>> people = prepare(wire, api);
      pages = new PageRequests(targets, List.copyOf(people.keySet()), pool);
      pages.walk(wire, people);
    }
    List<Target> all = List.copyOf(targets.keySet());
    AtomicInteger next = new AtomicInteger(Math.max(ONLY, 0));
    int end = ONLY < 0 ? REQUESTS : ONLY + 1;
    long began = System.nanoTime();
    AtomicLong slowest = new AtomicLong();
    try (ExecutorService senders = Executors.newFixedThreadPool(SENDERS)) {
      List<Future<?>> running = new ArrayList<>();
      for (int i = 0; i < SENDERS; i++) {
        running.add(
            senders.submit(
                () -> {
                  try (Wire wire = new Wire(port)) {
                    for (int at = next.getAndIncrement(); at < end; at = next.getAndIncrement()) {
                      Target target = all.get(at % all.size());
                      Dice dice = new Dice(SEED, at);
                      Request request =
                          target.isApi() ? calls.make(target, dice) : pages.make(target, dice);
                      judge(wire, target, calls, request, at, slowest);
                    }
                  }
                  return null;
                }));
      }
      for (Future<?> each : running) {
        each.get();
      }
    }
    report(all, pages, Duration.ofNanos(System.nanoTime() - began), slowest.get());

    assertThat(told.keySet().stream().sorted().limit(MOST_TOLD))
        .as(
            "seed %d; sent again alone with -Dfuzz.seed=%d -Dfuzz.only=NUMBER:%n%s",
            SEED, SEED, String.join("\n", examples.values()))
        .isEmpty();
  }

  private void judge(
      Wire wire, Target target, ApiRequests calls, Request request, int at, AtomicLong slowest) {
    long began = System.nanoTime();
    List<String> wrong;
    String outcome;
    try {
      Answer answer = wire.send(request);
      outcome = String.valueOf(answer.status());
      wrong = Verdict.of(target, calls.operation(target), request, answer);
      if (answer.status() < 400) {
        welcomed.computeIfAbsent(target, each -> new AtomicInteger()).incrementAndGet();
      }
      if (ONLY >= 0) {
        System.out.printf("%s%n%n%s%n%s%n", request, answer.headers(), answer.text());
      }
      for (String each : wrong) {
        String what = target + ": " + each;
        told.merge(what, 1, Integer::sum);
        examples.putIfAbsent(
            what,
            "%n#%d %s%n%s%n  -> %s"
                .formatted(
                    at,
                    what,
                    request,
                    answer.text().substring(0, Math.min(500, answer.text().length()))));
      }
    } catch (IOException | RuntimeException lost) {
      outcome = "lost";
      told.merge(target + ": no answer", 1, Integer::sum);
      examples.putIfAbsent(
          target + ": no answer", "%n#%d %s: %s%n%s".formatted(at, target, lost, request));
    }
    slowest.accumulateAndGet(System.nanoTime() - began, Math::max);
    counts
        .computeIfAbsent(target.group(), each -> new ConcurrentHashMap<>())
        .computeIfAbsent(outcome, each -> new AtomicInteger())
        .incrementAndGet();
  }

  // what there is

  /** Every address that the application answers, with the parameters that its method names. */
  private Map<Target, List<String>> targets() {
    Map<Target, List<String>> targets = new TreeMap<>(Comparator.comparing(Target::toString));
    for (Map.Entry<RequestMappingInfo, HandlerMethod> each :
        mappings.getHandlerMethods().entrySet()) {
      RequestMappingInfo info = each.getKey();
      List<String> consumes =
          info.getConsumesCondition().getConsumableMediaTypes().stream()
              .map(MediaType::toString)
              .toList();
      for (String path : info.getPatternValues()) {
        // shows what another address was answered with; asked for itself it has nothing to show
        if (path.equals("${server.error.path:${error.path:/error}}") || path.equals("/error")) {
          continue;
        }
        for (RequestMethod method :
            info.getMethodsCondition().getMethods().isEmpty()
                ? List.of(RequestMethod.GET)
                : info.getMethodsCondition().getMethods()) {
          targets.put(
              new Target(method.name(), path, consumes.size() == 1 ? consumes.getFirst() : ""),
              names(each.getValue()));
        }
      }
    }
    return targets;
  }

  private static List<String> names(HandlerMethod handler) {
    List<String> names = new ArrayList<>();
    for (Parameter parameter : handler.getMethod().getParameters()) {
      RequestParam asked = parameter.getAnnotation(RequestParam.class);
      if (asked != null && !Map.class.isAssignableFrom(parameter.getType())) {
        String name = asked.name().isEmpty() ? asked.value() : asked.name();
        names.add(name.isEmpty() ? parameter.getName() : name);
      }
    }
    return names;
  }

  private static Request plain(String method, String target) {
    return new Request(method, target, List.of(), new byte[0]);
  }

  // what is there to be asked for

  private Map<Person, List<String>> prepare(Wire wire, JsonNode api) throws IOException {
    pool.add("brand", "lumen");
    pool.add("brand", "kestrel");
    for (String each : List.of("carrier", "payment", "stock", "mail")) {
      pool.add("simulator", each);
    }
    pool.add("carrier", "simulated");
    pool.add("language", "nl");
    sendExamples(wire, api);
    Map<Person, List<String>> people = new LinkedHashMap<>();
    for (String brand : List.of("lumen", "kestrel")) {
      for (String method :
          List.of("PARCEL_DROP_OFF", "QR_DROP_OFF", "HOME_PICKUP", "PARCEL_DROP_OFF")) {
        shopper(brand, method, people);
      }
    }
    for (String role : ROLES) {
      people.put(
          staff(role),
          List.of(
              "/desk",
              "/desk/work",
              "/desk/claims",
              "/desk/withdrawals",
              "/desk/blind-parcels",
              "/desk/scans",
              "/desk/reconciliation",
              "/desk/webhooks",
              "/desk/overview",
              "/desk/simulators",
              "/desk/design",
              "/warehouse",
              "/store"));
    }
    for (String address :
        List.of(
            "/api/v1/returns", "/api/v1/stores", "/api/v1/webhooks/subscriptions?brand=lumen")) {
      learn(wire, new Request("GET", address, List.of(integrator()), new byte[0]));
    }
    return people;
  }

  private static String integrator() {
    return "Authorization: Bearer ida.integrator";
  }

  /** The examples of the API's page, so that there is one of each thing. */
  private void sendExamples(Wire wire, JsonNode api) throws IOException {
    List<Request> requests = new ArrayList<>();
    api.path("paths")
        .properties()
        .forEach(
            path ->
                path.getValue()
                    .properties()
                    .forEach(
                        method ->
                            method
                                .getValue()
                                .at("/requestBody/content/application~1json/examples")
                                .forEach(
                                    example ->
                                        requests.add(
                                            json(
                                                method.getKey().toUpperCase(Locale.ROOT),
                                                path.getKey()
                                                    .replace("{brand}", "lumen")
                                                    .replace("{sku}", "MUG1-YE"),
                                                example.path("value").toString())))));
    requests.add(
        json(
            "POST",
            "/api/v1/webhooks/subscriptions",
            "{\"brand\":\"lumen\",\"url\":\"https://93.184.216.34/fuzz\"}"));
    for (Request each : requests) {
      learn(wire, each);
    }
  }

  private static Request json(String method, String path, String body) {
    return new Request(
        method,
        path,
        List.of(integrator(), "Content-Type: application/json"),
        body.getBytes(StandardCharsets.UTF_8));
  }

  private void learn(Wire wire, Request request) throws IOException {
    Answer answer = wire.send(request);
    if (answer.status() / 100 == 2 && answer.content().length > 0) {
      pool.addAll(
          JsonBodies.thing(request.target().split("\\?")[0]), json.readTree(answer.content()));
    }
  }

  private void shopper(String brand, String method, Map<Person, List<String>> people) {
    Order bought = order().brand(brand).line("TEE-M", 4, 2495).line("LAMP3-BR", 2, 7900).build();
    orders.add(bought);
    ReturnCase registered =
        returns.register(Confirmed.piecesOf(bought, 1, ReturnReason.DEFECTIVE, method));
    if (method.equals("PARCEL_DROP_OFF")) {
      Order another = order().brand(brand).line("TEE-M", 2, 2495).build();
      orders.add(another);
      Confirmed.withdrawn(returns, another);
    }
    pool.add("orderId", bought.id().toString());
    pool.add("orderNumber", bought.orderNumber());
    bought.lines().forEach(line -> pool.add("lineId", line.id().toString()));
    bought.lines().forEach(line -> pool.add("sku", line.sku()));
    pool.add("returnId", registered.id().toString());
    pool.add("rmaNumber", registered.rmaNumber());
    registered.units().forEach(unit -> pool.add("unitId", unit.id().toString()));
    List<String> starts = new ArrayList<>();
    starts.add("/");
    starts.add("/p/" + brand);
    starts.add("/p/" + brand + "/order");
    starts.add("/p/" + brand + "/claim");
    starts.add("/p/" + brand + "/withdraw");
    starts.add("/p/" + brand + "/policy");
    link("/r/", registered.rmaNumber(), Purpose.RETURN, registered.id(), starts);
    link("/r/", registered.rmaNumber(), Purpose.FOUND, registered.id(), starts);
    link("/a/", registered.rmaNumber(), Purpose.ACCOUNT, registered.id(), starts);
    String gift = tokens.issue(Purpose.GIFT, bought.id(), Duration.ofHours(2));
    pool.add("token", gift);
    starts.add("/g/" + gift);
    claims
        .ofOrder(bought.id())
        .forEach(claim -> link("/c/", claim.number(), Purpose.CLAIM, claim.id(), starts));
    claims
        .newest(io.retour.shared.Brands.EVERY, 3)
        .forEach(
            claim -> {
              pool.add("number", claim.number());
              pool.add("claimId", claim.id().toString());
              link("/c/", claim.number(), Purpose.CLAIM, claim.id(), starts);
            });
    String session = tokens.issue(Purpose.ORDER, bought.id(), Duration.ofHours(2));
    people.put(
        new Person(
            "shopper of " + registered.rmaNumber(),
            "XSRF-TOKEN=" + CSRF + "; retour-order=" + session),
        starts);
  }

  private void link(String path, String number, Purpose purpose, UUID id, List<String> starts) {
    String token = tokens.issue(purpose, id, Duration.ofHours(2));
    pool.add("t", token);
    starts.add(path + number + "?t=" + URLEncoder.encode(token, StandardCharsets.UTF_8));
  }

  private Person staff(String role) {
    return new Person(role, "XSRF-TOKEN=" + CSRF + "; SESSION=" + login(sessions, role));
  }

  private static <S extends Session> String login(SessionRepository<S> sessions, String role) {
    S session = sessions.createSession();
    session.setAttribute(
        "SPRING_SECURITY_CONTEXT",
        new SecurityContextImpl(
            UsernamePasswordAuthenticationToken.authenticated(
                "sam", "", AuthorityUtils.createAuthorityList("ROLE_" + role))));
    sessions.save(session);
    return Base64.getEncoder().encodeToString(session.getId().getBytes(StandardCharsets.UTF_8));
  }

  // what came of it

  private void report(List<Target> all, PageRequests pages, Duration took, long slowest)
      throws IOException {
    List<String> columns =
        counts.values().stream()
            .flatMap(each -> each.keySet().stream())
            .distinct()
            .sorted()
            .toList();
    StringBuilder table = new StringBuilder();
    table.append(
        "Seed %d, %d addresses, %d requests in %d s, the slowest %d ms, %d findings.%n%n"
            .formatted(
                SEED,
                all.size(),
                counts.values().stream()
                    .flatMap(each -> each.values().stream())
                    .mapToInt(AtomicInteger::get)
                    .sum(),
                took.toSeconds(),
                slowest / 1_000_000,
                told.size()));
    table.append("| addresses | requests | ").append(String.join(" | ", columns)).append(" |\n");
    table.append("| --- | --: |").append(" --: |".repeat(columns.size())).append('\n');
    new TreeMap<>(counts)
        .forEach(
            (group, statuses) -> {
              table.append(
                  "| `%s` | %d |"
                      .formatted(
                          group, statuses.values().stream().mapToInt(AtomicInteger::get).sum()));
              columns.forEach(
                  column ->
                      table
                          .append(' ')
                          .append(statuses.containsKey(column) ? statuses.get(column) : "")
                          .append(" |"));
              table.append('\n');
            });
    Map<Target, Integer> found = pages.found();
    table.append("\nNever answered with what was asked for:\n\n");
    all.stream()
        .filter(target -> !welcomed.containsKey(target))
        .forEach(
            target ->
                table.append(
                    "- %s (%d forms or links)%n".formatted(target, found.getOrDefault(target, 0))));
    Files.writeString(Path.of("target", "fuzz.md"), table.toString());
    Files.writeString(
        Path.of("target", "fuzz-findings.txt"),
        told.entrySet().stream()
            .map(each -> each.getValue() + " × " + examples.get(each.getKey()))
            .sorted()
            .reduce("", (text, each) -> text + "\n" + each));
    System.out.println(table);
  }
}
