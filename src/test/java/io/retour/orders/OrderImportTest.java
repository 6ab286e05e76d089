package io.retour.orders;

import static io.retour.testing.OrderJson.orderJson;
import static io.retour.testing.TestTokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import io.retour.testing.OrderJson;
import io.retour.testing.WebTest;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.ResultMatcher;

/** What is wrong with a file is told line by line; what is right with it is taken. */
@WebTest
class OrderImportTest {

  private static final String HEADER =
      "brand,channel,orderNumber,email,postcode,country,currency,placedAt,deliveredOn,sku,title,"
          + "category,quantity,unitPriceMinor,taxRateBasisPoints,weightGrams,paymentMethod,"
          + "paymentProvider,paymentReference,capturedMinor\n";

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired JdbcClient jdbc;

  private static String row(String number, String sku, String quantity) {
    return "lumen,webshop,%s,a@example.org,1011AB,NL,EUR,2026-11-01T10:00:00Z,2026-11-03,%s,"
            .formatted(number, sku)
        + "\"Shirt, blue\",FASHION,%s,2495,2100,180,CARD,simulated,pay-%s,4990\n"
            .formatted(quantity, number);
  }

  private ResultActions send(String contentType, byte[] body) throws Exception {
    return http.perform(
            post("/api/v1/orders/import")
                .with(as("ida", "integrator"))
                .contentType(contentType)
                .content(body))
        .andExpect(status().isOk());
  }

  private ResultActions csv(String rows) throws Exception {
    return send("text/csv", (HEADER + rows).getBytes(StandardCharsets.UTF_8));
  }

  private static ResultMatcher errors(String... linesAndWords) {
    return answer -> {
      List<String> told =
          JsonPath.<List<Map<String, Object>>>read(
                  answer.getResponse().getContentAsString(StandardCharsets.UTF_8), "$.errors")
              .stream()
              .map(
                  error ->
                      "%s: %s %s"
                          .formatted(error.get("line"), error.get("field"), error.get("detail")))
              .toList();
      assertThat(told).hasSize(linesAndWords.length);
      for (int i = 0; i < linesAndWords.length; i++) {
        assertThat(told.get(i)).contains(linesAndWords[i]);
      }
    };
  }

  private boolean isThere(String number) {
    return orders.byNumber("lumen", number).isPresent();
  }

  @Test
  void oneBadOrderNeverLosesTheOthers() throws Exception {
    csv(row("CSV-1", "TEE-M", "1")
            + row("CSV-1", "TEE-L", "1")
            + row("CSV-2", "TEE-M", "-4")
            + row("CSV-3", "TEE-M", "many")
            + row("CSV-4", "TEE-M", "2"))
        .andExpect(jsonPath("$.added").value(2))
        .andExpect(errors("4: lines[0].quantity", "5: lines[0].quantity"));

    assertThat(orders.find("lumen", "CSV-1", "1011 ab").orElseThrow().lines()).hasSize(2);
    assertThat(orders.find("lumen", "CSV-4", "a@example.org")).isPresent();
  }

  @Test
  void aForgottenQuoteLosesItsRowOnly() throws Exception {
    csv(row("CSV-11", "TEE-M", "1")
            + row("CSV-12", "TEE-M", "1").replace("blue\"", "blue")
            + row("CSV-13", "TEE-M", "1")
            + row("CSV-14", "TEE-M", "1"))
        .andExpect(jsonPath("$.added").value(3))
        .andExpect(errors("3:  This row is not readable as CSV"));

    assertThat(isThere("CSV-12")).isFalse();
    assertThat(List.of("CSV-11", "CSV-13", "CSV-14")).allMatch(this::isThere);
  }

  @Test
  void aForgottenQuoteInTheLastRowIsTold() throws Exception {
    csv(row("CSV-15", "TEE-M", "1") + row("CSV-16", "TEE-M", "1").replace("blue\"", "blue"))
        .andExpect(jsonPath("$.added").value(1))
        .andExpect(errors("3:  This row is not readable as CSV"));
  }

  @Test
  void aQuoteTooManyLosesItsRowOnly() throws Exception {
    csv(row("CSV-21", "TEE-M", "1").replace("\"Shirt, blue\"", "\"Shirt\" blue")
            + row("CSV-22", "TEE-M", "1"))
        .andExpect(jsonPath("$.added").value(1))
        .andExpect(errors("2:  This row is not readable as CSV"));

    assertThat(isThere("CSV-22")).isTrue();
  }

  @Test
  void aColumnTooManyOrTooFewLosesItsRowOnly() throws Exception {
    csv(row("CSV-31", "TEE-M", "1").replace("\"Shirt, blue\"", "Shirt, blue")
            + row("CSV-32", "TEE-M", "1").replace(",pay-CSV-32,4990", "")
            + row("CSV-33", "TEE-M", "1"))
        .andExpect(jsonPath("$.added").value(1))
        .andExpect(errors("2:  This row has 21 columns, the header has 20", "3:  This row has 18"));
  }

  /** With a row missing, every refund of the order would be wrong. */
  @Test
  void doesNotTakeAnOrderWithoutOneOfItsRows() throws Exception {
    csv(row("CSV-41", "TEE-S", "1")
            + row("CSV-41", "TEE-M", "1").replace("blue\"", "blue")
            + row("CSV-41", "TEE-L", "1")
            + row("CSV-42", "TEE-M", "1"))
        .andExpect(jsonPath("$.added").value(1))
        .andExpect(
            errors(
                "3:  This row is not readable as CSV",
                "2:  This order was not taken, because line 3"));

    assertThat(isThere("CSV-41")).isFalse();
    assertThat(isThere("CSV-42")).isTrue();
  }

  /** Of a row without its order number nobody knows to which of its neighbours it belongs. */
  @Test
  void doesNotTakeTheNeighboursOfARowThatMayBelongToThem() throws Exception {
    csv(row("CSV-51", "TEE-S", "1")
            + "\"lumen"
            + row("CSV-52", "TEE-M", "1").substring(5)
            + row("CSV-53", "TEE-L", "1")
            + row("CSV-54", "TEE-M", "1"))
        .andExpect(jsonPath("$.added").value(1))
        .andExpect(errors("3: ", "2:  This order was not taken, because line 3", "4: "));

    assertThat(isThere("CSV-54")).isTrue();
  }

  @Test
  void aFieldInQuotesGoesOnInTheNextLine() throws Exception {
    csv(row("CSV-61", "TEE-M", "1").replace("Shirt, blue", "Shirt,\nvery \"\"blue\"\"")
            + "\n"
            + row("CSV-62", "TEE-M", "many"))
        .andExpect(jsonPath("$.added").value(1))
        .andExpect(errors("5: lines[0].quantity"));

    assertThat(orders.byNumber("lumen", "CSV-61").orElseThrow().lines().getFirst().title())
        .isEqualTo("Shirt,\nvery \"blue\"");
  }

  @Test
  void readsFilesAsSpreadsheetsWriteThem() throws Exception {
    String file = HEADER + row("CSV-71", "TEE-M", "1").replace("blue", "bleu ciel é");
    send("text/csv", ("\uFEFF" + file.replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_8))
        .andExpect(jsonPath("$.added").value(1));
    send(
            "text/csv;charset=ISO-8859-1",
            file.replace("CSV-71", "CSV-72")
                .replace('\n', '\r')
                .getBytes(StandardCharsets.ISO_8859_1))
        .andExpect(jsonPath("$.added").value(1));

    for (String number : List.of("CSV-71", "CSV-72")) {
      assertThat(orders.byNumber("lumen", number).orElseThrow().lines().getFirst().title())
          .isEqualTo("Shirt, bleu ciel é");
    }
  }

  @Test
  void aByteThatIsNotUtf8LosesItsRowOnly() throws Exception {
    byte[] file =
        (HEADER + row("CSV-81", "TEE-M", "1").replace("blue", "bl~e") + row("CSV-82", "TEE-M", "1"))
            .getBytes(StandardCharsets.UTF_8);
    file[new String(file, StandardCharsets.UTF_8).indexOf('~')] = (byte) 0xE9;

    send("text/csv", file)
        .andExpect(jsonPath("$.added").value(1))
        .andExpect(errors("2:  This line is not UTF-8"));

    assertThat(isThere("CSV-82")).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "brand;channel;orderNumber | no columns brand and orderNumber, separated by commas",
        "brand,orderNumber,brand | names a column twice",
        "brand,,orderNumber | names a column twice or not at all",
        "brand,\"orderNumber | header cannot be read",
        "'' | no header",
      })
  void saysWhatIsWrongWithAHeader(String header, String words) throws Exception {
    send("text/csv", header.getBytes(StandardCharsets.UTF_8)).andExpect(errors(words));
  }

  @Test
  void listsSoManyErrorsAndCountsTheOthers() throws Exception {
    csv(row("CSV-91", "TEE-M", "many").repeat(1).concat("x\n".repeat(1200)))
        .andExpect(jsonPath("$.errors.length()").value(1000))
        .andExpect(jsonPath("$.moreErrors").value(201));
  }

  // NDJSON

  @Test
  void aByteThatIsNotUtf8LosesItsLineOnly() throws Exception {
    OrderJson first = orderJson();
    OrderJson bad = orderJson().with("/lines/0/title", "\"caf~\"");
    OrderJson last = orderJson().with("/lines/0/title", "\"café\"");
    byte[] file = (first + "\n" + bad + "\n" + last + "\n").getBytes(StandardCharsets.UTF_8);
    file[new String(file, StandardCharsets.UTF_8).indexOf('~')] = (byte) 0xE9;

    send("application/x-ndjson", file)
        .andExpect(jsonPath("$.added").value(2))
        .andExpect(errors("2:  This line is not UTF-8"));

    assertThat(isThere(bad.orderNumber())).isFalse();
    assertThat(
            orders.byNumber("lumen", last.orderNumber()).orElseThrow().lines().getFirst().title())
        .isEqualTo("café");
  }

  @Test
  void aLineWithoutEndLosesItselfOnly() throws Exception {
    OrderJson last = orderJson();
    String file = "{\"brand\": \"" + "x".repeat(1 << 20) + "\"}\n" + last;

    send("application/x-ndjson", file.getBytes(StandardCharsets.UTF_8))
        .andExpect(jsonPath("$.added").value(1))
        .andExpect(errors("1:  This line is longer than 1048576 bytes"));
  }

  @Test
  void twoOrdersInOneLineAreNotOne() throws Exception {
    send("application/x-ndjson", (orderJson() + " " + orderJson()).getBytes(StandardCharsets.UTF_8))
        .andExpect(jsonPath("$.added").value(0))
        .andExpect(jsonPath("$.errors[0].line").value(1));
  }

  @Test
  void countsAnImportThatIsSentAgainLikeTheFirst() throws Exception {
    String file = orderJson() + "\n" + orderJson();
    String key = UUID.randomUUID().toString();
    for (int i = 0; i < 2; i++) {
      http.perform(
              post("/api/v1/orders/import")
                  .with(as("ida", "integrator"))
                  .header("Idempotency-Key", key)
                  .contentType("application/x-ndjson")
                  .content(file))
          .andExpect(jsonPath("$.added").value(2))
          .andExpect(jsonPath("$.alreadyKnown").value(0));
      // the first answer got lost
      jdbc.sql("delete from idempotent_request where request_key = ?").param(key).update();
    }
  }

  @Test
  void readsCsvOnlyInACharsetThatHasLines() throws Exception {
    http.perform(
            post("/api/v1/orders/import")
                .with(as("ida", "integrator"))
                .contentType("text/csv;charset=UTF-16")
                .content((HEADER + row("CSV-99", "TEE-M", "1")).getBytes(StandardCharsets.UTF_16)))
        .andExpect(status().isUnprocessableEntity())
        .andExpect(jsonPath("$.code").value("charset-unsupported"));
  }
}
