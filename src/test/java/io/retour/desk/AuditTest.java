package io.retour.desk;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.Staff.staff;
import static io.retour.testing.Staff.staffOf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.claims.Claim;
import io.retour.claims.ClaimDraft;
import io.retour.claims.Claims;
import io.retour.orders.Order;
import io.retour.orders.OrderPieces;
import io.retour.orders.Orders;
import io.retour.privacy.Act;
import io.retour.privacy.Audit;
import io.retour.privacy.Audited;
import io.retour.returns.ReturnCase;
import io.retour.returns.Returns;
import io.retour.testing.Confirmed;
import io.retour.testing.TestTokens;
import io.retour.testing.WebTest;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who opens what of a shopper is written down, and operations see it. */
@WebTest
class AuditTest {

  /** Pages of the desk that show nothing of a person, or write down themselves who used them. */
  private static final Set<String> NOBODYS =
      Set.of(
          "/desk",
          "/desk/search",
          "/desk/privacy",
          "/desk/privacy/export",
          "/desk/privacy/erase",
          "/desk/returns/{rmaNumber}/account",
          "/desk/claims/{number}/account",
          "/desk/returns/{rmaNumber}/cancel",
          "/desk/returns/{rmaNumber}/notes",
          "/desk/claims/{number}/notes",
          "/desk/returns/{rmaNumber}/credit-note",
          "/desk/returns/{rmaNumber}/journey",
          "/desk/returns/{rmaNumber}/journey/{processId}",
          "/desk/claims/{number}/journey",
          "/desk/claims/{number}/journey/{processId}",
          "/desk/work",
          "/desk/claims",
          "/desk/withdrawals",
          "/desk/blind-parcels",
          "/desk/scans",
          "/desk/reconciliation",
          "/desk/reconciliation/refunds.csv",
          "/desk/webhooks",
          "/desk/webhooks/{subscriptionId}",
          "/desk/webhooks/{subscriptionId}/send-again",
          "/desk/webhooks/{subscriptionId}/deliveries/{deliveryId}/send-again",
          "/desk/design",
          "/desk/overview",
          "/desk/overview/{chart}.csv",
          "/desk/simulators",
          "/desk/simulators/behaviour",
          "/desk/simulators/scan",
          "/desk/simulators/qr-scan");

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Claims claims;
  @Autowired Audit audit;
  @Autowired JdbcClient jdbc;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping mappings;

  private final String email = "nora-" + UUID.randomUUID() + "@example.org";
  private ReturnCase registered;

  @BeforeEach
  void aReturn() {
    Order order = order().email(email).line("TEE-M", 1, 2495).build();
    orders.add(order);
    registered = returns.register(Confirmed.onePieceOf(order));
  }

  /** A page that is added shows a shopper's data, and is audited, or stands above. */
  @Test
  void everyPageOfTheDeskIsAuditedOrShowsNobody() {
    Set<String> silent = new TreeSet<>();
    mappings
        .getHandlerMethods()
        .forEach(
            (mapping, method) -> {
              if (!method.hasMethodAnnotation(Audited.class)) {
                mapping.getPatternValues().stream()
                    .filter(path -> path.matches("/desk(/.*)?"))
                    .forEach(silent::add);
              }
            });

    assertThat(silent).isSubsetOf(NOBODYS);
  }

  @Test
  void whoOpensACaseFileIsWrittenDownAndOperationsSeeIt() throws Exception {
    http.perform(get("/desk/returns/" + registered.rmaNumber()).with(staff("ada", "agent")))
        .andExpect(status().isOk())
        .andExpect(content().string(not(containsString("id=\"seen\""))));

    http.perform(get("/desk/returns/" + registered.rmaNumber()).with(staff("olga", "operations")))
        .andExpect(content().string(containsString("<strong>ada</strong>")))
        .andExpect(content().string(containsString("saw the case file")));
    assertThat(audit.about(registered.rmaNumber(), 10))
        .extracting(Audit.Entry::who)
        .containsExactly("olga", "ada");
    assertThat(audit.toString()).doesNotContain(email);
  }

  @Test
  void whoOpensAClaimIsSeenByOperationsInTheSameWay() throws Exception {
    Order order = order().line("CUP-R", 1, 1995).build();
    orders.add(order);
    String number =
        claims
            .raise(
                new ClaimDraft(
                    UUID.randomUUID(),
                    order,
                    Claim.Kind.DAMAGED,
                    List.of(new OrderPieces(order.lines().getFirst().id(), 1)),
                    "",
                    null,
                    "en",
                    "shopper"),
                List.of())
            .number();
    http.perform(get("/desk/claims/" + number).with(staff("ada", "agent")))
        .andExpect(content().string(not(containsString("id=\"seen\""))));

    http.perform(get("/desk/claims/" + number).with(staff("olga", "operations")))
        .andExpect(content().string(containsString("<strong>ada</strong>")))
        .andExpect(content().string(containsString("saw the claim")))
        .andExpect(content().string(containsString("/desk/privacy?about=" + number)));
    // the list of all is for the whole house
    http.perform(
            get("/desk/claims/" + number).with(staffOf(List.of("lumen"), "otto", "operations")))
        .andExpect(content().string(containsString("<strong>ada</strong>")))
        .andExpect(content().string(not(containsString("/desk/privacy"))));
  }

  @Test
  void whatIsNotFoundOrRefusedIsNotWrittenDown() throws Exception {
    http.perform(
        get("/desk/returns/" + registered.rmaNumber() + "/photos/" + UUID.randomUUID())
            .with(staff("ada", "agent")));
    http.perform(get("/desk/returns/" + registered.rmaNumber()).with(staff("gus", "guest")));

    assertThat(audit.about(registered.rmaNumber(), 10)).isEmpty();
  }

  /** A refusal leads back to the page it came from, as a deed does. */
  @Test
  void whatWasAskedForAndRefusedIsNotWrittenDownAsDone() throws Exception {
    String file = "/desk/returns/" + registered.rmaNumber();
    http.perform(
            post(file + "/notes")
                .param("noteId", UUID.randomUUID().toString())
                .param("words", " ")
                .with(csrf())
                .with(staff("ada", "agent")))
        .andExpect(redirectedUrl(file + "#notes"));
    http.perform(
        post(file + "/account").with(csrf()).with(staff("ada", "agent", "finance", "operations")));
    jdbc.sql("update return_case set outcome = 'SETTLED', closed_at = now() where id = ?")
        .param(registered.id())
        .update();
    http.perform(post(file + "/cancel").with(csrf()).with(staff("ada", "agent")))
        .andExpect(redirectedUrl(file));

    assertThat(audit.about(registered.rmaNumber(), 10)).isEmpty();

    http.perform(
        post(file + "/notes")
            .param("noteId", UUID.randomUUID().toString())
            .param("words", "Called twice")
            .with(csrf())
            .with(staff("ada", "agent")));
    assertThat(audit.about(registered.rmaNumber(), 10))
        .extracting(Audit.Entry::act)
        .containsExactly(Act.NOTED);
  }

  @Test
  void anEntryCanNeitherBeChangedNorTakenAway() {
    audit.note("ada", Act.CASE_SEEN, registered.rmaNumber(), "");

    assertThatThrownBy(() -> jdbc.sql("update audit_entry set who = 'eve'").update())
        .hasMessageContaining("append-only");
    assertThatThrownBy(() -> jdbc.sql("delete from audit_entry").update())
        .hasMessageContaining("append-only");
  }

  // a mail address in the address of a page

  @Test
  void aSearchForAMailAddressLeavesItOutOfTheAddressOfThePage() throws Exception {
    http.perform(post("/desk/search").param("q", email).with(csrf()).with(staff("ada", "agent")))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString(registered.rmaNumber())))
        .andExpect(content().string(containsString("href=\"/desk?lang=nl\"")));
    http.perform(
            post("/desk/search")
                .param("q", registered.rmaNumber())
                .with(csrf())
                .with(staff("ada", "agent")))
        .andExpect(redirectedUrl("/desk?q=" + registered.rmaNumber()));
    http.perform(get("/desk").param("q", email).with(staff("ada", "agent")))
        .andExpect(content().string(not(containsString(email))))
        .andExpect(content().string(containsString("Type it")));
  }

  // the screen

  @Test
  void operationsFindSomebodyExportAndErase() throws Exception {
    http.perform(
            post("/desk/privacy")
                .param("brand", "lumen")
                .param("email", email)
                .with(csrf())
                .with(staff("olga", "operations")))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("a return is still running")))
        .andExpect(content().string(containsString("cannot be undone")))
        .andExpect(content().string(containsString("href=\"/desk/privacy?lang=nl\"")));
    http.perform(
            post("/desk/privacy/export")
                .param("brand", "lumen")
                .param("email", email)
                .with(csrf())
                .with(staff("olga", "operations")))
        .andExpect(header().string("Content-Disposition", containsString("attachment")))
        .andExpect(jsonPath("$.tables[0].rows[0].email").value(email));
    http.perform(
            post("/desk/privacy/erase")
                .param("brand", "lumen")
                .param("email", email)
                .with(csrf())
                .with(staff("olga", "operations")))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("Nothing was erased")))
        .andExpect(content().string(containsString("href=\"/desk/privacy?lang=nl\"")));
    jdbc.sql("update return_case set outcome = 'SETTLED', closed_at = now() where id = ?")
        .param(registered.id())
        .update();
    http.perform(
            post("/desk/privacy/erase")
                .param("brand", "lumen")
                .param("email", email)
                .param("understood", "true")
                .with(csrf())
                .with(staff("olga", "operations")))
        .andExpect(redirectedUrl("/desk/privacy"));
    http.perform(
            post("/desk/privacy")
                .param("brand", "lumen")
                .param("email", email)
                .with(csrf())
                .with(staff("olga", "operations")))
        .andExpect(content().string(containsString("Nothing is kept")));
    http.perform(
            get("/desk/privacy")
                .param("about", registered.rmaNumber())
                .with(staff("olga", "operations")))
        .andExpect(content().string(containsString("erased the person")))
        .andExpect(content().string(not(containsString(email))));
  }

  @Test
  void theApiDoesTheSame() throws Exception {
    String person = "{\"brand\": \"lumen\", \"email\": \"%s\"}".formatted(email);
    http.perform(asOperations("/api/v1/privacy/erasures/preview", person))
        .andExpect(jsonPath("$.waits[0].why").value("OPEN_RETURN"));
    http.perform(asOperations("/api/v1/privacy/exports", person))
        .andExpect(jsonPath("$.tables[0].table").value("customer_order"));
    http.perform(asOperations("/api/v1/privacy/erasures", person.replace("@", "")))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.code").value("email-missing"));
    http.perform(
            get("/api/v1/privacy/audit")
                .param("about", registered.rmaNumber())
                .with(TestTokens.as("olga", "operations")))
        .andExpect(jsonPath("$.entries[0].act").value("EXPORTED"));
    http.perform(get("/api/v1/privacy/audit").with(TestTokens.as("ada", "agent")))
        .andExpect(status().isForbidden());
  }

  private static MockHttpServletRequestBuilder asOperations(String address, String body) {
    return post(address)
        .contentType(MediaType.APPLICATION_JSON)
        .content(body)
        .with(TestTokens.as("olga", "operations"));
  }
}
