package io.retour.portal;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.returns.ReturnCase;
import io.retour.returns.Returns;
import io.retour.security.ShopperTokens;
import io.retour.security.ShopperTokens.Purpose;
import io.retour.shared.Market;
import io.retour.testing.Confirmed;
import io.retour.testing.WebTest;
import io.retour.withdrawal.Statement;
import io.retour.withdrawal.Withdrawals;
import jakarta.servlet.http.Cookie;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/**
 * The withdrawal function as Art. 11a CRD wants it. Nothing here sends a cookie, a login, a CSRF
 * token or runs a script.
 */
@WebTest
class WithdrawalFunctionTest {

  private static final AtomicInteger VISITORS = new AtomicInteger();
  private static final Pattern FIELD =
      Pattern.compile("<(?:input|textarea|select)[^>]*\\bname=\"([^\"]+)\"");

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Withdrawals withdrawals;
  @Autowired ShopperTokens tokens;
  @Autowired JdbcClient jdbc;

  private Order bought() {
    Order order = order().line("TEE-M", 1, 2495).build();
    orders.add(order);
    return order;
  }

  private static MockHttpServletRequestBuilder filledIn(
      String step, String language, String contract) {
    return post("/p/lumen/withdraw" + (step.isEmpty() ? "" : "/" + step))
        .with(
            request -> {
              request.setRemoteAddr("10.9.0." + VISITORS.incrementAndGet() % 250);
              return request;
            })
        .param("lang", language)
        .param("name", "Zoë O'Brien <b>")
        .param("contract", contract)
        .param("contact", "zoe@example.org");
  }

  private static String body(ResultActions page) throws Exception {
    return page.andReturn().getResponse().getContentAsString(StandardCharsets.UTF_8);
  }

  private UUID states(UUID id, String contract) throws Exception {
    String location =
        http.perform(filledIn("confirm", "en", contract).param("statementId", id.toString()))
            .andExpect(status().is3xxRedirection())
            .andReturn()
            .getResponse()
            .getRedirectedUrl();
    return UUID.fromString(String.valueOf(location).replaceAll(".*/withdrawn/([^?]+).*", "$1"));
  }

  private long count(String sql, Object... params) {
    return jdbc.sql(sql).params(List.of(params)).query(Long.class).single();
  }

  /** Art. 11a(1): labelled in the words of the law, prominent and there all the time. */
  @ParameterizedTest
  @CsvSource({
    "en, Withdraw from contract here",
    "nl, Overeenkomst hier herroepen",
    "de, Vertrag widerrufen",
    "fr, Renoncer au contrat ici"
  })
  void isLinkedFromEveryPageOfThePortal(String language, String words) throws Exception {
    Order order = bought();
    ReturnCase registered = returns.register(Confirmed.onePieceOf(order));
    Cookie session =
        new Cookie(
            PortalController.COOKIE, tokens.issue(Purpose.ORDER, order.id(), Duration.ofHours(1)));
    String link = "href=\"/p/lumen/withdraw\">" + words + "</a>";
    for (String page :
        List.of(
            "/",
            "/p/lumen",
            "/p/lumen/order",
            "/p/lumen/withdraw",
            "/r/%s?t=%s"
                .formatted(
                    registered.rmaNumber(),
                    tokens.issue(Purpose.RETURN, registered.id(), Duration.ofHours(1))))) {
      assertThat(body(http.perform(get(page).cookie(session).param("lang", language))))
          .as(page)
          .contains(link)
          .doesNotContain("<script");
    }
  }

  /** Art. 11a(2), G-01: name, contract, contact; a part of it if the consumer wants; no more. */
  @Test
  void asksForNothingButNameContractAndContact() throws Exception {
    String page = body(http.perform(get("/p/lumen/withdraw")).andExpect(status().isOk()));

    TreeSet<String> fields = new TreeSet<>();
    FIELD.matcher(page).results().forEach(found -> fields.add(found.group(1)));
    fields.remove("_csrf");
    assertThat(fields).containsExactly("contact", "contract", "items", "lang", "name");
    assertThat(page).doesNotContain("<script", "type=\"file\"", "type=\"password\"");
  }

  /** Art. 11a(3): a second step with the statement and a button in the words of the law. */
  @ParameterizedTest
  @CsvSource({
    "en, Confirm withdrawal, the whole order",
    "nl, Herroeping bevestigen, de hele bestelling",
    "de, Widerruf bestätigen, die ganze Bestellung",
    "fr, Confirmer la rétractation, toute la commande"
  })
  void showsTheStatementAndAsksToConfirmIt(String language, String button, String all)
      throws Exception {
    String page =
        body(http.perform(filledIn("review", language, "L-1001")).andExpect(status().isOk()));

    assertThat(page)
        .contains(">" + button + "</button>", all, "L-1001", "zoe@example.org")
        .contains("Zoë O&#39;Brien &lt;b&gt;")
        .contains("lang=\"" + language + "\"")
        .doesNotContain("<script");
    assertThat(count("select count(*) from withdrawal_statement where contract = 'L-1001'"))
        .as("nothing is stated before the button")
        .isZero();
  }

  /** Art. 11a(4): content, date and time, on a durable medium, at once. */
  @ParameterizedTest
  @CsvSource({
    "en, We received your withdrawal, Number of the statement",
    "nl, We hebben je herroeping ontvangen, Nummer van de verklaring",
    "de, Wir haben Ihren Widerruf erhalten, Nummer der Erklärung",
    "fr, Nous avons reçu votre rétractation, Numéro de la déclaration"
  })
  void recordsAcknowledgesAndShowsDateAndTime(String language, String title, String number)
      throws Exception {
    Order order = bought();
    UUID id = UUID.randomUUID();
    String location =
        String.valueOf(
            http.perform(
                    filledIn("confirm", language, order.orderNumber())
                        .param("statementId", id.toString()))
                .andExpect(status().is3xxRedirection())
                .andReturn()
                .getResponse()
                .getRedirectedUrl());

    Statement statement = withdrawals.get(id);
    assertThat(statement.name()).isEqualTo("Zoë O'Brien <b>");
    assertThat(statement.language()).isEqualTo(language);
    String time = statement.statedAtText(Market.locale(language));
    assertThat(time).matches(".*\\(UTC[+]0[12]:00\\)");
    String page = body(http.perform(get(location)).andExpect(status().isOk()));
    assertThat(page).contains(title, number, id.toString(), time);
    // the mail, with the same as a file, waits in the outbox
    var mail = jdbc.sql("select * from message where return_id = ?").param(id).query().singleRow();
    assertThat(mail.get("template")).isEqualTo("withdrawal-received");
    assertThat(mail.get("recipient")).isEqualTo("zoe@example.org");
    assertThat(String.valueOf(mail.get("body")))
        .contains("Zoë O'Brien <b>", order.orderNumber(), time, id.toString());
    assertThat(mail.get("attachment_name")).isEqualTo("withdrawal-" + id + ".txt");
    assertThat(new String((byte[]) mail.get("attachment"), StandardCharsets.UTF_8))
        .isEqualTo(mail.get("body"));
    // and so does the start of its journey
    assertThat(
            jdbc.sql("select name from process_message where correlation_key = ?")
                .param(id.toString())
                .query(String.class)
                .list())
        .containsExactly("withdrawal-stated");
    // the same to keep
    String file = location.replace("?t=", "/statement.txt?t=");
    assertThat(body(http.perform(get(file)).andExpect(status().isOk())))
        .isEqualTo(mail.get("body"));
  }

  /** any unequivocal statement; what is in it is looked at later. */
  @Test
  void recordsAStatementAboutAnOrderThatNobodyKnows() throws Exception {
    UUID id = states(UUID.randomUUID(), "the blue vase I bought on Tuesday 🏺");

    assertThat(withdrawals.get(id).contract()).isEqualTo("the blue vase I bought on Tuesday 🏺");
    assertThat(count("select count(*) from message where return_id = ?", id)).isEqualTo(1);
  }

  @Test
  void recordsAContactThatIsNoMailAddressAndSaysSoBefore() throws Exception {
    assertThat(
            body(
                http.perform(
                    filledIn("review", "en", "L-1")
                        .with(
                            request -> {
                              request.setParameter("contact", "06 12345678");
                              return request;
                            }))))
        .contains("does not look like an e-mail address", "Confirm withdrawal");
  }

  @Test
  void recordsADoubleClickOnce() throws Exception {
    UUID id = UUID.randomUUID();
    try (ExecutorService clicks = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Callable<UUID>> tasks =
          IntStream.range(0, 6).<Callable<UUID>>mapToObj(i -> () -> states(id, "L-77")).toList();
      for (Future<UUID> click : clicks.invokeAll(tasks)) {
        assertThat(click.get()).isEqualTo(id);
      }
    }

    assertThat(count("select count(*) from withdrawal_statement where id = ?", id)).isEqualTo(1);
    assertThat(count("select count(*) from message where return_id = ?", id)).isEqualTo(1);
    assertThat(
            count("select count(*) from process_message where correlation_key = ?", id.toString()))
        .isEqualTo(1);
  }

  /** The back button, another order, the old page: that is another statement, and none is lost. */
  @Test
  void recordsOtherWordsUnderTheSameIdAsAStatementOfTheirOwn() throws Exception {
    UUID id = states(UUID.randomUUID(), "L-1");

    UUID other = states(id, "L-2");

    assertThat(other).isNotEqualTo(id);
    assertThat(withdrawals.get(id).contract()).isEqualTo("L-1");
    assertThat(withdrawals.get(other).contract()).isEqualTo("L-2");
  }

  @Test
  void cannotBeChangedAfterwards() throws Exception {
    UUID id = states(UUID.randomUUID(), "L-1");

    assertThatThrownBy(
            () ->
                jdbc.sql("update withdrawal_statement set stated_at = now() where id = ?")
                    .param(id)
                    .update())
        .isInstanceOf(DataAccessException.class)
        .hasMessageContaining("A statement is never changed");
  }

  @ParameterizedTest
  @CsvSource({
    "name, Fill in your name.",
    "contract, Fill in the order number",
    "contact, Fill in where the confirmation can go."
  })
  void saysWhatIsMissingAndKeepsTheRest(String field, String words) throws Exception {
    for (String step : List.of("review", "confirm")) {
      String page =
          body(
              http.perform(
                      filledIn(step, "en", "L-55")
                          .with(
                              request -> {
                                request.setParameter(field, " \t ");
                                return request;
                              }))
                  .andExpect(status().isUnprocessableEntity()));

      assertThat(page).contains(words);
      assertThat(page).contains(field.equals("contract") ? "zoe@example.org" : "L-55");
    }
  }

  @Test
  void saysWhatIsTooLong() throws Exception {
    http.perform(filledIn("review", "en", "x".repeat(201)))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(content().string(containsString("200 characters")));
  }

  /** A flood is slowed down; who is in it is told that nothing is recorded, and keeps the words. */
  @Test
  void losesNothingUnderALimitAndSaysSo() throws Exception {
    UUID id = UUID.randomUUID();
    for (int i = 0; i < 60; i++) {
      fromOneAddress(id).andExpect(status().is3xxRedirection());
    }

    fromOneAddress(id)
        .andExpect(status().isTooManyRequests())
        .andExpect(header().string("Retry-After", "60"))
        .andExpect(content().string(containsString("is not recorded yet")))
        .andExpect(content().string(containsString("Wait a minute")))
        .andExpect(content().string(containsString("value=\"L-88\"")))
        .andExpect(content().string(containsString(id.toString())));
  }

  private ResultActions fromOneAddress(UUID id) throws Exception {
    return http.perform(
        filledIn("confirm", "en", "L-88")
            .param("statementId", id.toString())
            .with(
                request -> {
                  request.setRemoteAddr("10.8.8.8");
                  return request;
                }));
  }

  /**
   * Who has a stranger mailed is stopped; the statement is recorded and counts all the same, since
   * the function has to be there all the time (Art. 11a(1)).
   */
  @Test
  void recordsEveryStatementAndMailsOneAddressOnlySoOften() throws Exception {
    String stranger = UUID.randomUUID() + "@example.org";
    for (int i = 0; i < 20; i++) {
      UUID id = statesFor(stranger, "L-66-" + i);
      assertThat(count("select count(*) from message where return_id = ?", id)).isEqualTo(1);
      assertThat(confirmation(id)).contains(stranger).doesNotContain("We send no mail");
    }

    UUID id = statesFor(stranger, "L-66-20");

    assertThat(withdrawals.get(id).contact()).isEqualTo(stranger);
    assertThat(
            count("select count(*) from process_message where correlation_key = ?", id.toString()))
        .isEqualTo(1);
    assertThat(withdrawals.acknowledgedByMail(id)).isFalse();
    assertThat(confirmation(id)).contains("We send no mail to " + stranger, "Keep a copy");
    withdrawals.answerUnknownContract(id);
    assertThat(count("select count(*) from message where return_id = ?", id)).isZero();
  }

  /** An answer about an order goes to who bought it, whoever else flooded the address. */
  @Test
  void answersWhoBoughtHoweverManyStatementsNamedTheAddress() throws Exception {
    Order order = order().line("TEE-M", 1, 2495).email(UUID.randomUUID() + "@example.org").build();
    orders.add(order);
    for (int i = 0; i < 20; i++) {
      statesFor(order.email(), "L-67-" + i);
    }
    UUID id = statesFor(order.email(), order.orderNumber());
    assertThat(withdrawals.acknowledgedByMail(id)).isFalse();

    withdrawals.find(id, null, null);
    withdrawals.answer(id, List.of());

    assertThat(
            count(
                "select count(*) from message where return_id = ? and template ="
                    + " 'withdrawal-answer'",
                id))
        .isEqualTo(1);
  }

  private UUID statesFor(String contact, String contract) throws Exception {
    String location =
        http.perform(
                filledIn("confirm", "en", contract)
                    .with(
                        request -> {
                          request.setParameter("contact", contact);
                          return request;
                        }))
            .andExpect(status().is3xxRedirection())
            .andReturn()
            .getResponse()
            .getRedirectedUrl();
    return UUID.fromString(String.valueOf(location).replaceAll(".*/withdrawn/([^?]+).*", "$1"));
  }

  private String confirmation(UUID id) throws Exception {
    return body(
        http.perform(
            get("/p/lumen/withdrawn/" + id)
                .param("t", tokens.issue(Purpose.STATEMENT, id, Duration.ofHours(1)))));
  }

  @Test
  void showsAConfirmationOnlyToWhoMadeTheStatement() throws Exception {
    UUID id = states(UUID.randomUUID(), "L-1");

    http.perform(get("/p/lumen/withdrawn/" + id)).andExpect(status().isNotFound());
    http.perform(
            get("/p/kestrel/withdrawn/" + id)
                .param("t", tokens.issue(Purpose.STATEMENT, id, Duration.ofHours(1))))
        .andExpect(status().isNotFound());
    http.perform(
            get("/p/lumen/withdrawn/" + id)
                .param("t", tokens.issue(Purpose.RETURN, id, Duration.ofHours(1))))
        .andExpect(status().isNotFound());
  }

  @Test
  void goesBackToTheFormWithWhatWasWritten() throws Exception {
    http.perform(filledIn("", "en", "L-99"))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("value=\"L-99\"")))
        .andExpect(content().string(not(containsString("Confirm withdrawal"))));
  }

  @Test
  void isThereForEveryBrandAndForNoOther() throws Exception {
    http.perform(get("/p/kestrel/withdraw")).andExpect(status().isOk());
    http.perform(get("/p/nobody/withdraw")).andExpect(status().isNotFound());
  }
}
