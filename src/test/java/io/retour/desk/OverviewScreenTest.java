package io.retour.desk;

import static io.retour.testing.Staff.staff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.insights.Told;
import io.retour.orders.Orders;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnReason;
import io.retour.returns.Returns;
import io.retour.testing.WebTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.web.servlet.MockMvc;

/**
 * The overview as a merchant sees it; in an application of its own, so that nobody else's count.
 */
@WebTest
@TestPropertySource(
    properties = {
      "retour.brands.quiet.name=Quiet",
      "retour.brands.quiet.contact=help@quiet.example"
    })
class OverviewScreenTest {

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired JdbcClient jdbc;

  private static boolean told;

  private static String daysAgo(int days) {
    return Instant.now().minus(Duration.ofDays(days)).toString();
  }

  @BeforeEach
  void aSmallHistory() {
    if (told) {
      return;
    }
    told = true;
    Told euros = new Told(orders, returns, jdbc, "lumen");
    Told pounds = new Told(orders, returns, jdbc, "lumen").in("GBP").through("marketplace");
    ReturnCase first = null;
    for (int i = 0; i < 6; i++) {
      first =
          euros
              .of("DRESS-M", 2, 1)
              .because(ReturnReason.SIZE_TOO_SMALL)
              .confirmed(daysAgo(i * 9 + 1));
    }
    euros.paid(first, "refund", "PROVIDER_CLEARING", 123456, daysAgo(1));
    euros.paid(first, "credit", "STORE_CREDIT", 45600, daysAgo(1));
    euros.paid(first, "refund", "PROVIDER_CLEARING", 80000, daysAgo(20));
    ReturnCase other =
        pounds.of("LAMP<b>", 1, 1).because(ReturnReason.DEFECTIVE).confirmed(daysAgo(2));
    pounds.paid(other, "refund", "PROVIDER_CLEARING", 1700, daysAgo(1));
    euros.of("=cmd", 1, 1).because(ReturnReason.DEFECTIVE).confirmed(daysAgo(3));
    jdbc.sql(
            "update return_unit set grade = 'D', disposition = 'DESTROY' where sku = 'DRESS-M'"
                + " limit 2")
        .update();
    jdbc.sql(
            "update return_unit set grade = 'A', disposition = 'RESTOCK_A' where disposition is null"
                + " limit 3")
        .update();
    new Told(orders, returns, jdbc, "kestrel").of("BOOT", 1, 1).confirmed(daysAgo(1));
  }

  private String page(String query) throws Exception {
    String html =
        http.perform(get("/desk/overview" + query).with(staff("mo", "merchant")))
            .andExpect(status().isOk())
            .andReturn()
            .getResponse()
            .getContentAsString();
    Files.writeString(
        Path.of("target", "overview" + query.replaceAll("[^a-z]", "-") + ".html"), html);
    return html;
  }

  @Test
  void drawsEachFigureAndSaysItInATable() throws Exception {
    String html = page("?brand=lumen&period=quarter");

    assertThat(html)
        .contains("id=\"returns-per-week\"", "id=\"paid-back-eur\"", "id=\"paid-back-gbp\"")
        .contains("id=\"reasons\"", "id=\"reasons-by-channel\"", "id=\"articles\"", "id=\"ages\"")
        .contains("id=\"pieces-eur\"", "id=\"labels\"", "id=\"cost-eur\"")
        .contains("EUR 2034.56 in money and EUR 456.00 in store credit")
        .contains("6 · 75 %", "2 · fewer than 5")
        .contains("LAMP&lt;b&gt;")
        .doesNotContain("BOOT", "shopper-", "5026AA")
        // the policy for content lets no style through that stands in the page
        .doesNotContain(" style=", "<style", "<script");
    assertThat(html.split("<svg class=\"(columns|bars)\"", -1))
        .hasSameSizeAs(html.split("role=\"img\"", -1));
  }

  @Test
  void namesNoShareOfFewAndNoRateWithoutItsBase() throws Exception {
    http.perform(
            get("/desk/overview/articles.csv?brand=lumen&period=quarter")
                .with(staff("mo", "merchant")))
        .andExpect(status().isOk())
        .andExpect(header().string("Content-Type", "text/csv;charset=UTF-8"))
        .andExpect(header().string("Content-Disposition", containsString("articles-lumen-")))
        .andExpect(
            content()
                .string(
                    containsString("DRESS-M,Product DRESS-M,6,6,size too small (6),12,6,50 %\r\n")))
        .andExpect(
            content().string(containsString("LAMP<b>,Product LAMP<b>,1,1,defective (1),1,1,few")))
        // a formula is no formula any more
        .andExpect(content().string(containsString("'=cmd,")));
  }

  @Test
  void showsABrandWithoutReturnsAsOne() throws Exception {
    assertThat(page("?brand=quiet&period=year"))
        .contains("There are no returns of this brand", "No return was confirmed in these days.")
        .doesNotContain("<svg class=\"columns\"", "<svg class=\"bars\"", ".csv");
  }

  @Test
  void knowsEachPeriodAndStartsWithABrand() throws Exception {
    assertThat(page("")).contains("value=\"kestrel\" selected");
    page("?brand=lumen&period=month");
    page("?brand=lumen&period=year");
  }

  @Test
  void whatIsUnknownIsNotFound() throws Exception {
    for (String address :
        new String[] {
          "/desk/overview?brand=other",
          "/desk/overview?period=decade",
          "/desk/overview/nothing.csv?brand=lumen&period=year"
        }) {
      http.perform(get(address).with(staff("mo", "merchant"))).andExpect(status().isNotFound());
    }
  }

  @Test
  void theMenuLeadsThereWhoMayGoThere() throws Exception {
    http.perform(get("/desk").with(staff("mo", "merchant")))
        .andExpect(content().string(containsString("href=\"/desk/overview\"")));
    http.perform(get("/desk").with(staff("sam", "agent")))
        .andExpect(content().string(not(containsString("href=\"/desk/overview\""))));
  }
}
