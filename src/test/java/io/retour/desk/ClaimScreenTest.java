package io.retour.desk;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.Staff.staff;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.claims.Claim;
import io.retour.claims.Claim.Kind;
import io.retour.claims.ClaimDraft;
import io.retour.claims.ClaimPhoto;
import io.retour.claims.Claims;
import io.retour.journey.JourneyInstances;
import io.retour.orders.Order;
import io.retour.orders.OrderPieces;
import io.retour.orders.Orders;
import io.retour.returns.TaskAnswers;
import io.retour.testing.Photos;
import io.retour.testing.WebTest;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;

@WebTest
class ClaimScreenTest {

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Claims claims;
  @Autowired TaskAnswers answers;
  @Autowired JourneyInstances instances;

  private Claim raised(ClaimPhoto photo) {
    Order order = order().line("CUP-R", 1, 1995).build();
    orders.add(order);
    return claims.raise(
        new ClaimDraft(
            photo.claimId(),
            order,
            Kind.DAMAGED,
            List.of(new OrderPieces(order.lines().getFirst().id(), 1)),
            "in two <b>halves</b>",
            null,
            "en",
            "shopper"),
        List.of(photo));
  }

  @Test
  void showsAgentsTheCaseFileOfAClaimWithItsPhoto() throws Exception {
    ClaimPhoto photo =
        new ClaimPhoto(
            UUID.randomUUID(),
            UUID.randomUUID(),
            Photos.picture("jpg", 20, 20),
            Instant.parse("2026-01-05T10:00:00Z"));
    Claim claim = raised(photo);

    answers.add(
        claim.number().hashCode(),
        claim.id(),
        "Review claim",
        List.of("Why? The <photo> shows it"));

    http.perform(get("/desk/claims").with(staff("ada", "agent")))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString(claim.number())));
    http.perform(get("/desk/claims/" + claim.number()).with(staff("ada", "agent")))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("Claim raised by the shopper")))
        .andExpect(content().string(containsString("in two &lt;b&gt;halves&lt;/b&gt;")))
        .andExpect(content().string(containsString("Why? The &lt;photo&gt; shows it")));
    http.perform(
            get("/desk/claims/" + claim.number() + "/photos/" + photo.id())
                .with(staff("ada", "agent")))
        .andExpect(status().isOk())
        .andExpect(content().bytes(photo.content()));
    http.perform(get("/desk/claims/" + claim.number()).with(staff("ada", "agent")))
        .andExpect(content().string(containsString("/photos/" + photo.id())));
    ClaimPhoto anothers =
        new ClaimPhoto(
            UUID.randomUUID(), UUID.randomUUID(), Photos.picture("jpg", 9, 9), photo.addedAt());
    raised(anothers);
    http.perform(
            get("/desk/claims/" + claim.number() + "/photos/" + anothers.id())
                .with(staff("ada", "agent")))
        .andExpect(status().isNotFound());
    http.perform(get("/desk/claims/C-0000-0000").with(staff("ada", "agent")))
        .andExpect(status().isNotFound());
  }

  @Test
  void leadsOperationsToTheProcessOfAClaim() throws Exception {
    Claim claim =
        raised(
            new ClaimPhoto(
                UUID.randomUUID(),
                UUID.randomUUID(),
                Photos.picture("jpg", 20, 20),
                Instant.parse("2026-01-05T10:00:00Z")));
    String page = "/desk/claims/" + claim.number();
    http.perform(get(page).with(staff("olga", "operations")))
        .andExpect(content().string(not(containsString("Watch in Operate"))));

    instances.started(claim.id(), 2251799813685301L);
    instances.started(claim.id(), 2251799813685999L);

    http.perform(get(page).with(staff("olga", "operations")))
        .andExpect(content().string(containsString("/operate/processes/2251799813685301\"")));
    http.perform(get(page).with(staff("ada", "agent")))
        .andExpect(content().string(not(containsString("Watch in Operate"))));
  }

  @Test
  void keepsOthersOut() throws Exception {
    http.perform(get("/desk/claims").with(staff("sam", "shopper")))
        .andExpect(status().isForbidden());
    http.perform(get("/desk/claims")).andExpect(status().is3xxRedirection());
  }
}
