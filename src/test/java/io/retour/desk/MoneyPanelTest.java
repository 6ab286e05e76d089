package io.retour.desk;

import static io.retour.testing.Staff.staff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.refunds.Grant;
import io.retour.refunds.RefundStore;
import io.retour.refunds.Refunds;
import io.retour.refunds.WorkedExamples;
import io.retour.refunds.WorkedExamples.Example;
import io.retour.returns.RefundStatement;
import io.retour.returns.ReturnCase;
import io.retour.returns.Returns;
import io.retour.shared.Money;
import io.retour.testing.Confirmed;
import io.retour.testing.WebTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;

/** The case file's money panel shows the lines that docs/money.md teaches to work out. */
@WebTest
class MoneyPanelTest {

  private static final Pattern ROW = Pattern.compile("<tr>(.*?)</tr>", Pattern.DOTALL);
  private static final Pattern CELL = Pattern.compile("<t[hd][^>]*>(.*?)</t[hd]>", Pattern.DOTALL);

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Refunds refunds;
  @Autowired RefundStore grants;

  private ReturnCase granted(Order order) {
    orders.add(order);
    return Confirmed.withdrawn(returns, order);
  }

  private List<List<String>> panel(ReturnCase shown) throws Exception {
    String page =
        http.perform(get("/desk/returns/" + shown.rmaNumber()).with(staff("sam", "agent")))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString();
    int begin = page.indexOf("id=\"money\"");
    assertThat(begin).as("the panel").isPositive();
    String body = page.substring(page.indexOf("<tbody>", begin), page.indexOf("</table>", begin));
    List<List<String>> rows = new ArrayList<>();
    Matcher row = ROW.matcher(body);
    while (row.find()) {
      List<String> cells = new ArrayList<>();
      Matcher cell = CELL.matcher(row.group(1));
      while (cell.find()) {
        cells.add(cell.group(1).strip().replace("EUR ", "").replace("Product ", ""));
      }
      rows.add(cells);
    }
    return rows;
  }

  @Test
  void showsTheLinesOfTheWorkedExample() throws Exception {
    Example example = WorkedExamples.named("2:");
    ReturnCase shown = granted(example.bought());
    Grant grant = refunds.grant(shown.id(), "REFUND", 0);

    List<List<String>> panel = panel(shown);

    List<List<String>> expected = new ArrayList<>(example.lines());
    expected.removeLast();
    expected.add(List.of("Granted", grant.amount().toMajor().toPlainString(), "", ""));
    assertThat(panel).containsExactlyInAnyOrderElementsOf(expected);
    assertThat(panel.getLast()).isEqualTo(expected.getLast());
  }

  static List<Example> examples() {
    return WorkedExamples.all();
  }

  /** Whatever kinds of lines a statement has, and in the order of the page. */
  @ParameterizedTest
  @MethodSource("examples")
  void showsTheLinesOfEveryExample(Example example) throws Exception {
    Order order = example.bought();
    ReturnCase shown = granted(order);
    RefundStatement statement = example.calculated();
    grants.add(
        new Grant(
            UUID.randomUUID(),
            shown.id(),
            order.id(),
            "REFUND",
            statement.total(),
            Money.zero(order.currency()),
            statement,
            Instant.EPOCH,
            false));

    List<List<String>> expected = new ArrayList<>(example.lines());
    String refund = expected.removeLast().get(1);
    expected.add(List.of("Granted", refund, "", ""));
    assertThat(panel(shown)).isEqualTo(expected);
  }

  @Test
  void leadsToTheCreditNoteWithItsTaxLines() throws Exception {
    ReturnCase shown = granted(WorkedExamples.named("2:").bought());
    refunds.grant(shown.id(), "REFUND", 0);
    String note = "/desk/returns/" + shown.rmaNumber() + "/credit-note";

    http.perform(get("/desk/returns/" + shown.rmaNumber()).with(staff("sam", "merchant")))
        .andExpect(content().string(containsString(note)));
    http.perform(get(note).with(staff("sam", "merchant")))
        .andExpect(status().isOk())
        .andExpect(content().string(containsString("CN-LUMEN-")))
        .andExpect(content().string(containsString("EUR 46.91")))
        .andExpect(content().string(containsString("EUR 8.14")))
        .andExpect(content().string(containsString("EUR 1.49")));
  }
}
