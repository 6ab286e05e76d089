package io.retour.e2e;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What else agents, merchants and integrators have, with a return that waits for a person. */
@EndToEnd
@Order(5)
class StaffScreensIT {

  @Test
  void agentsSeeWhatWaitsAndWhereAReturnStands(Stack stack, Browsers browsers) {
    Portal portal = new Portal(stack, browsers.phone());
    portal.find(Shop.sells(stack)).choose(Shop.LAMP, 1, "Arrived damaged").press("Continue");
    portal.press("Confirm return");
    String rmaNumber = portal.rmaNumber();
    portal.awaitLabel();
    Page scanner = browsers.desk();
    Login.at(stack, scanner, stack.warehouse(), "warehouse");
    new ScanScreen(stack, scanner).receive(portal.trackingNumber()).grade("Missing");

    Page desk = browsers.desk();
    Login.at(stack, desk, stack.desk("/work"), "agent");
    Locator task =
        desk.locator("#work li").filter(new Locator.FilterOptions().setHasText(rmaNumber));
    Wait.reloading(desk, () -> assertThat(task.count()).isEqualTo(1));
    assertThat(task).containsText("Review inspection");
    Screenshots.take(desk, "desk-work");

    task.getByRole(AriaRole.LINK).first().click();
    assertThat(desk.locator("h1")).hasText("Return " + rmaNumber);
    desk.navigate(stack.desk("/returns/" + rmaNumber + "/journey"));
    assertThat(desk.locator("#journey svg .djs-element").first()).isVisible();
    assertThat(desk.locator("#now")).not().isEmpty();
    Screenshots.take(desk, "desk-journey");
  }

  @Test
  void merchantsReadTheirFigures(Stack stack, Browsers browsers) {
    Page desk = browsers.desk();
    Login.at(stack, desk, stack.desk("/overview"), "merchant");

    assertThat(desk.locator(".chart svg").first()).isVisible();
    Screenshots.take(desk, "desk-overview");
    desk.navigate(stack.desk("/design"));
    Screenshots.take(desk, "desk-design");
  }

  @Test
  void integratorsAreToldAndCanCheckWhoTellsThem(Stack stack, Browsers browsers) throws Exception {
    try (Receiver receiver = new Receiver()) {
      String secret =
          Shop.post(
                  stack,
                  "/webhooks/subscriptions",
                  Map.of(
                      "brand",
                      "lumen",
                      "url",
                      receiver.address(),
                      "eventTypes",
                      List.of("return.registered"),
                      "description",
                      "browser tests"))
              .get("secret")
              .asText();

      String rmaNumber =
          new Portal(stack, browsers.phone()).register(Shop.sells(stack), Shop.SHIRT);

      Wait.until(
          () ->
              assertThat(receiver.heard)
                  .filteredOn(heard -> heard.body().contains(rmaNumber))
                  .hasSize(1)
                  .allSatisfy(
                      heard -> assertThat(heard.signature()).isEqualTo(sign(secret, heard))));
      Page desk = browsers.desk();
      Login.at(stack, desk, stack.desk("/webhooks"), "operations");
      assertThat(desk.locator("main")).containsText(receiver.address());
      Screenshots.take(desk, "desk-webhooks");
    }
  }

  /** By the words of the specification, with nothing of Retour's. */
  private static String sign(String secret, Heard heard) throws GeneralSecurityException {
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(
        new SecretKeySpec(
            Base64.getDecoder().decode(secret.substring("whsec_".length())), "HmacSHA256"));
    String signed = heard.id() + "." + heard.timestamp() + "." + heard.body();
    return "v1,"
        + Base64.getEncoder().encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.UTF_8)));
  }

  private record Heard(String id, String timestamp, String signature, String body) {}

  /** An integrator's server. */
  private static final class Receiver implements AutoCloseable {

    private final ConcurrentLinkedQueue<Heard> heard = new ConcurrentLinkedQueue<>();
    private final HttpServer server;

    Receiver() throws IOException {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.createContext("/", this::hear);
      server.start();
    }

    String address() {
      return "http://127.0.0.1:%d/hooks".formatted(server.getAddress().getPort());
    }

    private void hear(HttpExchange exchange) throws IOException {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      heard.add(
          new Heard(
              exchange.getRequestHeaders().getFirst("webhook-id"),
              exchange.getRequestHeaders().getFirst("webhook-timestamp"),
              exchange.getRequestHeaders().getFirst("webhook-signature"),
              body));
      exchange.sendResponseHeaders(204, -1);
      exchange.close();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
