package io.retour.orders;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.OrderJson.orderJson;
import static io.retour.testing.TestTokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.patch;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.orders.OrderDateStore.Told;
import io.retour.returns.WithdrawalPeriods;
import io.retour.testing.OrderJson;
import io.retour.testing.WebTest;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** the days that a period counts from, told with an order or later. */
@WebTest
class OrderDatesApiTest {

  private static final LocalDate TODAY = LocalDate.now(ZoneId.of("Europe/Amsterdam"));

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired OrderCalendar calendar;
  @Autowired WithdrawalPeriods periods;

  private ResultActions correct(UUID orderId, String body) throws Exception {
    return http.perform(
        patch("/api/v1/orders/" + orderId + "/dates")
            .with(as("ida", "integrator"))
            .contentType(MediaType.APPLICATION_JSON)
            .content(body));
  }

  private static String day(LocalDate day) {
    return "\"" + day + "\"";
  }

  private Order added(Order order) {
    orders.add(order);
    return order;
  }

  /** CRD Art. 9(2)(b)(i) and (ii). */
  @Test
  void r03ThePeriodStartsWithTheLastGood() throws Exception {
    Order order = added(order().notDelivered().line("A", 1, 100).line("B", 2, 200).build());
    UUID first = order.lines().get(0).id();
    UUID second = order.lines().get(1).id();

    correct(
            order.id(),
            "{\"lines\":[{\"lineId\":\"%s\",\"deliveredOn\":%s}]}"
                .formatted(first, day(TODAY.minusDays(9))))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.periodStart").doesNotExist());
    assertThat(periods.of(order).lastDay()).isNull();

    correct(
            order.id(),
            "{\"lines\":[{\"lineId\":\"%s\",\"deliveredOn\":%s}]}"
                .formatted(second, day(TODAY.minusDays(2))))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.periodStart").value(TODAY.minusDays(2).toString()));
    assertThat(periods.of(order).lastDay()).isAfterOrEqualTo(TODAY.plusDays(12));
  }

  /** CRD Art. 9(2)(b)(iii). */
  @Test
  void r05ThePeriodOfARegularDeliveryStartsWithTheFirstGood() throws Exception {
    Order order = added(order().notDelivered().line("A", 1, 100).build());

    correct(order.id(), "{\"firstDeliveredOn\":%s}".formatted(day(TODAY.minusDays(5))))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.periodStart").value(TODAY.minusDays(5).toString()));
  }

  @Test
  void takesTheDaysOfLinesWithTheImport() throws Exception {
    OrderJson order = orderJson().with("/lines/0/deliveredOn", day(TODAY.minusDays(1)));

    http.perform(
            post("/api/v1/orders")
                .with(as("ida", "integrator"))
                .contentType(MediaType.APPLICATION_JSON)
                .content(order.toString()))
        .andExpect(status().isCreated());

    Order kept = orders.byNumber("lumen", order.orderNumber()).orElseThrow();
    assertThat(calendar.of(kept).periodStart(kept)).isEqualTo(TODAY.minusDays(1));
  }

  /** CRD Art. 10(2); who told it is kept. */
  @Test
  void r08LateInformationIsToldLaterAndKeptWithWhoToldIt() throws Exception {
    Order order = added(order().line("A", 1, 100).build());

    correct(order.id(), "{\"informedOn\":%s}".formatted(day(TODAY)))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.informedOn").value(TODAY.toString()));
    correct(order.id(), "{\"informedOn\":%s}".formatted(day(TODAY))).andExpect(status().isOk());

    assertThat(periods.of(order).lastDay()).isAfterOrEqualTo(TODAY.plusDays(14));
    assertThat(calendar.told(order.id())).extracting(Told::reportedBy).containsExactly("ida");
  }

  @Test
  void neverMakesAPeriodShorter() throws Exception {
    Order order = added(order().deliveredDaysAgo(3).line("A", 1, 100).build());

    correct(order.id(), "{\"deliveredOn\":%s}".formatted(day(TODAY.minusDays(20))))
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("period-would-shorten"));
    correct(order.id(), "{\"firstDeliveredOn\":%s}".formatted(day(TODAY.minusDays(20))))
        .andExpect(status().isConflict());
    correct(order.id(), "{\"informedOn\":%s}".formatted(day(TODAY.minusDays(15))))
        .andExpect(status().isConflict())
        .andExpect(jsonPath("$.code").value("information-too-old"));
    assertThat(calendar.told(order.id())).isEmpty();

    correct(order.id(), "{\"deliveredOn\":%s}".formatted(day(TODAY.minusDays(1))))
        .andExpect(status().isOk());
  }

  @Test
  void saysWhatItDoesNotKnow() throws Exception {
    correct(UUID.randomUUID(), "{}").andExpect(status().isNotFound());
    Order order = added(order().line("A", 1, 100).build());
    correct(
            order.id(),
            "{\"lines\":[{\"lineId\":\"%s\",\"deliveredOn\":%s}]}"
                .formatted(UUID.randomUUID(), day(TODAY)))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.code").value("line-unknown"));
  }
}
