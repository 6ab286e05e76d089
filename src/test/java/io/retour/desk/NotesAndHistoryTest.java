package io.retour.desk;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.Staff.staff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.flash;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.returns.InternalNotes;
import io.retour.returns.ReturnCase;
import io.retour.returns.Returns;
import io.retour.testing.Confirmed;
import io.retour.testing.WebTest;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** What colleagues tell each other in a case file, and what is known of its shopper. */
@WebTest
class NotesAndHistoryTest {

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired InternalNotes notes;
  @Autowired JdbcClient jdbc;

  private final String email = "nora-" + UUID.randomUUID() + "@example.org";
  private ReturnCase registered;

  @BeforeEach
  void aReturn() {
    registered = registers(email);
  }

  private ReturnCase registers(String by) {
    Order order = order().email(by).line("TEE-M", 1, 2495).build();
    orders.add(order);
    return returns.register(Confirmed.onePieceOf(order));
  }

  private String caseFile(String role) throws Exception {
    return http.perform(get("/desk/returns/" + registered.rmaNumber()).with(staff("ada", role)))
        .andExpect(status().isOk())
        .andReturn()
        .getResponse()
        .getContentAsString();
  }

  private ResultActions writes(UUID noteId, String words) throws Exception {
    return http.perform(
            post("/desk/returns/" + registered.rmaNumber() + "/notes")
                .param("noteId", noteId.toString())
                .param("words", words)
                .with(csrf())
                .with(staff("ada", "agent")))
        .andExpect(status().is3xxRedirection());
  }

  @Test
  void aNoteSaysWhoWroteItAndASecondClickWritesNoSecondOne() throws Exception {
    UUID noteId = UUID.randomUUID();

    writes(noteId, " Calls back on Monday. <b>loud</b> ");
    writes(noteId, "Calls back on Monday.");

    assertThat(notes.of(registered.id()))
        .singleElement()
        .matches(note -> note.by().equals("ada"))
        .matches(note -> note.words().equals("Calls back on Monday. <b>loud</b>"));
    assertThat(caseFile("operations")).contains("Calls back on Monday. &lt;b&gt;loud&lt;/b&gt;");
  }

  @Test
  void aNoteThatIsTooLongIsGivenBackToBeShortened() throws Exception {
    String words = "x".repeat(InternalNotes.LONGEST + 3);

    writes(UUID.randomUUID(), words)
        .andExpect(flash().attribute("noteWords", words))
        .andExpect(
            flash()
                .attribute(
                    "failed",
                    "The note is 3 characters too long and was not kept. Shorten it below; nothing"
                        + " is lost."));

    assertThat(notes.of(registered.id())).isEmpty();
  }

  @Test
  void aNoteIsNeverChanged() throws Exception {
    writes(UUID.randomUUID(), "As it was.");

    assertThatThrownBy(
            () ->
                jdbc.sql("update internal_note set words = 'other' where return_id = ?")
                    .param(registered.id())
                    .update())
        .hasMessageContaining("A note is never changed");
  }

  @Test
  void showsOtherReturnsOfTheSameShopperAndNobodyElses() throws Exception {
    ReturnCase earlier = registers(email);
    ReturnCase another = registers("otto-" + UUID.randomUUID() + "@example.org");

    assertThat(caseFile("agent"))
        .contains("1 other return with this mail address at this brand")
        .contains("/desk/returns/" + earlier.rmaNumber() + "\"")
        .doesNotContain(another.rmaNumber());
  }

  /** Notes and what a shopper did elsewhere are for who decides. */
  @Test
  void keepsNotesAndHistoryFromWhoOnlyReadsTheCase() throws Exception {
    writes(UUID.randomUUID(), "Only among us.");

    assertThat(caseFile("warehouse"))
        .doesNotContain("Only among us.")
        .doesNotContain("This shopper");
  }
}
