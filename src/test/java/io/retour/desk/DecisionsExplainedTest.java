package io.retour.desk;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.Staff.staff;
import static io.retour.testing.TestTokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.everyItem;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.policy.Decision;
import io.retour.policy.DecisionLog;
import io.retour.policy.ReturnPolicy;
import io.retour.policy.SpendingTime;
import io.retour.refunds.CreditTerms;
import io.retour.refunds.Payouts;
import io.retour.refunds.Refunds;
import io.retour.refunds.StoreCredits;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit.Ground;
import io.retour.returns.Returns;
import io.retour.testing.Confirmed;
import io.retour.testing.WebTest;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.HttpHeaders;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** Case file and API say what was decided and why, in the reader's language. */
@WebTest
class DecisionsExplainedTest {

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired DecisionLog decisions;
  @Autowired ReturnPolicy policy;
  @Autowired Refunds refunds;
  @Autowired Payouts payouts;
  @Autowired StoreCredits credits;
  @Autowired JdbcClient jdbc;

  private ReturnCase decided() {
    Order order = order().line("TEE-M", 1, 2495).build();
    orders.add(order);
    ReturnCase registered = returns.register(Confirmed.onePieceOf(order));
    decisions.record(
        registered.id(),
        "",
        "eligibility",
        Map.of(
            "quantityAvailable",
            true,
            "legalBasis",
            "VOLUNTARY",
            "delivered",
            true,
            "finalSale",
            false,
            "exemption",
            "NONE",
            "daysPastWindow",
            3,
            "customerReturns90Days",
            0,
            "earlierFraudReports",
            0,
            "returnValueMinor",
            2495,
            "returnPieces",
            1),
        Map.of("outcome", "REVIEW"),
        1,
        4711);
    return registered;
  }

  @Test
  void theApiExplainsInGermanWithRowsAndFacts() throws Exception {
    http.perform(
            get("/api/v1/returns/" + decided().id() + "/decisions")
                .header(HttpHeaders.ACCEPT_LANGUAGE, "de")
                .with(as("anna", "agent")))
        .andExpect(status().isOk())
        .andExpect(header().string(HttpHeaders.CONTENT_LANGUAGE, "de"))
        .andExpect(jsonPath("$[0].explanation.table").value("Rückgabemöglichkeit"))
        .andExpect(
            jsonPath("$[0].explanation.outcome[0]").value("Ergebnis: ein Mensch entscheidet"))
        .andExpect(jsonPath("$[0].explanation.rows[*].id", hasItem("ER_order_shortly_after")))
        .andExpect(
            jsonPath("$[0].explanation.rows[?(@.id == 'ER_order_shortly_after')].note")
                .value("Hausregel: eine Woche Nachfrist, ein Mitarbeiter entscheidet."))
        .andExpect(jsonPath("$[0].explanation.rows[*].language", everyItem(is("de"))))
        .andExpect(
            jsonPath("$[0].explanation.facts[?(@.name == 'daysPastWindow')].meaning")
                .value(
                    "Whole days since the voluntary return window ended, zero or negative within"
                        + " it."));
  }

  @Test
  void theApiExplainsInEnglishToWhomItHasNoLanguageFor() throws Exception {
    http.perform(
            get("/api/v1/returns/" + decided().id() + "/decisions")
                .header(HttpHeaders.ACCEPT_LANGUAGE, "pl")
                .with(as("anna", "agent")))
        .andExpect(status().isOk())
        .andExpect(header().string(HttpHeaders.CONTENT_LANGUAGE, "en"))
        .andExpect(
            jsonPath("$[0].explanation.rows[?(@.id == 'ER_order_shortly_after')].note")
                .value("Policy: a week of grace, an agent decides."))
        .andExpect(jsonPath("$[0].explanation.rows[*].language", everyItem(is("en"))));
  }

  /** An owner deployed a table with a note of her own. */
  @Test
  void aNoteWhoseWordsWereChangedIsShownAsItIsAndMarkedAsEnglish() throws Exception {
    ReturnCase registered = decided();
    String checksum = decisions.of(registered.id()).getFirst().tableChecksum();
    String changed = checksum.substring(1) + "x";
    jdbc.sql(
            "insert ignore into decision_table (checksum, content, known_since) select ?,"
                + " replace(content, 'a week of grace', 'nine days of grace'), known_since from"
                + " decision_table where checksum = ?")
        .params(changed, checksum)
        .update();
    jdbc.sql("update decision set table_checksum = ? where return_id = ?")
        .params(changed, registered.id().toString())
        .update();

    http.perform(
            get("/desk/returns/" + registered.rmaNumber())
                .header(HttpHeaders.ACCEPT_LANGUAGE, "nl")
                .with(staff("anna", "agent")))
        .andExpect(status().isOk())
        .andExpect(
            content()
                .string(
                    containsString(
                        "lang=\"en\">Policy: nine days of grace, an agent decides.</span>")));
  }

  /** What no journey asks, but the application itself when it grants and pays. */
  @Test
  void whatWasAskedAboutTheMoneyIsExplainedToo() throws Exception {
    ReturnCase paid = withdrawn();
    UUID grant = refunds.grant(paid.id(), "REFUND", 0).id();
    payouts.submit(grant);
    payouts.submit(grant);

    http.perform(
            get("/api/v1/returns/" + paid.id() + "/decisions")
                .header(HttpHeaders.ACCEPT_LANGUAGE, "de")
                .with(as("anna", "agent")))
        .andExpect(status().isOk())
        .andExpect(
            jsonPath("$[*].decision", contains("delivery-refund", "tender-order", "tender-order")))
        .andExpect(jsonPath("$[0].explanation.table").value("Versandkosten eines Teils"))
        .andExpect(jsonPath("$[*].explanation.rows[*].language", everyItem(is("de"))))
        .andExpect(
            jsonPath("$[1:].explanation.rows[*].id")
                .value(containsInAnyOrder("TO_gift_card_withdrawal", "TO_other_withdrawal")))
        .andExpect(
            jsonPath("$[1:].explanation.facts[?(@.name == 'tenderMethod')].value")
                .value(containsInAnyOrder("GIFT_CARD", "CARD")))
        .andExpect(jsonPath("$[1].subject").isNotEmpty());
    http.perform(
            get("/desk/returns/" + paid.rmaNumber())
                .header(HttpHeaders.ACCEPT_LANGUAGE, "nl")
                .with(staff("anna", "agent")))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("Volgorde van betaalmiddelen")))
        .andExpect(content().string(containsString("lang=\"nl\">Wat een cadeaukaart betaalde")))
        .andExpect(content().string(not(containsString("tender-order v0"))));
  }

  @Test
  void howLongACreditCanBeSpentIsExplainedToo() throws Exception {
    ReturnCase paid = withdrawn();
    UUID grant = refunds.grant(paid.id(), "STORE_CREDIT", 0).id();
    SpendingTime time = policy.spendingTime("VOLUNTARY", "DE");
    credits.issue(
        grant,
        new CreditTerms(
            time.valueMonths(),
            time.bonusMonths(),
            time.untilYearEnd(),
            time.provision(),
            time.asked()));

    http.perform(
            get("/api/v1/returns/" + paid.id() + "/decisions")
                .header(HttpHeaders.ACCEPT_LANGUAGE, "fr")
                .with(as("anna", "agent")))
        .andExpect(jsonPath("$[1].decision").value("credit-terms"))
        .andExpect(jsonPath("$[1].explanation.table").value("Durée d’un avoir"))
        .andExpect(jsonPath("$[1].explanation.rows[0].id").value("CT_germany"))
        .andExpect(jsonPath("$[1].explanation.rows[0].language").value("fr"));
  }

  /** An order can be asked about twice, for other goods and for money. */
  @Test
  void whatIsAskedAgainIsKeptWhenAnotherTableSaidIt() {
    UUID about = UUID.randomUUID();
    Decision asked = policy.tenderRank("CARD", "VOLUNTARY", "NL").asked();
    decisions.record(about, "card", asked);
    decisions.record(about, "card", asked);
    assertThat(decisions.of(about)).hasSize(1);

    Decision other =
        new Decision(
            asked.decisionId(), "another", asked.inputs(), asked.output(), asked.matchedRules());
    decisions.record(about, "card", other);
    decisions.record(about, "card", other);
    decisions.record(about, "gift card", asked);

    assertThat(decisions.of(about))
        .extracting(DecisionLog.Entry::tableChecksum)
        .containsExactlyInAnyOrder(asked.tableChecksum(), "another", asked.tableChecksum());
  }

  private ReturnCase withdrawn() {
    Order order =
        order().line("TEE-M", 1, 2495).paidWith("CARD", 1495).paidWith("GIFT_CARD", 1000).build();
    orders.add(order);
    ReturnCase registered = returns.register(Confirmed.onePieceOf(order));
    returns.authorise(
        registered.id(),
        Map.of(order.lines().getFirst().id(), new Ground("STATUTORY_WITHDRAWAL", "NONE")),
        "LOW",
        null,
        "");
    return registered;
  }

  @Test
  void theCaseFileExplainsInDutch() throws Exception {
    http.perform(
            get("/desk/returns/" + decided().rmaNumber())
                .header(HttpHeaders.ACCEPT_LANGUAGE, "nl")
                .with(staff("anna", "agent")))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("uitkomst: een medewerker beslist")))
        .andExpect(content().string(containsString("ER_order_shortly_after")))
        .andExpect(
            content()
                .string(
                    containsString(
                        "lang=\"nl\">Beleid: een week respijt, een medewerker beslist.</span>")));
  }
}
