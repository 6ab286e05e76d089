package io.retour.desk;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.Staff.staff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.claims.Claim;
import io.retour.claims.ClaimDraft;
import io.retour.claims.Claims;
import io.retour.orders.Order;
import io.retour.orders.OrderPieces;
import io.retour.orders.Orders;
import io.retour.privacy.Act;
import io.retour.privacy.Hindrance;
import io.retour.privacy.PersonalData;
import io.retour.returns.InternalNotes;
import io.retour.returns.ReturnCase;
import io.retour.returns.Returns;
import io.retour.testing.Confirmed;
import io.retour.testing.WebTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.MessageSource;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;

/** Staff read the desk in their language. */
@WebTest
class DeskLanguagesTest {

  private static final String[] ALL_ROLES = {
    "agent", "operations", "merchant", "process-owner", "warehouse", "store"
  };

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Claims claims;
  @Autowired InternalNotes notes;
  @Autowired MessageSource texts;

  private final String email = "mila-" + UUID.randomUUID() + "@example.org";
  private ReturnCase registered;
  private Claim raised;

  @BeforeEach
  void aReturnAndAClaim() {
    Order one = order().email(email).line("TEE-M", 1, 2495).build();
    orders.add(one);
    registered = returns.register(Confirmed.onePieceOf(one));
    Order other = order().line("CUP-R", 1, 1995).build();
    orders.add(other);
    raised =
        claims.raise(
            new ClaimDraft(
                UUID.randomUUID(),
                other,
                Claim.Kind.DAMAGED,
                List.of(new OrderPieces(other.lines().getFirst().id(), 1)),
                "In two halves.",
                null,
                "en",
                "shopper"),
            List.of());
  }

  private String page(String address, Locale language) throws Exception {
    String html =
        http.perform(get(address).locale(language).with(staff("wim", ALL_ROLES)))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString();
    Files.writeString(
        Path.of(
            "target",
            "desk%s-%s.html".formatted(address.replaceAll("[^a-z]+", "-"), language.getLanguage())),
        html);
    return html;
  }

  private List<String> addresses() {
    return List.of(
        "/desk",
        "/desk/work",
        "/desk/returns/" + registered.rmaNumber(),
        "/desk/returns/" + registered.rmaNumber() + "/journey",
        "/desk/returns/" + registered.rmaNumber() + "/account",
        "/desk/claims",
        "/desk/claims/" + raised.number(),
        "/desk/claims/" + raised.number() + "/journey",
        "/desk/claims/" + raised.number() + "/account",
        "/desk/withdrawals",
        "/desk/blind-parcels",
        "/desk/scans",
        "/desk/overview",
        "/desk/reconciliation",
        "/desk/webhooks",
        "/desk/simulators",
        "/desk/privacy",
        "/desk/privacy?about=" + registered.rmaNumber());
  }

  @ParameterizedTest
  @ValueSource(strings = {"en", "nl", "de", "fr"})
  void everyPageIsInTheReadersLanguageAndLacksNoText(String language) throws Exception {
    for (String address : addresses()) {
      assertThat(page(address, Locale.of(language)))
          .as(address)
          .contains("<html lang=\"" + language + "\"")
          // what a text that is missing looks like
          .doesNotContain("??");
    }
  }

  @Test
  void saysStatesAndTheTimelineInGerman() throws Exception {
    assertThat(page("/desk/returns/" + registered.rmaNumber(), Locale.GERMAN))
        .contains(
            "Retoure " + registered.rmaNumber(), "läuft", "Angemeldet", "Stücke und ihr Stand")
        .doesNotContain("Registered by", "running");
    assertThat(page("/desk/claims/" + raised.number(), Locale.GERMAN))
        .contains("Reklamation " + raised.number(), "Beschädigt", "Reklamation gemeldet")
        .doesNotContain("Claim raised");
  }

  @Test
  void saysInGermanWhatIsKeptOfAPersonAndWhyItHasToWait() throws Exception {
    http.perform(get("/desk/returns/" + registered.rmaNumber()).with(staff("olga", "operations")))
        .andExpect(status().isOk());

    assertThat(kept("true", "/desk/privacy"))
        .contains("Was über " + email + " gespeichert ist", "eine Retoure läuft noch")
        .doesNotContain("??", "What is kept", "still running");
    assertThat(kept("false", "/desk/privacy/erase")).contains("Es wurde nichts gelöscht");
    assertThat(page("/desk/privacy?about=" + registered.rmaNumber(), Locale.GERMAN))
        .contains("Wer was gesehen oder getan hat", "hat die Akte gesehen")
        .doesNotContain("saw the case file");
    assertThat(page("/desk?q=" + email, Locale.GERMAN))
        .contains("Eine Mailadresse gehört nicht in die Adresse einer Seite");
  }

  private String kept(String understood, String address) throws Exception {
    return http.perform(
            post(address)
                .param("brand", "lumen")
                .param("email", email)
                .param("understood", understood)
                .locale(Locale.GERMAN)
                .with(csrf())
                .with(staff("olga", "operations")))
        .andExpect(status().isOk())
        .andReturn()
        .getResponse()
        .getContentAsString();
  }

  /** The other languages have the same texts: TranslationsTest. */
  @Test
  void everythingThatIsWrittenDownOrHoldsUpAnErasureHasAText() {
    Stream.of(
            Stream.of(Act.values()).map(act -> "act." + act),
            Stream.of(Hindrance.values()).map(why -> "why." + why),
            Stream.of(PersonalData.Kind.values()).map(kind -> "kind." + kind))
        .flatMap(keys -> keys)
        .forEach(
            key ->
                assertThatCode(() -> texts.getMessage("desk.privacy." + key, null, Locale.ENGLISH))
                    .as(key)
                    .doesNotThrowAnyException());
  }

  @Test
  void aChoiceIsKeptForThePagesToCome() throws Exception {
    MockHttpServletResponse chosen =
        http.perform(
                get("/desk?open=true&lang=fr").locale(Locale.GERMAN).with(staff("ada", "agent")))
            .andReturn()
            .getResponse();

    assertThat(chosen.getContentAsString())
        .contains("<html lang=\"fr\"")
        .containsPattern(Pattern.compile("href=\"/desk\\?open=true&amp;lang=de\""));
    assertThat(
            http.perform(
                    get("/desk")
                        .locale(Locale.GERMAN)
                        .cookie(chosen.getCookies())
                        .with(staff("ada", "agent")))
                .andReturn()
                .getResponse()
                .getContentAsString())
        .contains("<html lang=\"fr\"");
  }

  @Test
  void aClaimHasNotesForColleaguesAndAJourney() throws Exception {
    UUID noteId = UUID.randomUUID();
    http.perform(
            post("/desk/claims/" + raised.number() + "/notes")
                .param("noteId", noteId.toString())
                .param("words", "The cup was a gift.")
                .with(csrf())
                .with(staff("ada", "agent")))
        .andExpect(status().is3xxRedirection());

    assertThat(notes.of(raised.id()))
        .singleElement()
        .matches(note -> note.words().equals("The cup was a gift."));
    assertThat(page("/desk/claims/" + raised.number(), Locale.ENGLISH))
        .contains("The cup was a gift.", "/desk/claims/" + raised.number() + "/journey\"");
    assertThat(page("/desk/claims/" + raised.number() + "/journey", Locale.ENGLISH))
        .contains("Nothing was done for it yet");
  }
}
