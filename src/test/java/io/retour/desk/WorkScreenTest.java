package io.retour.desk;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.Staff.staff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.journey.OpenTasks;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.returns.ReturnCase;
import io.retour.returns.Returns;
import io.retour.testing.Confirmed;
import io.retour.testing.WebTest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;

/** What waits for a person. */
@WebTest
class WorkScreenTest {

  private static final AtomicLong KEYS = new AtomicLong(1L << 45);

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired OpenTasks tasks;
  @Autowired JdbcClient jdbc;
  @Autowired Clock clock;

  private ReturnCase registered;

  @BeforeEach
  void aReturnAndAnEmptyQueue() {
    jdbc.sql("delete from open_task").update();
    Order order = order().line("TEE-M", 1, 2495).build();
    orders.add(order);
    registered = returns.register(Confirmed.onePieceOf(order));
  }

  private OpenTasks.Task opens(UUID about, String name, @Nullable Duration limit) {
    OpenTasks.Task task =
        new OpenTasks.Task(
            KEYS.incrementAndGet(),
            about,
            7,
            "return-journey",
            "Task_" + name.replace(" ", ""),
            name,
            "agent",
            limit == null ? null : clock.instant().plus(limit));
    tasks.opened(task);
    return task;
  }

  private String page(String query) throws Exception {
    return http.perform(get("/desk/work" + query).with(staff("ada", "agent")))
        .andExpect(status().isOk())
        .andReturn()
        .getResponse()
        .getContentAsString();
  }

  private List<String> named(String page) {
    return Pattern.compile("<h2>([^<]+)</h2>")
        .matcher(page)
        .results()
        .map(found -> found.group(1))
        .toList();
  }

  @Test
  void saysThatNothingWaits() throws Exception {
    assertThat(page("")).contains("Nothing waits for a person").contains("0 tasks wait");
  }

  @Test
  void showsTheMostUrgentFirstWithItsCaseAndItsTimeLimit() throws Exception {
    opens(registered.id(), "Stop shipment", null);
    opens(registered.id(), "Review return", Duration.ofHours(47).plusMinutes(1));
    opens(registered.id(), "Arrange label by hand", Duration.ofDays(-3).minusMinutes(1));

    String page = page("");

    java.nio.file.Files.writeString(java.nio.file.Path.of("target/work.html"), page);
    assertThat(named(page))
        .containsExactly("Arrange label by hand", "Review return", "Stop shipment");
    assertThat(page)
        .contains("3 tasks wait")
        .contains("1 overdue")
        .contains("overdue by 3 days")
        .contains("due in 47 hours")
        .contains("no time limit")
        .contains("href=\"/desk/returns/" + registered.rmaNumber() + "\"")
        .contains("/tasklist");
  }

  @Test
  void showsOneKindOrBrandOnly() throws Exception {
    opens(registered.id(), "Review return", Duration.ofDays(1));
    opens(UUID.randomUUID(), "Identify parcel", Duration.ofDays(1));

    assertThat(named(page("?kind=Identify parcel"))).containsExactly("Identify parcel");
    assertThat(named(page("?brand=" + registered.brand()))).containsExactly("Review return");
    assertThat(page("?kind=Review claim"))
        .contains("Nothing of this kind waits")
        .contains("Review claim (0)");
  }

  @Test
  void goesOnOverPages() throws Exception {
    for (int i = 1; i <= 26; i++) {
      opens(registered.id(), "Review return", Duration.ofMinutes(i));
    }

    assertThat(named(page(""))).hasSize(25);
    assertThat(page("")).contains("Page 1 of 2").contains("page=2");
    assertThat(named(page("?page=2"))).hasSize(1);
    assertThat(named(page("?page=99"))).hasSize(1);
  }

  @Test
  void whatWasAnsweredOrTakenAwayWaitsNoMoreHoweverOftenItIsTold() throws Exception {
    OpenTasks.Task answered = opens(registered.id(), "Review return", null);
    OpenTasks.Task vanished = opens(registered.id(), "Stop shipment", null);
    tasks.answered(registered.id(), answered.elementInstanceKey());
    tasks.vanished(registered.id(), vanished.elementInstanceKey());

    tasks.opened(answered);
    tasks.answered(registered.id(), vanished.elementInstanceKey());

    assertThat(page("")).contains("Nothing waits for a person");
    assertThat(tasks.openOf(registered.id())).isEmpty();
    assertThat(jdbc.sql("select count(*) from open_task where answered").query(Long.class).single())
        .isEqualTo(1);
  }
}
