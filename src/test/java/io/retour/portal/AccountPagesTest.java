package io.retour.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.redirectedUrl;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.claims.Claim;
import io.retour.refunds.Grant;
import io.retour.refunds.PayoutAccount;
import io.retour.refunds.PayoutAccounts;
import io.retour.refunds.Payouts;
import io.retour.refunds.Refund;
import io.retour.refunds.Refunds;
import io.retour.returns.CaseHistory;
import io.retour.returns.ReturnCase;
import io.retour.security.ShopperTokens;
import io.retour.security.ShopperTokens.Purpose;
import io.retour.testing.RefusedRefunds;
import io.retour.testing.WebTest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** A shopper whose money could not go back the way it was paid names an account, and only they. */
@WebTest
@Import(RefusedRefunds.class)
class AccountPagesTest {

  private static final String IBAN = "NL91 ABNA 0417 1643 00";
  private static final String OTHER_IBAN = "DE89370400440532013000";

  @Autowired MockMvc http;
  @Autowired RefusedRefunds refused;
  @Autowired Refunds refunds;
  @Autowired Payouts payouts;
  @Autowired PayoutAccounts accounts;
  @Autowired CaseHistory history;
  @Autowired ShopperTokens tokens;
  @Autowired JdbcClient jdbc;

  private String link(ReturnCase of) {
    return "/a/" + of.rmaNumber() + "?t=" + token(Purpose.ACCOUNT, of);
  }

  private String token(Purpose purpose, ReturnCase of) {
    return tokens.issue(purpose, of.id(), Duration.ofDays(1));
  }

  private ResultActions gives(ReturnCase of, String holder, String iban) throws Exception {
    return gives(of, holder, iban, "en");
  }

  private ResultActions gives(ReturnCase of, String holder, String iban, String language)
      throws Exception {
    return http.perform(
        post("/a/" + of.rmaNumber())
            .with(csrf())
            .header("Accept-Language", language)
            .param("t", token(Purpose.ACCOUNT, of))
            .param("holder", holder)
            .param("iban", iban));
  }

  private void isPaidByHand(ReturnCase of) {
    Grant grant = refunds.grantOf(of.id()).orElseThrow();
    payouts.paidByHand(
        grant.id(), refunds.refundsOf(grant.id()).stream().map(Refund::id).toList(), "SEPA 4711");
  }

  private List<String> mails(ReturnCase of) {
    return jdbc.sql("select template from message where return_id = ? order by created_at")
        .param(of.id())
        .query(String.class)
        .list();
  }

  @ParameterizedTest
  @CsvSource({
    "en, Where may we send your money?, Account holder",
    "nl, Waar mogen we je geld naartoe sturen?, Rekeninghouder",
    "de, Wohin dürfen wir Ihr Geld senden?, Kontoinhaber",
    "fr, Où pouvons-nous envoyer votre argent ?, Titulaire du compte"
  })
  void asksInFourLanguages(String language, String title, String label) throws Exception {
    http.perform(get(link(refused.add())).header("Accept-Language", language))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString(title)))
        .andExpect(content().string(containsString(label)))
        .andExpect(content().string(containsString("24")))
        .andExpect(content().string(not(containsString("<script"))))
        .andExpect(content().string(not(containsString("??"))));
  }

  @Test
  void keepsTheAccountSealedAndShowsItsEndOnly() throws Exception {
    ReturnCase of = refused.add();

    String next =
        gives(of, " Zoë  van der Berg ", IBAN)
            .andExpect(status().is3xxRedirection())
            .andReturn()
            .getResponse()
            .getRedirectedUrl();

    http.perform(get(next))
        .andExpect(content().string(containsString("ending in 4300")))
        .andExpect(content().string(not(matchesRegex("(?s).*0417 ?1643.*"))))
        .andExpect(content().string(not(containsString("Berg"))));
    byte[] sealed =
        jdbc.sql("select sealed from payout_account where case_id = ?")
            .param(of.id())
            .query((row, no) -> row.getBytes(1))
            .single();
    assertThat(new String(sealed, StandardCharsets.ISO_8859_1)).doesNotContain("04171643", "Berg");
    assertThat(accounts.look(of.id(), "sam"))
        .satisfies(
            account -> {
              assertThat(account.holder()).isEqualTo("Zoë van der Berg");
              assertThat(account.iban()).isEqualTo("NL91ABNA0417164300");
            });
    assertThat(history.of(of.id()).toString())
        .contains("payout-account-given", "payout-account-seen", "actor=sam", "•••• 4300")
        .doesNotContain("04171643");
    // whoever gave it: the buyer hears of it
    assertThat(mails(of)).containsOnlyOnce("account-given");
  }

  @ParameterizedTest
  @CsvSource({
    "en, IBAN: there is a typing error",
    "nl, IBAN: er zit een typefout in",
    "de, IBAN: Darin ist ein Tippfehler",
    "fr, IBAN : il contient une faute de frappe"
  })
  void namesTheFieldThatIsWrongAndKeepsWhatWasTyped(String language, String said) throws Exception {
    ReturnCase of = refused.add();

    gives(of, "Zoë van der Berg", "NL91ABNA0417164301", language)
        .andExpect(status().isUnprocessableEntity())
        .andExpect(content().string(containsString(said)))
        .andExpect(content().string(containsString("value=\"Zoë van der Berg\"")))
        .andExpect(content().string(containsString("value=\"NL91ABNA0417164301\"")))
        .andExpect(content().string(containsString("aria-invalid=\"true\"")));

    assertThat(accounts.of(of.id())).isEmpty();
    assertThat(mails(of)).doesNotContain("account-given");
  }

  @ParameterizedTest
  @CsvSource({
    "'', account-holder-missing",
    "'  ', account-holder-missing",
    "1234, account-holder-signs",
    "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx, account-holder-too-long"
  })
  void wantsANameThatABankTakes(String holder, String code) throws Exception {
    ReturnCase of = refused.add();

    gives(of, holder, IBAN)
        .andExpect(status().isUnprocessableEntity())
        .andExpect(content().string(containsString("Account holder:")));

    assertThat(accounts.of(of.id())).as(code).isEmpty();
  }

  @Test
  void aLaterAccountTakesThePlaceOfTheEarlierOne() throws Exception {
    ReturnCase of = refused.add();
    gives(of, "Zoë van der Berg", IBAN).andExpect(status().is3xxRedirection());
    gives(of, "Zoë van der Berg", IBAN).andExpect(status().is3xxRedirection());
    assertThat(accounts.of(of.id()).orElseThrow().entryNo()).as("sent twice").isEqualTo(1);

    gives(of, "Jan Jansen", OTHER_IBAN).andExpect(status().is3xxRedirection());

    assertThat(accounts.of(of.id()).orElseThrow().masked()).isEqualTo("•••• 3000");
    assertThat(accounts.look(of.id(), "sam").iban()).isEqualTo(OTHER_IBAN);
    assertThat(mails(of)).filteredOn("account-given"::equals).hasSize(2);
  }

  @Test
  void deletesTheAccountWhenItWasPaidAndTakesNoOther() throws Exception {
    ReturnCase of = refused.add();
    gives(of, "Zoë van der Berg", IBAN).andExpect(status().is3xxRedirection());

    isPaidByHand(of);
    isPaidByHand(of);

    assertThat(accounts.of(of.id()).orElseThrow())
        .satisfies(
            account -> {
              assertThat(account.usable()).isFalse();
              assertThat(account.masked()).isEqualTo("•••• 4300");
            });
    assertThat(
            jdbc.sql("select count(*) from payout_account where case_id = ? and sealed is null")
                .param(of.id())
                .query(Integer.class)
                .single())
        .isEqualTo(1);
    http.perform(get(link(of)))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("There is nothing left to pay")))
        .andExpect(content().string(not(containsString("<form"))));
    gives(of, "Jan Jansen", OTHER_IBAN).andExpect(status().isUnprocessableEntity());
    assertThat(accounts.of(of.id()).map(PayoutAccount::lastFour)).contains("4300");
  }

  @Test
  void opensToTheLinkOfTheMailOnly() throws Exception {
    ReturnCase of = refused.add();
    ReturnCase another = refused.add();
    String page = "/a/" + of.rmaNumber();

    http.perform(get(page)).andExpect(status().isNotFound());
    // whoever looks an order up gets this one
    http.perform(get(page + "?t=" + token(Purpose.RETURN, of))).andExpect(status().isNotFound());
    http.perform(get(page + "?t=" + token(Purpose.ACCOUNT, another)))
        .andExpect(status().isNotFound());
    http.perform(get(page + "?t=" + tokens.issue(Purpose.ACCOUNT, of.id(), Duration.ofSeconds(-1))))
        .andExpect(status().isNotFound());
    http.perform(
            post(page)
                .with(csrf())
                .param("t", token(Purpose.RETURN, of))
                .param("holder", "Mallory")
                .param("iban", IBAN))
        .andExpect(status().isNotFound());
    assertThat(accounts.of(of.id())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "en, Your refund waits for an account, Your refund goes to the account you named",
    "nl, Je terugbetaling wacht op een rekening, Je terugbetaling gaat naar de rekening die je opgaf",
    "de, Ihre Erstattung wartet auf ein Konto, 'Ihre Erstattung geht auf das Konto, das Sie genannt haben'",
    "fr, Votre remboursement attend un compte, Votre remboursement va sur le compte que vous avez indiqué"
  })
  void theHeadlineSaysWhatTheMoneyWaitsFor(String language, String asked, String named)
      throws Exception {
    ReturnCase of = refused.add();
    String page = "/r/" + of.rmaNumber() + "?t=" + token(Purpose.RETURN, of);
    http.perform(get(page).header("Accept-Language", language))
        .andExpect(content().string(containsString("<h1 id=\"headline\">" + asked + "</h1>")));

    gives(of, "Zoë van der Berg", IBAN).andExpect(status().is3xxRedirection());

    http.perform(get(page).header("Accept-Language", language))
        .andExpect(content().string(containsString("<h1 id=\"headline\">" + named + "</h1>")));
    isPaidByHand(of);
    http.perform(get(page).header("Accept-Language", language))
        .andExpect(content().string(not(containsString(named))));
  }

  @ParameterizedTest
  @CsvSource({
    "en, Your refund waits for an account",
    "nl, Je terugbetaling wacht op een rekening",
    "de, Ihre Erstattung wartet auf ein Konto",
    "fr, Votre remboursement attend un compte"
  })
  void theHeadlineOfAClaimSaysItToo(String language, String asked) throws Exception {
    Claim claim = refused.addClaim();

    http.perform(
            get("/c/"
                    + claim.number()
                    + "?t="
                    + tokens.issue(Purpose.CLAIM, claim.id(), Duration.ofDays(1)))
                .header("Accept-Language", language))
        .andExpect(content().string(containsString("<h1 id=\"headline\">" + asked + "</h1>")))
        .andExpect(content().string(not(containsString("??"))));
  }

  @Test
  void theStatusPageSaysWhereTheMoneyGoesButHasNoLinkForIt() throws Exception {
    ReturnCase of = refused.add();
    String page = "/r/" + of.rmaNumber() + "?t=" + token(Purpose.RETURN, of);
    http.perform(get(page))
        .andExpect(content().string(containsString("We have sent you a mail with a link")))
        .andExpect(content().string(not(containsString("/a/" + of.rmaNumber()))));

    gives(of, "Zoë van der Berg", IBAN).andExpect(redirectedUrl(link(of) + "&kept=true"));

    http.perform(get(page)).andExpect(content().string(containsString("account ending in 4300")));
  }
}
