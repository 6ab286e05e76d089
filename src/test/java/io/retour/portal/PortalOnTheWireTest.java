package io.retour.portal;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.retour.claims.Claims;
import io.retour.orders.Order;
import io.retour.orders.OrderLine;
import io.retour.orders.Orders;
import io.retour.returns.Returns;
import io.retour.security.ShopperTokens;
import io.retour.security.ShopperTokens.Purpose;
import io.retour.testing.OrderBuilder;
import io.retour.testing.ServerTest;
import io.retour.testing.SwitchedDatabase;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The portal's forms as a browser sends them, to a real web server with its limits. */
@ServerTest
class PortalOnTheWireTest {

  private static final String BOUNDARY = "----part";
  private static final int MEGABYTE = 1 << 20;

  private final CookieManager cookies = new CookieManager();
  private final HttpClient browser = HttpClient.newBuilder().cookieHandler(cookies).build();

  @LocalServerPort int port;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Claims claims;
  @Autowired ShopperTokens tokens;
  @Autowired SwitchedDatabase database;
  @Autowired JdbcClient jdbc;

  @BeforeEach
  void manyFormsFromOnePlace() {
    jdbc.sql("delete from rate_window").update();
  }

  @AfterEach
  void databaseIsThere() {
    database.comesBack();
  }

  private Order bought(int lines) {
    OrderBuilder builder = order();
    for (int i = 1; i <= lines; i++) {
      builder.line("TEE-" + i, 1, 1995);
    }
    Order order = builder.build();
    orders.add(order);
    HttpCookie session =
        new HttpCookie(
            PortalController.COOKIE, tokens.issue(Purpose.ORDER, order.id(), Duration.ofHours(1)));
    session.setPath("/p");
    session.setVersion(0);
    cookies.getCookieStore().add(at("/p"), session);
    return order;
  }

  private URI at(String path) {
    return URI.create("http://127.0.0.1:" + port + path);
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return browser.send(
        HttpRequest.newBuilder(at(path)).header("Accept", "text/html").build(),
        BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String path, String type, BodyPublisher body, String language)
      throws IOException, InterruptedException {
    return browser.send(
        HttpRequest.newBuilder(at(path))
            .header("Accept", "text/html")
            .header("Accept-Language", language)
            .header("Content-Type", type)
            .timeout(Duration.ofMinutes(1))
            .POST(body)
            .build(),
        BodyHandlers.ofString());
  }

  private static String csrf(String page) {
    Matcher token = Pattern.compile("name=\"_csrf\" value=\"([^\"]+)\"").matcher(page);
    assertThat(token.find()).as("a form with a token in %s", page).isTrue();
    return token.group(1);
  }

  /** Every input and select of the page's form, as a browser would send it untouched. */
  private static Map<String, String> fields(String page) {
    String form = page.substring(page.indexOf("enctype=\"multipart/form-data\""));
    Map<String, String> fields = new LinkedHashMap<>();
    Matcher tags =
        Pattern.compile("<(?:input|select)\\b[^>]*>")
            .matcher(form.substring(0, form.indexOf("</form>")));
    while (tags.find()) {
      String tag = tags.group();
      String type = attribute(tag, "type");
      if (!type.equals("checkbox") && (!type.equals("radio") || tag.contains("checked"))) {
        fields.put(
            (type.equals("file") ? "file:" : "") + attribute(tag, "name"), attribute(tag, "value"));
      }
    }
    return fields;
  }

  private static String attribute(String tag, String name) {
    Matcher value = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
    return value.find() ? value.group(1) : "";
  }

  private String options(Order order, String reason) throws Exception {
    Map<String, String> chosen = new LinkedHashMap<>();
    chosen.put("_csrf", csrf(get("/p/lumen/order").body()));
    for (OrderLine line : order.lines()) {
      chosen.put("quantity_" + line.id(), "1");
      chosen.put("reason_" + line.id(), reason);
    }
    String body =
        chosen.entrySet().stream()
            .map(
                field ->
                    field.getKey()
                        + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    HttpResponse<String> page =
        post(
            "/p/lumen/options",
            "application/x-www-form-urlencoded",
            BodyPublishers.ofString(body),
            "en");
    assertThat(page.statusCode()).isEqualTo(200);
    return page.body();
  }

  private HttpResponse<String> send(String path, Map<String, String> fields, byte[] photo)
      throws Exception {
    return send(path, fields, photo, "en");
  }

  /** The photo goes into the form's first file input. */
  private HttpResponse<String> send(
      String path, Map<String, String> fields, byte[] photo, String language) throws Exception {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    byte[] rest = photo;
    for (Map.Entry<String, String> field : fields.entrySet()) {
      boolean file = field.getKey().startsWith("file:");
      String head =
          file
              ? "name=\"%s\"; filename=\"%s\"\r\nContent-Type: image/jpeg"
                  .formatted(field.getKey().substring(5), rest.length > 0 ? "p.jpg" : "")
              : "name=\"%s\"".formatted(field.getKey());
      body.writeBytes(
          "--%s\r\nContent-Disposition: form-data; %s\r\n\r\n"
              .formatted(BOUNDARY, head)
              .getBytes(StandardCharsets.UTF_8));
      body.writeBytes(file ? rest : field.getValue().getBytes(StandardCharsets.UTF_8));
      body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
      rest = file ? new byte[0] : rest;
    }
    body.writeBytes("--%s--\r\n".formatted(BOUNDARY).getBytes(StandardCharsets.UTF_8));
    return post(
        path,
        "multipart/form-data; boundary=" + BOUNDARY,
        BodyPublishers.ofByteArray(body.toByteArray()),
        language);
  }

  // many lines

  @Test
  void confirmsAReturnOfSixtyLines() throws Exception {
    Order order = bought(60);
    Map<String, String> form = fields(options(order, "DEFECTIVE"));
    assertThat(form).as("parts of the form").hasSizeGreaterThan(4 * 60);

    HttpResponse<String> answer = send("/p/lumen/confirm", form, new byte[0]);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
    assertThat(returns.ofOrder(order.id()))
        .singleElement()
        .satisfies(registered -> assertThat(registered.units()).hasSize(60));
  }

  @Test
  void raisesAClaimOnAnOrderOfSixtyLines() throws Exception {
    Order order = bought(60);
    Map<String, String> form = fields(get("/p/lumen/claim").body());
    form.put("kind", "DAMAGED");
    form.put("comment", "cracked");
    form.put("quantity_" + order.lines().getLast().id(), "1");
    form.replaceAll((name, value) -> name.startsWith("quantity_") && value.isEmpty() ? "0" : value);

    HttpResponse<String> answer = send("/p/lumen/claim", form, new byte[0]);

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
    assertThat(claims.ofOrder(order.id())).hasSize(1);
  }

  // large photos

  @ParameterizedTest(name = "{0} MB, {1}")
  @CsvSource({
    "7, en, A photo may have at most 5 MB",
    "20, nl, Een foto mag hoogstens 5 MB",
    "7, de, Ein Foto darf höchstens 5 MB",
    "7, fr, Une photo peut peser 5 Mo",
  })
  void showsTheChoicesAgainWithTheTooLargePhotoNamed(int size, String language, String notice)
      throws Exception {
    Order order = bought(2);
    Map<String, String> form = fields(options(order, "DEFECTIVE"));
    form.put("comment_" + order.lines().getFirst().id(), "torn seam");
    form.put("resolution", "STORE_CREDIT");

    HttpResponse<String> answer =
        send("/p/lumen/confirm", form, new byte[size * MEGABYTE], language);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body())
        .contains(notice)
        .containsPattern(
            "name=\"photo_%s\"[^>]*aria-invalid=\"true\"".formatted(order.lines().getFirst().id()));
    Map<String, String> again = fields(answer.body());
    again.remove("_csrf");
    form.remove("_csrf");
    assertThat(again).as("what was chosen").isEqualTo(form);
    assertThat(returns.ofOrder(order.id())).isEmpty();
  }

  @Test
  void keepsTheClaimOfWhoSendsATooLargePhoto() throws Exception {
    Order order = bought(1);
    Map<String, String> form = fields(get("/p/lumen/claim").body());
    form.put("quantity_" + order.lines().getFirst().id(), "1");
    form.put("kind", "DAMAGED");
    form.put("comment", "cracked");

    HttpResponse<String> answer = send("/p/lumen/claim", form, new byte[7 * MEGABYTE]);

    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(answer.body()).contains("A photo may have at most 5 MB", ">cracked</textarea>");
  }

  /** Beyond what a request may have, its fields are not read, so the page cannot come again. */
  @ParameterizedTest
  @CsvSource({"en, The photo is too large", "fr, La photo est trop lourde"})
  void saysThatAPhotoIsTooLargeForAnyForm(String language, String title) throws Exception {
    Order order = bought(1);
    Map<String, String> form = fields(options(order, "DEFECTIVE"));

    HttpResponse<String> answer = send("/p/lumen/confirm", form, new byte[35 * MEGABYTE], language);

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains(title, language.equals("fr") ? "5 Mo" : "5 MB");
  }

  @Test
  void refusesAFormWithoutItsTokenAsBefore() throws Exception {
    Order order = bought(1);
    Map<String, String> form = fields(options(order, "DEFECTIVE"));
    form.remove("_csrf");

    assertThat(send("/p/lumen/confirm", form, new byte[10]).statusCode()).isEqualTo(403);
  }

  // the database away

  @Test
  void makesOneReturnOfAFormThatIsSentAgainWhenTheDatabaseIsBack() throws Exception {
    Order order = bought(1);
    Map<String, String> form = fields(options(order, "DEFECTIVE"));

    database.goes();
    HttpResponse<String> away = send("/p/lumen/confirm", form, new byte[0]);
    database.comesBack();

    assertThat(away.statusCode()).isEqualTo(503);
    assertThat(away.headers().firstValue("Retry-After")).hasValue("5");
    assertThat(away.body()).contains("Our records cannot be reached", "counts once");
    assertThat(returns.ofOrder(order.id())).isEmpty();
    for (int again = 0; again < 2; again++) {
      assertThat(send("/p/lumen/confirm", form, new byte[0]).statusCode()).isEqualTo(302);
    }
    assertThat(returns.ofOrder(order.id())).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"true", "false"})
  void makesOneReturnOfARequestThatIsRepeatedWhenTheDatabaseIsBack(boolean withKey)
      throws Exception {
    Order order = bought(1);
    String key = withKey ? UUID.randomUUID().toString() : null;

    database.goes();
    HttpResponse<String> away = register(order, key);
    database.comesBack();

    assertThat(away.statusCode()).isEqualTo(503);
    assertThat(away.headers().firstValue("Retry-After")).hasValue("5");
    assertThat(away.body()).contains("\"code\":\"database-away\"");
    assertThat(register(order, key).statusCode()).isEqualTo(201);
    assertThat(register(order, key).statusCode())
        .as("with its key the same answer, without it no second return")
        .isEqualTo(withKey ? 201 : 422);
    assertThat(returns.ofOrder(order.id())).hasSize(1);
  }

  private HttpResponse<String> register(Order order, String key) throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(at("/api/v1/returns"))
            .header("Authorization", "Bearer ida.integrator")
            .header("Content-Type", "application/json")
            .POST(
                BodyPublishers.ofString(
                    """
                    {"orderId": "%s", "lines": [{"lineId": "%s", "quantity": 1}],
                     "method": "PARCEL_DROP_OFF", "resolution": "REFUND"}"""
                        .formatted(order.id(), order.lines().getFirst().id())));
    if (key != null) {
      request.header("Idempotency-Key", key);
    }
    return browser.send(request.build(), BodyHandlers.ofString());
  }
}
