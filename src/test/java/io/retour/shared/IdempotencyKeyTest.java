package io.retour.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.jwt;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.testing.OrderBuilder;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;

@SpringBootTest
@AutoConfigureMockMvc
class IdempotencyKeyTest {

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired JdbcClient jdbc;

  private final Order order = OrderBuilder.order().line("TEE-M", 3, 2495).build();

  private MockHttpServletResponse register(String key, int quantity) throws Exception {
    String body =
        """
        {"orderId": "%s", "lines": [{"lineId": "%s", "quantity": %d}],
         "method": "PARCEL_DROP_OFF", "resolution": "REFUND"}
        """
            .formatted(order.id(), order.lines().getFirst().id(), quantity);
    return http.perform(
            post("/api/v1/returns")
                .with(jwt().authorities(List.of(new SimpleGrantedAuthority("ROLE_integrator"))))
                .header("Idempotency-Key", key)
                .contentType(MediaType.APPLICATION_JSON)
                .content(body))
        .andReturn()
        .getResponse();
  }

  @Test
  void sameKeyAndBodyGiveTheSameAnswerAndOneReturn() throws Exception {
    orders.add(order);
    String key = UUID.randomUUID().toString();

    MockHttpServletResponse first = register(key, 1);
    MockHttpServletResponse second = register(key, 1);

    assertThat(first.getStatus()).isEqualTo(201);
    assertThat(second.getStatus()).isEqualTo(201);
    assertThat(second.getContentAsString()).isEqualTo(first.getContentAsString());
    assertThat(second.getHeader(HttpHeaders.LOCATION))
        .isEqualTo(first.getHeader(HttpHeaders.LOCATION));
    assertThat(
            jdbc.sql("select count(*) from return_case where order_id = ?")
                .param(order.id())
                .query(Long.class)
                .single())
        .isEqualTo(1);
  }

  @Test
  void anotherBodyUnderTheSameKeyIsRefused() throws Exception {
    orders.add(order);
    String key = UUID.randomUUID().toString();
    register(key, 1);

    MockHttpServletResponse other = register(key, 2);

    assertThat(other.getStatus()).isEqualTo(409);
    assertThat(other.getContentType()).isEqualTo(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    assertThat(other.getContentAsString()).contains("idempotency-key-reused");
  }

  @Test
  void anEmptyOrOverlongKeyIsExplained() throws Exception {
    http.perform(
            post("/api/v1/returns")
                .with(jwt().authorities(List.of(new SimpleGrantedAuthority("ROLE_integrator"))))
                .header("Idempotency-Key", "k".repeat(101))
                .contentType(MediaType.APPLICATION_JSON)
                .content("{}"))
        .andExpect(status().isBadRequest())
        .andExpect(jsonPath("$.code").value("idempotency-key-invalid"));
  }
}
