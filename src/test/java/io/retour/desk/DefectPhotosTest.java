package io.retour.desk;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.Staff.staff;
import static io.retour.testing.TestTokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.multipart;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.logistics.Parcels;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.refunds.Refunds;
import io.retour.returns.PhotoCaption;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.returns.ReturnUnit.Ground;
import io.retour.returns.Returns;
import io.retour.security.ShopperTokens;
import io.retour.security.ShopperTokens.Purpose;
import io.retour.testing.Confirmed;
import io.retour.testing.Photos;
import io.retour.testing.WebTest;
import jakarta.persistence.EntityManagerFactory;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** Photos of defects: taken at the warehouse or the counter, seen by the shopper. */
@WebTest
class DefectPhotosTest {

  private static final byte[] DEFECT = Photos.jpegWithExif(40, 30);

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Parcels parcels;
  @Autowired Refunds refunds;
  @Autowired ShopperTokens tokens;
  @Autowired EntityManagerFactory database;

  private ReturnCase withdrawn() {
    ReturnCase of = received();
    returns.authorise(
        of.id(),
        Map.of(of.units().getFirst().orderLineId(), new Ground("STATUTORY_WITHDRAWAL", "NONE")),
        "LOW",
        null,
        "");
    return of;
  }

  private ReturnCase received() {
    Order order = order().line("COAT-M", 1, 8995).build();
    orders.add(order);
    ReturnCase registered = returns.register(Confirmed.onePieceOf(order));
    parcels.receiveFor(registered.id(), "walter");
    return returns.get(registered.id());
  }

  private static MockMultipartFile photo(String field, byte[] content) {
    return new MockMultipartFile(field, "defect.jpg", "image/jpeg", content);
  }

  private static String units(ReturnCase of) {
    return "/warehouse/" + of.rmaNumber() + "/units/" + of.units().getFirst().id();
  }

  private ResultActions grades(ReturnCase of, byte[] content, String shows) throws Exception {
    return http.perform(
        multipart(units(of))
            .file(photo("photo", content))
            .param("shows", shows)
            .param("grade", "D")
            .with(csrf())
            .with(staff("walter", "warehouse")));
  }

  @Test
  void keepsThePhotoWithTheGradeAndNothingOfWhereItWasTaken() throws Exception {
    ReturnCase of = received();

    grades(of, DEFECT, "Torn seam").andExpect(redirectedUrl("/warehouse/" + of.rmaNumber()));

    assertThat(returns.get(of.id()).units().getFirst().grade()).isEqualTo(Grade.D);
    assertThat(returns.photos(of.id()))
        .singleElement()
        .satisfies(
            kept -> {
              assertThat(kept.of(of.units().getFirst().id())).isTrue();
              assertThat(kept.shows()).isEqualTo("Torn seam");
              byte[] content = returns.photo(of.id(), kept.id()).orElseThrow().content();
              assertThat(new String(content, java.nio.charset.StandardCharsets.ISO_8859_1))
                  .doesNotContain(Photos.PLACE);
            });
    http.perform(get("/warehouse/" + of.rmaNumber()).with(staff("walter", "warehouse")))
        .andExpect(content().string(containsString("Photo: Torn seam")));
  }

  @Test
  void gradesNothingWhenThePhotoIsNoneOrSaysNothing() throws Exception {
    ReturnCase of = received();

    grades(of, "no picture".getBytes(java.nio.charset.StandardCharsets.UTF_8), "Torn seam")
        .andExpect(flash().attribute("failed", containsString("JPEG or PNG")));
    grades(of, DEFECT, " ").andExpect(flash().attribute("failed", containsString("what is wrong")));

    assertThat(returns.get(of.id()).units().getFirst().grade()).isNull();
    assertThat(returns.photos(of.id())).isEmpty();
  }

  /** Several defects of one piece, each with its photo; the same one twice is one. */
  @Test
  void takesAPhotoOfEachDefectBeforeTheGrade() throws Exception {
    ReturnCase of = received();

    for (byte[] each : new byte[][] {DEFECT, DEFECT, Photos.picture("png", 30, 30)}) {
      http.perform(
              multipart(units(of) + "/photos")
                  .file(photo("photo", each))
                  .param("shows", "Stain")
                  .with(csrf())
                  .with(staff("walter", "warehouse")))
          .andExpect(redirectedUrl("/warehouse/" + of.rmaNumber()));
    }

    assertThat(returns.photos(of.id())).hasSize(2);
    assertThat(returns.get(of.id()).units().getFirst().grade()).isNull();
  }

  @Test
  void takesPhotosFromWarehouseSystemsToo() throws Exception {
    ReturnCase of = received();
    String path = "/api/v1/warehouse/units/" + of.units().getFirst().id() + "/photos";

    http.perform(
            multipart(path)
                .file(photo("photo", DEFECT))
                .param("shows", "Torn seam")
                .with(as("walter", "warehouse")))
        .andExpect(status().isNoContent());
    http.perform(
            multipart(path)
                .file(photo("photo", new byte[] {1, 2, 3}))
                .param("shows", "Torn seam")
                .with(as("walter", "warehouse")))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.code").value("not-a-photo"));

    assertThat(returns.photos(of.id()))
        .extracting(PhotoCaption::shows)
        .containsExactly("Torn seam");
  }

  @Test
  void keepsThePhotoOfTheCounter() throws Exception {
    Order order = order().line("COAT-M", 1, 8995).line("CAP-M", 1, 2995).build();
    orders.add(order);

    String done =
        http.perform(
                multipart("/store/lumen-tilburg/pieces/" + order.id())
                    .file(photo("photo1", DEFECT))
                    .param("handInId", UUID.randomUUID().toString())
                    .param("sku", "COAT-M", "CAP-M")
                    .param("grade", "A", "C")
                    .param("reason", "NO_REASON_GIVEN", "NO_REASON_GIVEN")
                    .param("shows0", "")
                    .param("shows1", "Worn brim")
                    .with(csrf())
                    .with(staff("stella", "store")))
            .andExpect(status().is3xxRedirection())
            .andReturn()
            .getResponse()
            .getRedirectedUrl();

    ReturnCase taken =
        returns.byRmaNumber(java.util.Objects.requireNonNull(done).replaceAll(".*/", ""));
    ReturnUnit cap =
        taken.units().stream().filter(unit -> unit.sku().equals("CAP-M")).findFirst().orElseThrow();
    assertThat(returns.photos(taken.id()))
        .singleElement()
        .satisfies(
            kept -> {
              assertThat(kept.of(cap.id())).isTrue();
              assertThat(kept.shows()).isEqualTo("Worn brim");
            });
  }

  /** Photos are large: a page reads none of them, and a picture is read alone. */
  @Test
  void readsThePictureThatIsAskedForAndNoOther() throws Exception {
    ReturnCase of = withdrawn();
    UUID unit = of.units().getFirst().id();
    http.perform(
        multipart(units(of) + "/photos")
            .file(photo("photo", Photos.picture("png", 30, 30)))
            .param("shows", "Stain")
            .with(csrf())
            .with(staff("walter", "warehouse")));
    grades(of, DEFECT, "Torn seam");
    returns.reviewed(unit, true, 4000, "The seam at the left sleeve is torn.");
    String page = "/r/" + of.rmaNumber();
    String token = tokens.issue(Purpose.RETURN, of.id(), Duration.ofDays(1));
    String photo = "/photos/" + returns.photos(of.id()).getFirst().id();
    Statistics statistics = database.unwrap(SessionFactory.class).getStatistics();
    statistics.setStatisticsEnabled(true);
    try {
      http.perform(get(page).param("t", token)).andExpect(status().isOk());
      http.perform(get("/warehouse/" + of.rmaNumber()).with(staff("walter", "warehouse")))
          .andExpect(content().string(containsString("Photo: Stain")));
      http.perform(get("/desk/returns/" + of.rmaNumber()).with(staff("anna", "agent")))
          .andExpect(content().string(containsString("Stain")));
      assertThat(photosRead(statistics)).isZero();

      http.perform(get(page + photo).param("t", token)).andExpect(status().isOk());
      assertThat(photosRead(statistics)).isEqualTo(1);
      http.perform(get("/desk/returns/" + of.rmaNumber() + photo).with(staff("anna", "agent")))
          .andExpect(status().isOk());
      assertThat(photosRead(statistics)).isEqualTo(2);
    } finally {
      statistics.setStatisticsEnabled(false);
    }
  }

  private static long photosRead(Statistics statistics) {
    return statistics.getEntityStatistics("io.retour.returns.db.PhotoEntity").getLoadCount();
  }

  /** Who pays for lost value sees it, with the reason; nobody else does. */
  @Test
  void showsTheShopperWhatWasTakenOffAndWhy() throws Exception {
    ReturnCase of = withdrawn();
    UUID unit = of.units().getFirst().id();
    grades(of, DEFECT, "Torn seam");
    String page = "/r/" + of.rmaNumber();
    String token = tokens.issue(Purpose.RETURN, of.id(), Duration.ofDays(1));
    UUID photo = returns.photos(of.id()).getFirst().id();
    http.perform(get(page).param("t", token))
        .andExpect(content().string(not(containsString("id=\"deductions\""))));
    http.perform(get(page + "/photos/" + photo).param("t", token)).andExpect(status().isNotFound());

    returns.reviewed(unit, true, 4000, "The seam at the left sleeve is torn.");

    http.perform(get(page).param("t", token))
        .andExpect(content().string(containsString("Why we took something off")))
        .andExpect(content().string(containsString("-€40.00")))
        .andExpect(content().string(containsString("The seam at the left sleeve is torn.")))
        .andExpect(content().string(containsString("alt=\"Photo: Torn seam\"")));
    http.perform(get(page + "/photos/" + photo).param("t", token))
        .andExpect(status().isOk())
        .andExpect(content().contentType("image/jpeg"));
    // before the refund is granted there is nothing to object to
    http.perform(get(page).param("t", token))
        .andExpect(content().string(not(containsString("data-asks=\"objection\""))));
    refunds.grant(of.id(), "REFUND", 0);
    http.perform(get(page).param("t", token))
        .andExpect(content().string(containsString("ask for another look within 14 days")));
    http.perform(
            post(page + "/objection")
                .param("t", token)
                .param("comment", "It was torn when it came")
                .with(csrf()))
        .andExpect(redirectedUrl(page + "?t=" + token));
    http.perform(get(page).param("t", token))
        .andExpect(content().string(containsString("Somebody else looks at it again.")))
        .andExpect(content().string(not(containsString("data-asks=\"objection\""))));
    http.perform(get("/desk/returns/" + of.rmaNumber()).with(staff("anna", "agent")))
        .andExpect(content().string(containsString("“It was torn when it came” · open")));
    String other = tokens.issue(Purpose.RETURN, received().id(), Duration.ofDays(1));
    http.perform(get(page + "/photos/" + photo).param("t", other))
        .andExpect(status().is4xxClientError());
  }
}
