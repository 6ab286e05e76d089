package io.retour.orders;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.jwt;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.test.web.servlet.MockMvc;

@SpringBootTest
@AutoConfigureMockMvc
class OrderCsvImportTest {

  private static final String HEADER =
      "brand,channel,orderNumber,email,postcode,country,currency,placedAt,deliveredOn,sku,title,"
          + "category,quantity,unitPriceMinor,taxRateBasisPoints,weightGrams,paymentMethod,"
          + "paymentProvider,paymentReference,capturedMinor\n";

  @Autowired MockMvc http;
  @Autowired Orders orders;

  private static String row(String number, String sku, String quantity) {
    return "lumen,webshop,%s,a@example.org,1011AB,NL,EUR,2026-11-01T10:00:00Z,2026-11-03,%s,"
            .formatted(number, sku)
        + "\"Shirt, blue\",FASHION,%s,2495,2100,180,CARD,simulated,pay-%s,4990\n"
            .formatted(quantity, number);
  }

  @Test
  void oneBadOrderNeverLosesTheOthers() throws Exception {
    String csv =
        HEADER
            + row("CSV-1", "TEE-M", "1")
            + row("CSV-1", "TEE-L", "1")
            + row("CSV-2", "TEE-M", "-4")
            + row("CSV-3", "TEE-M", "many")
            + row("CSV-4", "TEE-M", "2");

    http.perform(
            post("/api/v1/orders/import")
                .with(jwt().authorities(List.of(new SimpleGrantedAuthority("ROLE_integrator"))))
                .contentType("text/csv")
                .content(csv))
        .andExpect(status().isOk())
        .andExpect(jsonPath("$.added").value(2))
        .andExpect(jsonPath("$.errors.length()").value(2))
        .andExpect(jsonPath("$.errors[0].line").value(4))
        .andExpect(jsonPath("$.errors[0].field").value("lines[0].quantity"));

    assertThat(orders.find("lumen", "CSV-1", "1011 ab").orElseThrow().lines()).hasSize(2);
    assertThat(orders.find("lumen", "CSV-4", "a@example.org")).isPresent();
  }
}
