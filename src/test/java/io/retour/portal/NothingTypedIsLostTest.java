package io.retour.portal;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrlPattern;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.claims.Claims;
import io.retour.logistics.DropOffPoint;
import io.retour.logistics.DropOffPoints;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.refunds.Grant;
import io.retour.refunds.Payouts;
import io.retour.refunds.Refunds;
import io.retour.returns.CaseHistory;
import io.retour.returns.ReasonDetail;
import io.retour.returns.ReasonDetails;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnReason;
import io.retour.returns.ReturnUnit.Ground;
import io.retour.returns.Returns;
import io.retour.security.ShopperTokens;
import io.retour.security.ShopperTokens.Purpose;
import io.retour.testing.Confirmed;
import io.retour.testing.Photos;
import io.retour.testing.WebTest;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.Cookie;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;

/**
 * Another language, a step back, photos that are too many and links that are too old: nothing typed
 * is lost, and everything leads on.
 */
@WebTest
class NothingTypedIsLostTest {

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Claims claims;
  @Autowired ShopperTokens tokens;
  @Autowired DropOffPoints points;

  private Order bought() {
    Order order = order().line("TEE-M", 2, 2495).line("LAMP-1", 1, 8900).build();
    orders.add(order);
    return order;
  }

  private Cookie session(Order order) {
    return new Cookie("retour-order", tokens.issue(Purpose.ORDER, order.id(), Duration.ofHours(2)));
  }

  /** The buttons of the languages send the form in which everything is. */
  private static String languages(String address, String language) {
    return "<button form=\"typed\" name=\"lang\" value=\"%s\" formaction=\"%s\""
        .formatted(language, address);
  }

  private String options(Order order, String language) throws Exception {
    String shirt = order.lines().getFirst().id().toString();
    return http.perform(
            post("/p/lumen/options")
                .with(csrf())
                .cookie(session(order))
                .param("lang", language)
                .param("quantity_" + shirt, "2")
                .param("reason_" + shirt, "DEFECTIVE")
                .param("comment_" + shirt, "a seam")
                .param("method", "STORE")
                .param("resolution", "STORE_CREDIT"))
        .andExpect(status().isOk())
        .andReturn()
        .getResponse()
        .getContentAsString();
  }

  @ParameterizedTest
  @CsvSource({"en, The way back", "nl, De weg terug", "de, Der Rückweg", "fr, Le retour"})
  void anotherLanguageKeepsWhatWasChosen(String language, String heading) throws Exception {
    Order order = bought();
    String shirt = order.lines().getFirst().id().toString();

    String page = options(order, language);

    assertThat(page).contains("lang=\"" + language + "\"");
    assertThat(page)
        .contains(
            languages("/p/lumen/options", "de"),
            "id=\"typed\"",
            "name=\"quantity_" + shirt + "\" value=\"2\"",
            "name=\"reason_" + shirt + "\" value=\"DEFECTIVE\"",
            "name=\"comment_" + shirt + "\" value=\"a seam\"");
    assertThat(page)
        .contains("value=\"STORE\" checked", "value=\"STORE_CREDIT\" checked")
        .doesNotContain("value=\"REFUND\" checked");
  }

  /** Once it is confirmed in one language, the other tab confirms the same return. */
  @Test
  void anotherLanguageKeepsTheReturnToBe() throws Exception {
    Order order = bought();
    UUID returnId = UUID.randomUUID();

    http.perform(
            post("/p/lumen/options")
                .with(csrf())
                .cookie(session(order))
                .param("returnId", returnId.toString())
                .param("quantity_" + order.lines().getFirst().id(), "1"))
        .andExpect(content().string(containsString("name=\"returnId\" value=\"" + returnId)));
  }

  @Test
  void aStepBackShowsWhatWasChosenToChangeIt() throws Exception {
    Order order = bought();
    String shirt = order.lines().getFirst().id().toString();

    String page =
        http.perform(
                post("/p/lumen/order")
                    .with(csrf())
                    .cookie(session(order))
                    .param("quantity_" + shirt, "2")
                    .param("reason_" + shirt, "SIZE_TOO_SMALL")
                    .param("comment_" + shirt, "a \"seam\""))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString();

    assertThat(page)
        .contains(
            "value=\"2\" selected", "value=\"SIZE_TOO_SMALL\" selected", "a &quot;seam&quot;");
    http.perform(post("/p/lumen/order").with(csrf()).cookie(new Cookie("retour-order", "old")))
        .andExpect(redirectedUrlPattern("/p/lumen?expired=true"));
  }

  @Test
  void anotherLanguageKeepsWhatIsTypedToFindAnOrder() throws Exception {
    http.perform(
            post("/p/lumen")
                .with(csrf())
                .param("lang", "nl")
                .param("orderNumber", "L-17")
                .param("emailOrPostcode", "5026 AA"))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("Bestelnummer")))
        .andExpect(content().string(containsString("value=\"L-17\"")))
        .andExpect(content().string(containsString("value=\"5026 AA\"")))
        .andExpect(content().string(not(containsString("role=\"alert\""))));
  }

  @Test
  void anotherLanguageKeepsWhatIsTypedInAClaimAndInAWithdrawal() throws Exception {
    Order order = bought();
    UUID claimId = UUID.randomUUID();
    String claim =
        http.perform(
                post("/p/lumen/claim/again")
                    .with(csrf())
                    .cookie(session(order))
                    .param("lang", "fr")
                    .param("claimId", claimId.toString())
                    .param("quantity_" + order.lines().getFirst().id(), "1")
                    .param("comment", "one is missing")
                    .param("remedy", "REFUND"))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(claim)
        .contains("lang=\"fr\"", "one is missing", claimId.toString())
        .contains("value=\"REFUND\" selected", "value=\"1\" selected");
    assertThat(claims.ofOrder(order.id())).isEmpty();

    UUID statementId = UUID.randomUUID();
    String review =
        http.perform(
                post("/p/lumen/withdraw/review")
                    .param("lang", "de")
                    .param("statementId", statementId.toString())
                    .param("name", "Ada")
                    .param("contract", "L-17")
                    .param("items", "")
                    .param("contact", "ada@example.org"))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString();
    assertThat(review)
        .contains("lang=\"de\"", languages("/p/lumen/withdraw/review", "fr"))
        .contains("name=\"statementId\" value=\"" + statementId);
  }

  @Test
  void takesSeveralPhotosOfAnItemAndSaysHowManyBeforeAndAfter() throws Exception {
    Order order = bought();
    String page = options(order, "en");
    assertThat(page)
        .contains("multiple", "data-most=\"3\"", "data-largest=\"5242880\"")
        .contains("at most 3 photos of 5 MB each", "src=\"/js/photos-")
        .contains("{0} was not added: it has more than 5 MB.");

    http.perform(confirmation(UUID.randomUUID(), order, 4))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(content().string(containsString("At most 3 photos are possible")))
        .andExpect(content().string(containsString("value=\"a seam\"")));
    assertThat(returns.ofOrder(order.id())).isEmpty();

    UUID returnId = UUID.randomUUID();
    http.perform(confirmation(returnId, order, 3)).andExpect(status().is3xxRedirection());
    assertThat(returns.photos(returnId)).hasSize(3);
  }

  private MockMultipartHttpServletRequestBuilder confirmation(
      UUID returnId, Order order, int photos) throws Exception {
    String shirt = order.lines().getFirst().id().toString();
    MockMultipartHttpServletRequestBuilder request = multipart("/p/lumen/confirm");
    request
        .with(csrf())
        .cookie(session(order))
        .param("returnId", returnId.toString())
        .param("quantity_" + shirt, "1")
        .param("reason_" + shirt, "DEFECTIVE")
        .param("comment_" + shirt, "a seam")
        .param("method", "PARCEL_DROP_OFF")
        .param("resolution", "REFUND");
    for (int i = 0; i < photos; i++) {
      request.file(
          new MockMultipartFile(
              "photo_" + shirt, i + ".jpg", "image/jpeg", Photos.picture("jpg", 9, 9)));
    }
    return request;
  }

  // the question after a reason

  @ParameterizedTest
  @CsvSource({
    "SIZE_TOO_SMALL, At the sleeves",
    "DEFECTIVE, A hole or a stain",
    "DAMAGED_IN_TRANSIT, The parcel was sound",
    "CHANGED_MIND, ''",
    "NO_REASON_GIVEN, ''"
  })
  void asksWhatAReasonMeansForTheGoodsAndNeverInsists(String reason, String more) throws Exception {
    Order order = order().line("TEE-M", 1, 2495).build();
    orders.add(order);
    String page =
        http.perform(
                post("/p/lumen/options")
                    .with(csrf())
                    .cookie(session(order))
                    .param("quantity_" + order.lines().getFirst().id(), "1")
                    .param("reason_" + order.lines().getFirst().id(), reason))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString();

    if (more.isEmpty()) {
      assertThat(page).doesNotContain("name=\"detail_");
    } else {
      assertThat(page).contains("name=\"detail_", more).doesNotContain("required");
    }
  }

  @Test
  void keepsWhatWasSaidOfAReasonWithEachPiece(
      @Autowired ReasonDetails details, @Autowired CaseHistory history) throws Exception {
    Order order = bought();
    String shirt = order.lines().getFirst().id().toString();
    String lamp = order.lines().getLast().id().toString();
    UUID returnId = UUID.randomUUID();
    MockMultipartHttpServletRequestBuilder request = multipart("/p/lumen/confirm");
    request
        .with(csrf())
        .cookie(session(order))
        .param("returnId", returnId.toString())
        .param("quantity_" + shirt, "2")
        .param("reason_" + shirt, "SIZE_TOO_SMALL")
        .param("detail_" + shirt, "SLEEVES")
        .param("quantity_" + lamp, "1")
        .param("reason_" + lamp, "CHANGED_MIND")
        // belongs to no reason of these goods, so nobody said it
        .param("detail_" + lamp, "SLEEVES")
        .param("method", "PARCEL_DROP_OFF")
        .param("resolution", "REFUND");
    http.perform(request).andExpect(status().is3xxRedirection());

    assertThat(details.of(returnId))
        .hasSize(2)
        .allSatisfy((piece, said) -> assertThat(said).isEqualTo(ReasonDetail.SLEEVES));
    assertThat(history.of(returnId))
        .anySatisfy(
            event -> {
              assertThat(event.kind()).isEqualTo("reason-told");
              assertThat(event.detail()).isEqualTo("Product TEE-M: sleeves");
            });
  }

  // where it leads on

  private ReturnCase registered(Order order) {
    return returns.register(
        Confirmed.piecesOf(order, 1, ReturnReason.CHANGED_MIND, "PARCEL_DROP_OFF"));
  }

  @ParameterizedTest
  @CsvSource({
    "en, This link no longer works, Find order",
    "nl, Deze link werkt niet meer, Bestelling zoeken",
    "de, Dieser Link gilt nicht mehr, Bestellung suchen",
    "fr, Ce lien ne fonctionne plus, Trouver la commande"
  })
  void anOldLinkLeadsToFindingTheOrderAtItsBrand(String language, String title, String on)
      throws Exception {
    ReturnCase old = registered(bought());

    String page =
        http.perform(
                get("/r/" + old.rmaNumber())
                    .header("Accept-Language", language)
                    .param("t", tokens.issue(Purpose.RETURN, old.id(), Duration.ofSeconds(-1))))
            .andExpect(status().isNotFound())
            .andReturn()
            .getResponse()
            .getContentAsString();

    assertThat(page).contains(title, "href=\"/p/lumen\"", "/p/lumen/look.css");
    assertThat(page).contains("class=\"button\" href=\"/p/lumen\"");
  }

  /** Nobody learns from a guessed link to whose return a number belongs. */
  @Test
  void aForgedLinkLeadsToAllBrandsAlike() throws Exception {
    ReturnCase other = registered(bought());
    for (String path : List.of("/r/" + other.rmaNumber(), "/r/R-0", "/c/C-0", "/a/R-0", "/g/x")) {
      http.perform(get(path).param("t", "R." + other.id() + ".9999999999.guess"))
          .andExpect(status().isNotFound())
          .andExpect(content().string(containsString("href=\"/p/kestrel\"")))
          .andExpect(content().string(not(containsString("/p/lumen/look.css"))));
    }
  }

  @Test
  void whoFoundTheOrderAgainSeesItsReturns() throws Exception {
    Order order = bought();
    ReturnCase mine = registered(order);

    String page =
        http.perform(get("/p/lumen/order").cookie(session(order)))
            .andReturn()
            .getResponse()
            .getContentAsString();

    int begin = page.indexOf("href=\"/r/" + mine.rmaNumber()) + "href=\"".length();
    assertThat(page).contains("id=\"going-on\"");
    String link = page.substring(begin, page.indexOf('"', begin)).replace("&amp;", "&");
    // who knows number and postcode may read it, and gets no further secret out of it
    assertThat(link).contains("t=F.");
    http.perform(get(link)).andExpect(status().isOk());
    String gift = tokens.issue(Purpose.GIFT, order.id(), Duration.ofHours(1));
    http.perform(get("/p/lumen/order").cookie(new Cookie("retour-order", gift)))
        .andExpect(content().string(not(containsString("going-on"))));
  }

  @Test
  void anErrorHasTheLookOfItsBrandAndLeadsOnThere() throws Exception {
    http.perform(
            get("/error")
                .accept(MediaType.TEXT_HTML)
                .requestAttr(RequestDispatcher.ERROR_STATUS_CODE, 404)
                .requestAttr(RequestDispatcher.ERROR_REQUEST_URI, "/p/lumen/nowhere"))
        .andExpect(content().string(containsString("/p/lumen/look.css")))
        .andExpect(content().string(containsString("class=\"button\" href=\"/p/lumen\"")));
    http.perform(
            get("/error")
                .accept(MediaType.TEXT_HTML)
                .requestAttr(RequestDispatcher.ERROR_STATUS_CODE, 404)
                .requestAttr(RequestDispatcher.ERROR_REQUEST_URI, "/p/nobody/order"))
        .andExpect(content().string(containsString("class=\"button\" href=\"/\"")));
  }

  /** What the bank gave back is not said to take a few days at the bank. */
  @Test
  void saysAfterADisputeThatTheBankHasPaid(
      @Autowired Refunds refunds, @Autowired Payouts payouts, @Autowired JdbcClient db)
      throws Exception {
    ReturnCase of = registered(bought());
    returns.authorise(
        of.id(),
        Map.of(of.units().getFirst().orderLineId(), new Ground("STATUTORY_WITHDRAWAL", "NONE")),
        "LOW",
        null,
        "");
    Grant grant = refunds.grant(of.id(), "REFUND", 0);
    payouts.submit(grant.id());
    db.sql("update refund set state = 'CHARGED_BACK' where grant_id = ?")
        .param(grant.id())
        .update();
    returns.close(of.id());

    http.perform(
            get("/r/" + of.rmaNumber())
                .param("t", tokens.issue(Purpose.RETURN, of.id(), Duration.ofDays(1))))
        .andExpect(content().string(containsString("You had disputed the payment")))
        .andExpect(content().string(not(containsString("Depending on your bank"))));
  }

  // offers

  @Test
  void showsTheCheapestWayFirstAndWhereParcelsCanBeBrought() throws Exception {
    Order order = bought();
    String shirt = order.lines().getFirst().id().toString();

    String page =
        http.perform(
                post("/p/lumen/options")
                    .with(csrf())
                    .cookie(session(order))
                    .param("quantity_" + shirt, "1"))
            .andReturn()
            .getResponse()
            .getContentAsString();

    assertThat(page.indexOf("name=\"method\" value=\"STORE\""))
        .isPositive()
        .isLessThan(page.indexOf("name=\"method\" value=\"PARCEL_DROP_OFF\""));
    assertThat(page.split("Lowest price", -1)).hasSize(2);
    assertThat(points.near("NL", order.postcode()))
        .isNotEmpty()
        .map(DropOffPoint::address)
        .allSatisfy(address -> assertThat(page).contains(address));
  }
}
