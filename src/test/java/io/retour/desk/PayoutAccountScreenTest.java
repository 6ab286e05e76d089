package io.retour.desk;

import static io.retour.testing.Staff.staff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.matchesRegex;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.refunds.Grant;
import io.retour.refunds.PayoutAccounts;
import io.retour.refunds.Payouts;
import io.retour.refunds.Refund;
import io.retour.refunds.Refunds;
import io.retour.returns.CaseHistory;
import io.retour.returns.ReturnCase;
import io.retour.testing.RefusedRefunds;
import io.retour.testing.WebTest;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.test.web.servlet.MockMvc;

/** Who pays by hand sees a shopper's account, and each look leaves a line. */
@WebTest
@Import(RefusedRefunds.class)
class PayoutAccountScreenTest {

  @Autowired MockMvc http;
  @Autowired RefusedRefunds refused;
  @Autowired Refunds refunds;
  @Autowired Payouts payouts;
  @Autowired PayoutAccounts accounts;
  @Autowired CaseHistory history;

  private ReturnCase withAnAccount() {
    ReturnCase of = refused.add();
    accounts.give(of.id(), "Zoë van der Berg", "NL91ABNA0417164300", "shopper");
    return of;
  }

  private static String page(ReturnCase of) {
    return "/desk/returns/" + of.rmaNumber() + "/account";
  }

  private List<String> looks(ReturnCase of) {
    return history.of(of.id()).stream()
        .filter(event -> event.kind().equals("payout-account-seen"))
        .map(CaseHistory.Event::actor)
        .toList();
  }

  @ParameterizedTest
  @ValueSource(strings = {"agent", "operations"})
  void showsTheAccountInFullOnlyWhenAskedAndNotesEachLook(String role) throws Exception {
    ReturnCase of = withAnAccount();

    http.perform(get(page(of)).with(staff("sam", role)))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("•••• 4300")))
        .andExpect(content().string(not(containsString("Berg"))))
        .andExpect(content().string(not(matchesRegex("(?s).*0417 ?1643.*"))));
    assertThat(looks(of)).isEmpty();

    for (int look = 1; look <= 2; look++) {
      http.perform(post(page(of)).with(csrf()).with(staff("sam", role)))
          .andExpect(status().isOk())
          .andExpect(header().string("Cache-Control", containsString("no-store")))
          .andExpect(content().string(containsString("Zoë van der Berg")))
          .andExpect(content().string(containsString("NL91 ABNA 0417 1643 00")));
      assertThat(looks(of)).hasSize(look).containsOnly("sam");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"agent", "merchant", "warehouse", "process-owner"})
  void theCaseFileShowsTheEndOfTheAccountOnly(String role) throws Exception {
    ReturnCase of = withAnAccount();

    String shown =
        http.perform(get("/desk/returns/" + of.rmaNumber()).with(staff("sam", role)))
            .andExpect(content().string(containsString("•••• 4300")))
            .andExpect(content().string(not(matchesRegex("(?s).*0417 ?1643.*"))))
            .andExpect(content().string(not(containsString("Berg"))))
            .andReturn()
            .getResponse()
            .getContentAsString();

    assertThat(shown.contains(page(of))).isEqualTo(role.equals("agent"));
  }

  @Test
  void saysThatNoneIsThereYet() throws Exception {
    ReturnCase of = refused.add();

    http.perform(get(page(of)).with(staff("sam", "agent")))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("has not given an account")));
    http.perform(post(page(of)).with(csrf()).with(staff("sam", "agent")))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("no account of it to be seen")));
    assertThat(looks(of)).isEmpty();
  }

  @Test
  void nothingIsLeftToSeeOnceItWasPaid() throws Exception {
    ReturnCase of = withAnAccount();
    Grant grant = refunds.grantOf(of.id()).orElseThrow();
    payouts.paidByHand(
        grant.id(), refunds.refundsOf(grant.id()).stream().map(Refund::id).toList(), "SEPA 4711");

    http.perform(post(page(of)).with(csrf()).with(staff("sam", "agent")))
        .andExpect(content().string(containsString("•••• 4300")))
        .andExpect(content().string(containsString("all but its end")))
        .andExpect(content().string(not(matchesRegex("(?s).*0417 ?1643.*"))));
    assertThat(looks(of)).isEmpty();
  }
}
