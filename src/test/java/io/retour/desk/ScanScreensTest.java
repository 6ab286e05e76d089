package io.retour.desk;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.Staff.staff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.matchesPattern;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.logistics.Parcels;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.returns.CaseHistory;
import io.retour.returns.PhotoCaption;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnReason;
import io.retour.returns.ReturnUnit;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.Returns;
import io.retour.testing.Confirmed;
import io.retour.testing.Photos;
import io.retour.testing.WebTest;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockMultipartHttpServletRequestBuilder;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.FlashMap;

/** Scanning and grading: what is looked at, and what comes again after the network was away. */
@WebTest
class ScanScreensTest {

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Parcels parcels;
  @Autowired CaseHistory history;
  @Autowired JdbcClient jdbc;

  private ReturnCase registered(int pieces) {
    Order placed = order().line("COAT-M", pieces, 8995).build();
    orders.add(placed);
    return returns.register(
        Confirmed.piecesOf(placed, pieces, ReturnReason.CHANGED_MIND, "PARCEL_DROP_OFF"));
  }

  private ReturnCase received() {
    ReturnCase of = registered(1);
    parcels.receiveFor(of.id(), "walter");
    return returns.get(of.id());
  }

  private static String units(ReturnCase of) {
    return "/warehouse/" + of.rmaNumber() + "/units/" + of.units().getFirst().id();
  }

  private ResultActions sends(
      MockMultipartHttpServletRequestBuilder form, Map<String, String> fields) throws Exception {
    fields.forEach(form::param);
    return http.perform(form.with(csrf()).with(staff("walter", "warehouse")));
  }

  private ResultActions sendsLater(ReturnCase of, String key, String grade) throws Exception {
    return http.perform(
        multipart(units(of))
            .param("grade", grade)
            .header("Idempotency-Key", key)
            .with(csrf())
            .with(staff("walter", "warehouse")));
  }

  private List<String> answers(UUID unitId) {
    return jdbc.sql(
            "select concat(check_code, ' ', answer) from inspection_check where unit_id = ?"
                + " order by check_code")
        .param(unitId)
        .query(String.class)
        .list();
  }

  private ReturnUnit unit(ReturnCase of) {
    return returns.get(of.id()).units().getFirst();
  }

  @Test
  void asksWhatTheGoodsNeedAndKeepsWhatWasAnsweredOnce() throws Exception {
    ReturnCase of = received();
    http.perform(get("/warehouse/" + of.rmaNumber()).with(staff("walter", "warehouse")))
        .andExpect(
            content()
                .string(
                    allOf(
                        containsString("It was worn, more than tried on"),
                        containsString("The tags are on it"),
                        not(containsString("The serial number matches")),
                        containsString(of.rmaNumber() + "-1"))))
        .andExpect(header().string("Permissions-Policy", containsString("camera=(self)")));

    Map<String, String> seen =
        Map.of(
            "grade", "C", "check.WORN", "YES", "check.TAGS", "NO", "check.SMELL", "NOT_APPLICABLE");
    sends(multipart(units(of)), seen).andExpect(redirectedUrl("/warehouse/" + of.rmaNumber()));
    sends(multipart(units(of)), seen).andExpect(redirectedUrl("/warehouse/" + of.rmaNumber()));

    assertThat(unit(of).findings()).isEqualTo("WORN,TAGS_MISSING");
    assertThat(answers(unit(of).id()))
        .containsExactly("SMELL NOT_APPLICABLE", "TAGS NO", "WORN YES");
    assertThat(history.of(of.id()))
        .filteredOn(event -> event.kind().equals("checked"))
        .singleElement()
        .satisfies(
            event ->
                assertThat(event.detail())
                    .isEqualTo("COAT-M: smell not applicable, tags no, worn yes"));
    http.perform(get("/warehouse/" + of.rmaNumber()).with(staff("walter", "warehouse")))
        .andExpect(content().string(containsString("Tags are missing")));
  }

  /** A fault is not what the shopper did with it, and what is not there cannot be looked at. */
  @Test
  void takesNoFindingFromWhatSaysNothingAboutLostValue() throws Exception {
    ReturnCase missing = received();

    sends(
            multipart(units(missing))
                .file(
                    new MockMultipartFile(
                        "photo.WORN", "w.jpg", "image/jpeg", Photos.picture("jpg", 30, 30))),
            Map.of("grade", "WRONG_ITEM", "check.WORN", "YES"))
        .andExpect(redirectedUrl("/warehouse/" + missing.rmaNumber()));

    assertThat(returns.photos(missing.id())).isEmpty();
    assertThat(unit(missing).findings()).isEmpty();
    assertThat(answers(unit(missing).id())).isEmpty();
  }

  @Test
  void refusesAnAnswerThatNobodyAskedForAndShowsWhatWasAnswered() throws Exception {
    ReturnCase of = received();

    sends(multipart(units(of)), Map.of("grade", "A", "check.SEAL", "NO", "check.TAGS", "YES"))
        .andExpect(flash().attribute("failed", containsString("SEAL")))
        .andExpect(flash().attribute("answers", Map.of("check.SEAL", "NO", "check.TAGS", "YES")));

    assertThat(unit(of).grade()).isNull();
  }

  @Test
  void showsThePageAgainAfterAPhotoThatCannotBeReadWithWhatWasAnswered() throws Exception {
    ReturnCase of = received();
    FlashMap told =
        sends(
                multipart(units(of) + "/photos")
                    .file(new MockMultipartFile("photo", "p.jpg", "image/jpeg", new byte[] {1, 2})),
                Map.of("shows", "A <hole> in it", "check.WORN", "YES"))
            .andExpect(redirectedUrl("/warehouse/" + of.rmaNumber()))
            .andReturn()
            .getFlashMap();

    http.perform(
            get("/warehouse/" + of.rmaNumber())
                .requestAttr(DispatcherServlet.INPUT_FLASH_MAP_ATTRIBUTE, told)
                .with(staff("walter", "warehouse")))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("A &lt;hole&gt; in it")))
        .andExpect(
            content()
                .string(
                    matchesPattern(
                        "(?s).*name=\"check.WORN\" value=\"YES\"[^>]* checked=\"checked\".*")));
    told.remove("answers");
    http.perform(
            get("/warehouse/" + of.rmaNumber())
                .requestAttr(DispatcherServlet.INPUT_FLASH_MAP_ATTRIBUTE, told)
                .with(staff("walter", "warehouse")))
        .andExpect(status().isOk());
  }

  @Test
  void asksForNoPhotoOfWhatSaysNothingAboutLostValue() throws Exception {
    ReturnCase of = received();
    jdbc.sql("update return_unit set category = 'ELECTRONICS' where id = ?")
        .param(unit(of).id())
        .update();

    http.perform(get("/warehouse/" + of.rmaNumber()).with(staff("walter", "warehouse")))
        .andExpect(content().string(containsString("name=\"check.STARTS\"")))
        .andExpect(content().string(not(containsString("name=\"photo.STARTS\""))))
        .andExpect(content().string(containsString("name=\"photo.SCRATCHES\"")));
  }

  @Test
  void keepsAPhotoOfAFindingInWordsThatTheShopperReads() throws Exception {
    ReturnCase of = received();

    sends(
        multipart(units(of))
            .file(
                new MockMultipartFile(
                    "photo.WORN", "w.jpg", "image/jpeg", Photos.jpegWithExif(40, 30)))
            .file(
                new MockMultipartFile(
                    "photo.TAGS", "t.jpg", "image/jpeg", Photos.picture("jpg", 30, 30))),
        Map.of("grade", "C", "check.WORN", "YES", "check.TAGS", "YES"));

    // the tags are on it, so a photo of them shows no defect
    assertThat(returns.photos(of.id())).extracting(PhotoCaption::shows).containsExactly("Worn");
    assertThat(unit(of).grade()).isEqualTo(Grade.C);
  }

  @Test
  void answersWhatWaitedForTheNetworkOnceAndTheSameAgain() throws Exception {
    ReturnCase of = received();
    String key = UUID.randomUUID().toString();
    for (int i = 0; i < 2; i++) {
      sendsLater(of, key, "B")
          .andExpect(status().isOk())
          .andExpect(jsonPath("$.next").value("/warehouse/" + of.rmaNumber()))
          .andExpect(jsonPath("$.failed").doesNotExist());
    }
    sendsLater(of, key, "C").andExpect(status().isConflict());
    sendsLater(of, UUID.randomUUID().toString(), "C")
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.failed").value(containsString("graded B already")));

    assertThat(unit(of).grade()).isEqualTo(Grade.B);
  }

  @Test
  void saysOfAParcelThatNobodyExpectsThatItCanBeRecorded() throws Exception {
    String code =
        "3SNOBODY" + UUID.randomUUID().toString().substring(0, 8).toUpperCase(Locale.ROOT);

    http.perform(
            post("/warehouse/receive")
                .param("code", code)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .with(csrf())
                .with(staff("walter", "warehouse")))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.failed").value(containsString(code)))
        .andExpect(jsonPath("$.unexpected").value(true));
    http.perform(get("/warehouse").param("unexpected", code).with(staff("walter", "warehouse")))
        .andExpect(content().string(containsString("Record it as an unannounced parcel")))
        .andExpect(content().string(containsString("value=\"" + code + "\"")));
  }

  @Test
  void leadsFromTheLabelOfAPieceToThatPiece() throws Exception {
    ReturnCase of = registered(2);

    String page =
        http.perform(
                post("/warehouse/receive")
                    .param("code", of.rmaNumber().toLowerCase(Locale.ROOT) + "-2")
                    .with(csrf())
                    .with(staff("walter", "warehouse")))
            .andExpect(redirectedUrl("/warehouse/" + of.rmaNumber() + "?piece=2"))
            .andReturn()
            .getResponse()
            .getRedirectedUrl();

    http.perform(get(java.net.URI.create("" + page)).with(staff("walter", "warehouse")))
        .andExpect(
            content()
                .string(
                    matchesPattern("(?s).*class=\"item piece current\"[^>]*data-piece=\"2\".*")));
  }

  @Test
  void leadsFromTheLabelOfAGradedPieceToNoOther() throws Exception {
    ReturnCase of = registered(3);
    parcels.receiveFor(of.id(), "walter");
    sends(
        multipart("/warehouse/" + of.rmaNumber() + "/units/" + of.units().get(1).id()),
        Map.of("grade", "A"));

    http.perform(
            get("/warehouse/" + of.rmaNumber())
                .param("piece", "2")
                .with(staff("walter", "warehouse")))
        .andExpect(content().string(not(containsString("piece current"))));
    http.perform(get("/warehouse/" + of.rmaNumber()).with(staff("walter", "warehouse")))
        .andExpect(content().string(containsString("piece current")));
  }

  @Test
  void printsWhatAScannerTypes() throws Exception {
    ReturnCase of = received();

    http.perform(get("/warehouse/codes").with(staff("walter", "warehouse")))
        .andExpect(content().string(containsString("<code>A</code> <span>A · as new</span>")))
        .andExpect(content().string(containsString("<code>W</code> <span>Wrong item</span>")))
        .andExpect(content().string(containsString("src=\"data:image/png;base64,")));
    http.perform(get("/warehouse/" + of.rmaNumber() + "/labels").with(staff("walter", "warehouse")))
        .andExpect(content().string(containsString("<code>" + of.rmaNumber() + "-1</code>")));
  }

  @Test
  void speaksTheLanguageOfWhoeverWorksThere() throws Exception {
    ReturnCase of = received();

    for (Map.Entry<String, String> said :
        Map.of(
                "nl", "Gedragen, meer dan gepast",
                "de", "Getragen, nicht nur anprobiert",
                "fr", "Porté, plus qu’essayé")
            .entrySet()) {
      http.perform(
              get("/warehouse/" + of.rmaNumber())
                  .header("Accept-Language", said.getKey())
                  .with(staff("walter", "warehouse")))
          .andExpect(content().string(containsString(said.getValue())))
          .andExpect(content().string(not(containsString("??"))));
    }
  }

  @Test
  void asksTheSameAtTheCounterOfAStore() throws Exception {
    Order order = order().line("COAT-M", 1, 8995).build();
    orders.add(order);
    String pieces = "/store/lumen-tilburg/pieces/" + order.id();
    http.perform(get(pieces).with(staff("stella", "store")))
        .andExpect(content().string(containsString("The tags are on it")))
        .andExpect(content().string(not(containsString("??"))));

    String done =
        http.perform(
                multipart(pieces)
                    .file(
                        new MockMultipartFile(
                            "piece0.photo.TAGS",
                            "t.jpg",
                            "image/jpeg",
                            Photos.picture("jpg", 30, 30)))
                    .param("handInId", UUID.randomUUID().toString())
                    .param("happenedAt", Instant.now().minusSeconds(60).toString())
                    .param("sku", "COAT-M")
                    .param("grade", "B")
                    .param("reason", "NO_REASON_GIVEN")
                    .param("piece0.check.TAGS", "NO")
                    .with(csrf())
                    .with(staff("stella", "store")))
            .andExpect(status().is3xxRedirection())
            .andReturn()
            .getResponse()
            .getRedirectedUrl();

    ReturnCase taken = returns.byRmaNumber(("" + done).replaceAll(".*/", ""));
    assertThat(unit(taken).findings()).isEqualTo("TAGS_MISSING");
    assertThat(answers(unit(taken).id())).containsExactly("TAGS NO");
    assertThat(returns.photos(taken.id()))
        .extracting(PhotoCaption::shows)
        .containsExactly("Labels ontbreken");
  }
}
