package io.retour.portal;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.Staff.staff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.claims.Claim;
import io.retour.claims.Claim.Kind;
import io.retour.claims.ClaimRemedies;
import io.retour.claims.Claims;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.policy.RefundTiming;
import io.retour.policy.RefundTiming.Start;
import io.retour.policy.RefundTiming.Withholding;
import io.retour.refunds.RefundDeadline;
import io.retour.refunds.RefundDeadlines;
import io.retour.security.ShopperTokens;
import io.retour.security.ShopperTokens.Purpose;
import io.retour.testing.Photos;
import io.retour.testing.WebTest;
import jakarta.servlet.http.Cookie;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.Objects;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;

@WebTest
class ClaimPagesTest {

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Claims claims;
  @Autowired ShopperTokens tokens;
  @Autowired ClaimRemedies remedies;
  @Autowired RefundDeadlines deadlines;

  private Order bought() {
    Order order = order().line("LAMP-1", 1, 4995).build();
    orders.add(order);
    return order;
  }

  private Cookie session(Order order) {
    return new Cookie("retour-order", tokens.issue(Purpose.ORDER, order.id(), Duration.ofHours(1)));
  }

  private MockMultipartHttpServletRequestBuilder claim(Order order, UUID id, String kind) {
    MockMultipartHttpServletRequestBuilder request = multipart("/p/lumen/claim");
    request
        .with(csrf())
        .cookie(session(order))
        .param("claimId", id.toString())
        .param("kind", kind)
        .param("comment", "the shade is cracked")
        .param("quantity_" + order.lines().getFirst().id(), "1");
    return request;
  }

  private String raised(Order order, MockMultipartHttpServletRequestBuilder request)
      throws Exception {
    String page =
        http.perform(request)
            .andExpect(status().is3xxRedirection())
            .andReturn()
            .getResponse()
            .getRedirectedUrl();
    assertThat(claims.ofOrder(order.id())).hasSize(1);
    return Objects.requireNonNull(page);
  }

  @ParameterizedTest
  @CsvSource({"en, Something wrong", "nl, Is er iets mis", "de, Stimmt etwas", "fr, Un problème"})
  void leadsFromTheOrderToTheFormInFourLanguages(String language, String title) throws Exception {
    Order order = bought();
    http.perform(get("/p/lumen/order").cookie(session(order)).header("Accept-Language", language))
        .andExpect(content().string(containsString("/p/lumen/claim")))
        .andExpect(content().string(containsString(title)));
    http.perform(get("/p/lumen/claim").cookie(session(order)).header("Accept-Language", language))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString(title)))
        .andExpect(content().string(not(containsString("??"))));
  }

  @Test
  void raisesAClaimWithAPhotoWithoutItsPlaceAndShowsWhereItStands() throws Exception {
    Order order = bought();
    MockMultipartHttpServletRequestBuilder request = claim(order, UUID.randomUUID(), "DAMAGED");
    request.file(
        new MockMultipartFile("photo", "p.jpg", "image/jpeg", Photos.jpegWithExif(60, 40)));

    String page = raised(order, request);

    http.perform(get(page))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("Photos with this claim: 1")))
        .andExpect(content().string(not(containsString("??"))));
    Claim claim = claims.ofOrder(order.id()).getFirst();
    assertThat(claims.photos(claim.id()))
        .map(id -> claims.photo(claim.id(), id).orElseThrow())
        .singleElement()
        .satisfies(
            photo ->
                assertThat(new String(photo.content(), StandardCharsets.ISO_8859_1))
                    .doesNotContain(Photos.PLACE));
  }

  @Test
  void saysByWhenAnAgreedRefundComes() throws Exception {
    Order order = bought();
    String page = raised(order, claim(order, UUID.randomUUID(), "WRONG"));
    Claim claim = claims.ofOrder(order.id()).getFirst();
    http.perform(get(page)).andExpect(content().string(not(containsString("refund-due"))));

    remedies.refund(claim.id());
    RefundDeadline due =
        deadlines.record(
            claim.id(),
            "CONFORMITY",
            new RefundTiming(Start.AGREEMENT, 14, Withholding.NONE, 3, "SGD_ART_16_3"));

    http.perform(get(page).header("Accept-Language", "en"))
        .andExpect(content().string(containsString("Refund by " + written(due.dueOn()))));
    http.perform(get("/desk/claims/" + claim.number()).with(staff("sam", "agent")))
        .andExpect(content().string(containsString("Refund due on " + due.dueOn())))
        .andExpect(content().string(containsString("counted from the agreement to pay")));
  }

  private static String written(LocalDate day) {
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(Locale.UK).format(day);
  }

  /** ADR special provision 376: how it is kept is said at once, and it is never sent in. */
  @ParameterizedTest
  @CsvSource({
    "en, do not send it in, can catch fire",
    "nl, Stuur het niet op, kan in brand vliegen",
    "de, senden Sie es nicht ein, kann in Brand geraten",
    "fr, envoyez pas, peut prendre feu"
  })
  void saysWhatToDoWithADamagedBattery(String language, String headline, String why)
      throws Exception {
    Order order = order().deliveredDaysAgo(60).line("PHONE-1", 1, 39900).withBattery().build();
    orders.add(order);
    String page = raised(order, claim(order, UUID.randomUUID(), "DEFECTIVE"));
    http.perform(get(page).header("Accept-Language", language))
        .andExpect(content().string(containsString(why)))
        .andExpect(content().string(not(containsString(headline))));

    remedies.repair(claims.ofOrder(order.id()).getFirst().id(), false);

    http.perform(get(page).header("Accept-Language", language))
        .andExpect(content().string(containsString(headline)))
        .andExpect(content().string(containsString(why)))
        .andExpect(content().string(not(containsString("??"))));
  }

  /** Directive (EU) 2019/771 Art. 13(4): who chooses knows both amounts, and how one came about. */
  @ParameterizedTest
  @CsvSource({
    "en, 'Keep it, and pay me €15.00 back', Pay me €49.95 back, Price reduction",
    "nl, Ik houd het, Betaal mij, Prijsvermindering",
    "de, Behalten und, zurück, Minderung",
    "fr, Je le garde, Remboursez-moi, Réduction du prix"
  })
  void offersALowerPriceBesideThePriceBack(String language, String keep, String back, String line)
      throws Exception {
    Order order = bought();
    String page = raised(order, claim(order, UUID.randomUUID(), "DEFECTIVE"));
    Claim claim = claims.ofOrder(order.id()).getFirst();
    remedies.assessed(claim.id(), 1500, "the shade is crooked", false);
    claims.asked(claim.id(), "CHOICE");

    http.perform(get(page).header("Accept-Language", language))
        .andExpect(content().string(containsString(keep)))
        .andExpect(content().string(containsString(back)))
        .andExpect(content().string(containsString("the shade is crooked")))
        .andExpect(content().string(not(containsString("??"))));
    http.perform(choice(page, claim, "REPLACEMENT")).andExpect(status().isUnprocessableEntity());
    http.perform(choice(page, claim, "REDUCTION")).andExpect(status().is3xxRedirection());
    remedies.reduce(claim.id());
    claims.close(claim.id());

    http.perform(get(page).header("Accept-Language", language))
        .andExpect(content().string(containsString(line)))
        .andExpect(content().string(containsString("the shade is crooked")))
        .andExpect(content().string(not(containsString("??"))));
    http.perform(get("/desk/claims/" + claim.number()).with(staff("sam", "agent")))
        .andExpect(content().string(containsString("Fault takes off")))
        .andExpect(content().string(containsString("reduction Product LAMP-1")));
  }

  private static MockHttpServletRequestBuilder choice(String page, Claim claim, String remedy) {
    return post("/c/" + claim.number() + "/remedy")
        .with(csrf())
        .param("t", page.substring(page.indexOf("?t=") + 3))
        .param("remedy", remedy);
  }

  @Test
  void saysNothingOfABatteryThatIsNotThere() throws Exception {
    Order order = bought();

    http.perform(get(raised(order, claim(order, UUID.randomUUID(), "DAMAGED"))))
        .andExpect(content().string(not(containsString("id=\"battery\""))));
  }

  @Test
  void raisesOneClaimForADoubleClick() throws Exception {
    Order order = bought();
    UUID id = UUID.randomUUID();

    String first = raised(order, claim(order, id, "DAMAGED"));
    String second = raised(order, claim(order, id, "DAMAGED"));

    assertThat(second.substring(0, second.indexOf('?')))
        .isEqualTo(first.substring(0, first.indexOf('?')));
  }

  @ParameterizedTest
  @CsvSource({"'', 1", "SMELLS, 1", "DAMAGED, 0", "DAMAGED, 9", "DAMAGED, two"})
  void asksAgainWithAReason(String kind, String quantity) throws Exception {
    Order order = bought();
    MockMultipartHttpServletRequestBuilder request = multipart("/p/lumen/claim");
    request
        .with(csrf())
        .cookie(session(order))
        .param("claimId", UUID.randomUUID().toString())
        .param("kind", kind)
        .param("quantity_" + order.lines().getFirst().id(), quantity);

    http.perform(request)
        .andExpect(status().isUnprocessableEntity())
        .andExpect(content().string(containsString("role=\"alert\"")))
        .andExpect(content().string(not(containsString("??"))));
    assertThat(claims.ofOrder(order.id())).isEmpty();
  }

  @Test
  void showsAnOrderAndAClaimOnlyToWhoHoldsTheLink() throws Exception {
    Order order = bought();
    raised(order, claim(order, UUID.randomUUID(), "DAMAGED"));
    Claim claim = claims.ofOrder(order.id()).getFirst();

    http.perform(get("/p/lumen/claim")).andExpect(redirectedUrl("/p/lumen?expired=true"));
    http.perform(get("/c/" + claim.number())).andExpect(status().isNotFound());
    http.perform(
            get("/c/" + claim.number())
                .param("t", tokens.issue(Purpose.RETURN, claim.id(), Duration.ofDays(1))))
        .andExpect(status().isNotFound());
    http.perform(
            get("/c/C-0000-0000")
                .param("t", tokens.issue(Purpose.CLAIM, claim.id(), Duration.ofDays(1))))
        .andExpect(status().isNotFound());
  }

  private Claim waiting(String asked) throws Exception {
    Order order = bought();
    raised(order, claim(order, UUID.randomUUID(), Kind.DAMAGED.name()));
    Claim claim = claims.ofOrder(order.id()).getFirst();
    claims.asked(claim.id(), asked);
    return claim;
  }

  private String token(Claim claim) {
    return tokens.issue(Purpose.CLAIM, claim.id(), Duration.ofDays(1));
  }

  @Test
  void takesTheChoiceOnce() throws Exception {
    Claim claim = waiting("CHOICE");
    http.perform(get("/c/" + claim.number()).param("t", token(claim)))
        .andExpect(content().string(containsString("Send it again")));

    http.perform(
            post("/c/" + claim.number() + "/remedy")
                .with(csrf())
                .param("t", token(claim))
                .param("remedy", "REPLACEMENT"))
        .andExpect(status().is3xxRedirection());
    http.perform(
            post("/c/" + claim.number() + "/remedy")
                .with(csrf())
                .param("t", token(claim))
                .param("remedy", "REFUND"))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(content().string(containsString("You chose already.")));
  }

  @Test
  void callsAClaimOff() throws Exception {
    Claim claim = waiting("CHOICE");
    for (int twice = 0; twice < 2; twice++) {
      http.perform(post("/c/" + claim.number() + "/cancel").with(csrf()).param("t", token(claim)))
          .andExpect(status().is3xxRedirection());
    }

    http.perform(get("/c/" + claim.number()).param("t", token(claim)))
        .andExpect(content().string(containsString("Your claim is called off")));
    assertThat(claims.claimable(claims.order(claim)).values()).containsOnly(1);
  }

  @Test
  void asksForNoPhotoAnyMoreWhenItsTimeIsOver() throws Exception {
    Claim claim = waiting("EVIDENCE");
    claims.evidenceOverdue(claim.id());
    claims.evidenceOverdue(claim.id());

    http.perform(get("/c/" + claim.number()).param("t", token(claim)))
        .andExpect(content().string(containsString("We are looking into it")))
        .andExpect(content().string(not(containsString("Please show or tell us more"))))
        .andExpect(content().string(not(containsString("data-asks=\"evidence\""))));
  }

  @Test
  void takesMoreEvidenceButNotNothing() throws Exception {
    Claim claim = waiting("EVIDENCE");
    MockMultipartHttpServletRequestBuilder nothing =
        multipart("/c/" + claim.number() + "/evidence");
    nothing.with(csrf()).param("t", token(claim));
    http.perform(nothing)
        .andExpect(status().isUnprocessableEntity())
        .andExpect(content().string(containsString("role=\"alert\"")));

    MockMultipartHttpServletRequestBuilder photo = multipart("/c/" + claim.number() + "/evidence");
    photo
        .file(new MockMultipartFile("photo", "p.png", "image/png", Photos.picture("png", 9, 9)))
        .with(csrf())
        .param("t", token(claim));
    http.perform(photo).andExpect(status().is3xxRedirection());
    assertThat(claims.photos(claim.id())).hasSize(1);
  }

  @Test
  void takesAnObjectionToARejectionOnce() throws Exception {
    Claim claim = waiting("EVIDENCE");
    claims.reject(claim.id(), "worn, not broken");
    http.perform(get("/c/" + claim.number()).param("t", token(claim)))
        .andExpect(content().string(containsString("worn, not broken")))
        .andExpect(content().string(containsString("within 14 days")))
        .andExpect(content().string(containsString("Ask for another look")));

    http.perform(
            post("/c/" + claim.number() + "/objection")
                .with(csrf())
                .param("t", token(claim))
                .param("comment", "it is broken"))
        .andExpect(status().is3xxRedirection());
    assertThat(claims.get(claim.id()).open()).isTrue();

    claims.reject(claim.id(), "still worn");
    http.perform(post("/c/" + claim.number() + "/objection").with(csrf()).param("t", token(claim)))
        .andExpect(status().isUnprocessableEntity());
  }
}
