package io.retour.webhooks;

import static io.retour.testing.Staff.staff;
import static io.retour.testing.TestTokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.startsWith;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import io.retour.testing.WebTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** Subscriptions through the API, and what the desk shows of them. */
@WebTest
class WebhookApiTest {

  private static final String ALL = "/api/v1/webhooks/subscriptions";

  @Autowired MockMvc http;
  @Autowired JdbcClient jdbc;
  @Autowired DeliveryStore outbox;
  @Autowired Clock clock;

  @BeforeEach
  void nobodyHasSubscribed() {
    jdbc.sql("delete from webhook_subscription").update();
    jdbc.sql("delete from webhook_event").update();
    jdbc.sql("delete from idempotent_request where principal = 'ida'").update();
  }

  private ResultActions send(MockHttpServletRequestBuilder request, String body) throws Exception {
    return http.perform(
        request
            .with(as("ida", "integrator"))
            .contentType(MediaType.APPLICATION_JSON)
            .content(body));
  }

  /** A number, because names are not looked up in tests. */
  private static String wish(String path) {
    return """
        {"brand": "lumen", "url": "https://93.184.216.34/%s", "eventTypes": ["return.closed"],
         "description": "our warehouse"}"""
        .formatted(path);
  }

  private String created(String path) throws Exception {
    return JsonPath.read(
        send(post(ALL), wish(path))
            .andExpect(status().isCreated())
            .andReturn()
            .getResponse()
            .getContentAsString(),
        "$.subscription.id");
  }

  @Test
  void showsASecretOnceAndNeverAgain() throws Exception {
    String answer =
        send(post(ALL), wish("a"))
            .andExpect(status().isCreated())
            .andExpect(jsonPath("$.secret").value(startsWith("whsec_")))
            .andExpect(jsonPath("$.subscription.state").value("ACTIVE"))
            .andExpect(jsonPath("$.subscription.eventTypes[0]").value("return.closed"))
            .andExpect(jsonPath("$.subscription.createdBy").value("ida"))
            .andReturn()
            .getResponse()
            .getContentAsString();
    String id = JsonPath.read(answer, "$.subscription.id");

    for (String address : List.of(ALL, ALL + "/" + id, ALL + "/" + id + "/deliveries")) {
      http.perform(get(address).with(as("ida", "integrator")))
          .andExpect(status().isOk())
          .andExpect(content().string(not(containsString("whsec_"))));
    }
    http.perform(get("/desk/webhooks/" + id).with(staff("olga", "operations")))
        .andExpect(status().isOk())
        .andExpect(content().string(not(containsString("whsec_"))));
  }

  @Test
  void keepsNoAnswerThatTellsASecret() throws Exception {
    send(post(ALL).header("Idempotency-Key", "k1"), wish("b")).andExpect(status().isCreated());

    assertThat(
            jdbc.sql("select count(*) from idempotent_request where body like '%whsec_%'")
                .query(Long.class)
                .single())
        .isZero();
    send(post(ALL).header("Idempotency-Key", "k1"), wish("b"))
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("subscription-exists"));
  }

  @Test
  void namesTheFieldThatIsWrong() throws Exception {
    send(post(ALL), wish("c").replace("93.184.216.34", "169.254.169.254"))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.code").value("webhook-host-not-public"))
        .andExpect(jsonPath("$.errors[0].field").value("url"));
    send(post(ALL), wish("c").replace("https", "http"))
        .andExpect(jsonPath("$.code").value("webhook-url-not-https"))
        .andExpect(jsonPath("$.errors[0].field").value("url"));
    send(post(ALL), wish("c").replace("return.closed", "return.exploded"))
        .andExpect(jsonPath("$.code").value("event-type-unknown"))
        .andExpect(jsonPath("$.errors[0].field").value("eventTypes[0]"));
    send(post(ALL), wish("c").replace("lumen", "nobody"))
        .andExpect(jsonPath("$.code").value("brand-unknown"))
        .andExpect(jsonPath("$.errors[0].field").value("brand"));
    send(post(ALL), "{}")
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.errors", hasSize(2)));
  }

  @Test
  void changesDisablesAndDeletes() throws Exception {
    String one = ALL + "/" + created("d");

    send(patch(one), "{\"eventTypes\": [], \"description\": \"all\"}")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.eventTypes", hasSize(0)))
        .andExpect(jsonPath("$.description").value("all"))
        .andExpect(jsonPath("$.url").value("https://93.184.216.34/d"));
    send(patch(one), "{\"url\": \"https://10.0.0.1/\"}")
        .andExpect(jsonPath("$.code").value("webhook-host-not-public"));
    send(patch(one), "{\"state\": \"DISABLED\"}")
        .andExpect(jsonPath("$.state").value("DISABLED"))
        .andExpect(jsonPath("$.disabledWhy").value("Disabled by ida."));
    send(post(one + "/tests"), "").andExpect(status().isConflict());
    http.perform(delete(one).with(as("ida", "integrator"))).andExpect(status().isNoContent());
    http.perform(get(one).with(as("ida", "integrator")))
        .andExpect(status().isNotFound())
        .andExpect(jsonPath("$.code").value("subscription-unknown"));
  }

  @Test
  void listsPageByPageAndSendsAgain() throws Exception {
    String one = ALL + "/" + created("e");
    for (int i = 0; i < 3; i++) {
      send(post(one + "/tests"), "")
          .andExpect(status().isAccepted())
          .andExpect(jsonPath("$.webhookId").value(startsWith("evt_")));
    }

    String page =
        http.perform(get(one + "/deliveries").param("limit", "2").with(as("ida", "integrator")))
            .andExpect(jsonPath("$.deliveries", hasSize(2)))
            .andExpect(jsonPath("$.deliveries[0].state").value("WAITING"))
            .andExpect(jsonPath("$.deliveries[0].type").value("webhook.test"))
            .andReturn()
            .getResponse()
            .getContentAsString();
    String first = JsonPath.read(page, "$.deliveries[0].id");
    http.perform(
            get(one + "/deliveries")
                .param("limit", "2")
                .param("cursor", JsonPath.<String>read(page, "$.next"))
                .with(as("ida", "integrator")))
        .andExpect(jsonPath("$.deliveries", hasSize(1)))
        .andExpect(jsonPath("$.next").doesNotExist());

    send(post(one + "/deliveries/" + first + "/replay"), "")
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("delivery-under-way"));
    outbox.givenUp(UUID.fromString(first), 500, "it answered 500", clock.instant());
    http.perform(get(one + "/deliveries").param("state", "DEAD").with(as("ida", "integrator")))
        .andExpect(jsonPath("$.deliveries", hasSize(1)))
        .andExpect(jsonPath("$.deliveries[0].lastStatus").value(500));
    send(post(one + "/deliveries/" + first + "/replay"), "")
        .andExpect(status().isAccepted())
        .andExpect(jsonPath("$.state").value("WAITING"));
    outbox.givenUp(UUID.fromString(first), 500, "it answered 500", clock.instant());
    send(post(one + "/replays"), "{\"since\": \"2020-01-01T00:00:00Z\"}")
        .andExpect(status().isAccepted())
        .andExpect(jsonPath("$.count").value(1));
    send(post(one + "/secrets"), "{\"overlapHours\": 200}")
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.errors[0].field").value("overlapHours"));
    send(post(one + "/secrets"), "{}")
        .andExpect(status().isCreated())
        .andExpect(jsonPath("$.secret").value(startsWith("whsec_")));
  }

  @Test
  void aDeliveryBelongsToItsSubscription() throws Exception {
    String mine = ALL + "/" + created("f");
    String other = ALL + "/" + created("g");
    send(post(mine + "/tests"), "");
    String delivery =
        JsonPath.read(
            http.perform(get(mine + "/deliveries").with(as("ida", "integrator")))
                .andReturn()
                .getResponse()
                .getContentAsString(),
            "$.deliveries[0].id");

    send(post(other + "/deliveries/" + delivery + "/replay"), "")
        .andExpect(status().isNotFound())
        .andExpect(jsonPath("$.code").value("delivery-unknown"));
  }

  @Test
  void isForIntegratorsOnly() throws Exception {
    for (String role : List.of("agent", "operations", "merchant", "warehouse", "store")) {
      http.perform(get(ALL).with(as("sam", role))).andExpect(status().isForbidden());
    }
  }

  @Test
  void theDeskShowsDeadLettersAndSendsThemAgain() throws Exception {
    http.perform(get("/desk/webhooks").with(staff("olga", "operations")))
        .andExpect(content().string(containsString("Nobody has subscribed yet.")));
    String id = created("h");
    for (int i = 0; i < 3; i++) {
      send(post(ALL + "/" + id + "/tests"), "");
    }
    List<Delivery> all = outbox.of(UUID.fromString(id), null, null, 10);
    outbox.givenUp(all.get(0).id(), 503, "it answered 503", clock.instant());
    outbox.delivered(all.get(1).id(), 204, clock.instant());
    outbox.failed(
        all.get(2).id(),
        null,
        "nobody listens there",
        clock.instant(),
        clock.instant().plusSeconds(60));

    String list =
        http.perform(get("/desk/webhooks").with(staff("olga", "operations")))
            .andExpect(status().isOk())
            .andExpect(content().string(containsString("https://93.184.216.34/h")))
            .andReturn()
            .getResponse()
            .getContentAsString();
    String page =
        http.perform(get("/desk/webhooks/" + id).with(staff("mia", "merchant")))
            .andExpect(status().isOk())
            .andExpect(content().string(containsString("dead letter")))
            .andExpect(content().string(containsString("it answered 503")))
            .andExpect(content().string(containsString("nobody listens there")))
            .andReturn()
            .getResponse()
            .getContentAsString();
    Files.writeString(Path.of("target", "webhooks.html"), list);
    Files.writeString(Path.of("target", "webhook.html"), page);

    http.perform(
            post("/desk/webhooks/" + id + "/deliveries/" + all.get(0).id() + "/send-again")
                .with(csrf())
                .with(staff("olga", "operations")))
        .andExpect(flash().attribute("done", "It is sent again now."));
    outbox.givenUp(all.get(0).id(), 503, "it answered 503", clock.instant());
    http.perform(
            post("/desk/webhooks/" + id + "/send-again")
                .param("since", "2020-01-01")
                .with(csrf())
                .with(staff("olga", "operations")))
        .andExpect(flash().attribute("done", "One dead letter is sent again now."));
    http.perform(get("/desk/webhooks/" + UUID.randomUUID()).with(staff("olga", "operations")))
        .andExpect(status().isNotFound());
  }
}
