package io.retour.desk;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.Staff.staff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.journey.JourneySteps;
import io.retour.journey.JourneySteps.Place;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.returns.ReturnCase;
import io.retour.returns.Returns;
import io.retour.testing.Confirmed;
import io.retour.testing.WebTest;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;

/** The journey of a return, drawn and in words, without a broker. */
@WebTest
class JourneyScreenTest {

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired JourneySteps steps;

  private final long journey = ThreadLocalRandom.current().nextLong(1L << 40, 1L << 50);
  private ReturnCase registered;

  @BeforeEach
  void aReturn() {
    Order order = order().line("TEE-M", 1, 2495).build();
    orders.add(order);
    registered = returns.register(Confirmed.onePieceOf(order));
    returns.processStarted(registered.id(), journey);
  }

  private String page(String part) throws Exception {
    return http.perform(
            get("/desk/returns/" + registered.rmaNumber() + "/journey")
                .param("part", part)
                .with(staff("ada", "agent")))
        .andExpect(status().isOk())
        .andReturn()
        .getResponse()
        .getContentAsString();
  }

  private void does(long instance, String process, String element) {
    steps.done(new Place(instance, -1, process, element, registered.id()));
  }

  @Test
  void saysThatNothingWasDoneYet() throws Exception {
    assertThat(page("")).contains("Nothing was done for it yet");
  }

  @Test
  void saysInWordsWhereItStandsAndMarksItOnTheDiagram() throws Exception {
    does(journey, "return-journey", "Task_CollectReturnFacts");
    does(journey, "return-journey", "Task_AuthoriseReturn");
    does(journey + 1, "parcel-return", "Task_CreateReturnLabel");
    does(journey + 1, "parcel-return", "Task_SendLabelToShopper");

    assertThat(page(""))
        .contains("Goes on in")
        .contains("Bring parcel back")
        .contains("data-now=\"Activity_BringParcelBack\"");
    assertThat(page("parcel-return"))
        .contains("Parcel dropped off, or Parcel received without carrier scan")
        .contains("data-now=\"Gateway_FirstSign\"")
        .contains("data-done=\"Task_CreateReturnLabel Task_SendLabelToShopper\"")
        .contains("Send label to shopper");
  }

  @Test
  void givesTheDiagramsThatTheReturnRunsOnAndNoOthers() throws Exception {
    does(journey, "return-journey", "Task_CollectReturnFacts");

    http.perform(
            get("/desk/returns/" + registered.rmaNumber() + "/journey/return-journey")
                .with(staff("ada", "agent")))
        .andExpect(status().isOk())
        .andExpect(content().contentTypeCompatibleWith("text/xml"))
        .andExpect(content().string(containsString("Task_CollectReturnFacts")));
    http.perform(
            get("/desk/returns/" + registered.rmaNumber() + "/journey/exchange")
                .with(staff("ada", "agent")))
        .andExpect(status().isNotFound());
  }

  /** Its licence asks for the watermark and for the licence to come along. */
  @Test
  void drawsWithAViewerThatTheApplicationServesWithItsLicence() throws Exception {
    for (String file : new String[] {"navigated-viewer.min.js", "LICENSE", "diagram-js.css"}) {
      http.perform(get("/bpmn-js/" + file)).andExpect(status().isOk());
    }
  }
}
