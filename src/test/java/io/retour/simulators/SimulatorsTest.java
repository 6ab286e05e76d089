package io.retour.simulators;

import static io.retour.testing.TestTokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.Simulator;
import io.retour.testing.WebTest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

@WebTest
class SimulatorsTest {

  @Autowired MockMvc mvc;
  @Autowired Simulators simulators;

  @AfterEach
  void behavesAgain() {
    simulators.set(Simulator.STOCK, Behaviour.NORMAL, 0);
  }

  @Test
  void refusesABehaviourThatTheSystemDoesNotHaveAndNamesThoseItHas() throws Exception {
    sets("STOCK", "ANSWER_TWICE")
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.code").value("behaviour-unknown"))
        .andExpect(jsonPath("$.errors[0].field").value("behaviour"))
        .andExpect(jsonPath("$.detail").value(containsString("LOSE_ANSWER")));

    assertThat(simulators.overview()).containsEntry(Simulator.STOCK, "NORMAL");
  }

  @Test
  void everySystemCanDelayItsAnswer() throws Exception {
    sets("STOCK", "DELAY").andExpect(status().isOk());
    Instant asked = Instant.now();

    assertThat(simulators.next(Simulator.STOCK)).isEqualTo(Behaviour.DELAY);

    assertThat(Duration.between(asked, Instant.now())).isGreaterThan(Duration.ofSeconds(2));
    assertThat(simulators.next(Simulator.STOCK)).isEqualTo(Behaviour.NORMAL);
  }

  private ResultActions sets(String simulator, String behaviour) throws Exception {
    return mvc.perform(
        put("/api/v1/simulators/" + simulator)
            .with(as("olga", "operations"))
            .contentType(MediaType.APPLICATION_JSON)
            .content("{\"behaviour\": \"%s\", \"calls\": 1}".formatted(behaviour)));
  }
}
