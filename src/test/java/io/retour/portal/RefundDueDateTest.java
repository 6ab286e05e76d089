package io.retour.portal;

import static io.retour.testing.OrderBuilder.order;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.policy.RefundTiming;
import io.retour.policy.RefundTiming.Start;
import io.retour.policy.RefundTiming.Withholding;
import io.retour.refunds.RefundDeadlines;
import io.retour.returns.ReturnCase;
import io.retour.returns.Returns;
import io.retour.security.ShopperTokens;
import io.retour.security.ShopperTokens.Purpose;
import io.retour.testing.Confirmed;
import io.retour.testing.WebTest;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** The shopper reads by when the money comes at the latest. */
@WebTest
class RefundDueDateTest {

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired RefundDeadlines deadlines;
  @Autowired ShopperTokens tokens;

  private ResultActions statusPage(RefundTiming timing) throws Exception {
    Order order = order().line("TEE-M", 1, 2495).build();
    orders.add(order);
    ReturnCase of = returns.register(Confirmed.onePieceOf(order));
    deadlines.record(of.id(), "STATUTORY_WITHDRAWAL", timing);
    deadlines.record(of.id(), "STATUTORY_WITHDRAWAL", timing);
    return http.perform(
            get("/r/" + of.rmaNumber())
                .param("t", tokens.issue(Purpose.RETURN, of.id(), Duration.ofHours(1)))
                .locale(Locale.ENGLISH))
        .andExpect(status().isOk());
  }

  @Test
  void saysTheDay() throws Exception {
    LocalDate due = LocalDate.now(ZoneId.of("Europe/Amsterdam")).plusDays(14);

    statusPage(new RefundTiming(Start.NOTICE, 14, Withholding.NONE, 3, "CRD_ART_13_1"))
        .andExpect(
            content()
                .string(
                    containsString(
                        DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG)
                            .withLocale(Locale.UK)
                            .format(due))));
  }

  @Test
  void saysThatTheRefundMayWaitForTheGoods() throws Exception {
    statusPage(new RefundTiming(Start.NOTICE, 14, Withholding.ACTIVE, 3, "CRD_ART_13_3"))
        .andExpect(content().string(containsString("We may wait for your items")));
  }

  @Test
  void saysThatAVoluntaryRefundFollowsTheReceipt() throws Exception {
    statusPage(new RefundTiming(Start.RECEIPT, 14, Withholding.ACTIVE, 3, "SELLER_POLICY"))
        .andExpect(content().string(containsString("within 14 days after your items")));
  }
}
