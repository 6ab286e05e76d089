package io.retour.desk;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.retour.logistics.Parcels;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.refunds.Refunds;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit.Ground;
import io.retour.returns.Returns;
import io.retour.shared.Brands;
import io.retour.testing.Confirmed;
import io.retour.testing.WebTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@WebTest
class CaseSearchTest {

  @Autowired CaseSearch search;
  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Refunds refunds;
  @Autowired Parcels parcels;
  @Autowired JdbcClient jdbc;

  private final String sku = "CS-" + UUID.randomUUID();
  private Order order;
  private ReturnCase registered;

  @BeforeEach
  void aReturn() {
    order = order().line(sku, 1, 2495).build();
    orders.add(order);
    registered = returns.register(Confirmed.onePieceOf(order));
  }

  private List<String> found(String text) {
    return search.find(Brands.EVERY, text, false).stream().map(CaseSearch.Row::rmaNumber).toList();
  }

  @Test
  void findsAReturnByWhatItsNumberOrTheOrdersNumberBeginsWith() {
    String number = registered.rmaNumber();

    assertThat(found(number)).containsExactly(number);
    assertThat(found(number.substring(0, 7))).contains(number);
    assertThat(found(number.substring("R-".length()))).containsExactly(number);
    assertThat(found(order.orderNumber())).containsExactly(number);
    assertThat(found(order.orderNumber().substring(0, order.orderNumber().length() - 1)))
        .contains(number);
  }

  @Test
  void findsAReturnByTrackingNumberArticleAndAddress() throws Exception {
    parcels.createLabel(registered.id());
    String tracking = parcels.ofReturn(registered.id()).getFirst().trackingNumber();

    assertThat(found(tracking)).containsExactly(registered.rmaNumber());
    assertThat(found(sku)).containsExactly(registered.rmaNumber());
    assertThat(found(order.email().toUpperCase(java.util.Locale.ROOT)))
        .contains(registered.rmaNumber());
  }

  /** What the portal quoted is not what the shopper got when value was taken off. */
  @Test
  void showsWhatWasGrantedInPlaceOfWhatWasQuoted() {
    assertThat(search.find(Brands.EVERY, sku, false))
        .singleElement()
        .matches(row -> !row.granted() && row.amount().equals(registered.quotedRefund()));

    returns.authorise(
        registered.id(),
        Map.of(order.lines().getFirst().id(), new Ground("VOLUNTARY", "NONE")),
        "LOW",
        null,
        "");
    jdbc.sql("update return_unit set deduction_minor = 500 where return_id = ?")
        .param(registered.id())
        .update();
    refunds.grant(registered.id(), "REFUND", 0);

    assertThat(search.find(Brands.EVERY, sku, false))
        .singleElement()
        .matches(CaseSearch.Row::granted)
        .extracting(CaseSearch.Row::amount)
        .isEqualTo(refunds.grantOf(registered.id()).orElseThrow().amount())
        .isNotEqualTo(registered.quotedRefund());
  }

  @Test
  void noSignIsAWildcard() {
    assertThat(found("%")).isEmpty();
    assertThat(found("R_")).isEmpty();
    assertThat(found("\\")).isEmpty();
  }

  @Test
  void showsTheNewestFirstAndNoMoreThanAScreenHolds() {
    Order many = order().line(sku, 101, 100).build();
    orders.add(many);
    for (int i = 0; i < 101; i++) {
      registered = returns.register(Confirmed.onePieceOf(many));
    }

    assertThat(search.find(Brands.EVERY, "", false))
        .hasSize(100)
        .first()
        .extracting(CaseSearch.Row::rmaNumber)
        .isEqualTo(registered.rmaNumber());
    assertThat(found(sku)).hasSize(100).first().isEqualTo(registered.rmaNumber());
  }

  @Test
  void findsTheOtherReturnsOfAShopperAtTheBrandAlone() {
    String email = "nora-" + UUID.randomUUID() + "@example.org";
    jdbc.sql("update customer_order set email = ? where id = ?").params(email, order.id()).update();
    Order later = order().line(sku, 2, 2495).build();
    orders.add(later);
    jdbc.sql("update customer_order set email = ? where id = ?").params(email, later.id()).update();
    ReturnCase first = returns.register(Confirmed.onePieceOf(later));
    ReturnCase second = returns.register(Confirmed.onePieceOf(later));

    assertThat(search.ofShopper(order.brand(), email, registered.rmaNumber(), 9))
        .extracting(CaseSearch.Row::rmaNumber)
        .containsExactly(second.rmaNumber(), first.rmaNumber());
    assertThat(search.ofShopper(order.brand(), email, registered.rmaNumber(), 1))
        .extracting(CaseSearch.Row::rmaNumber)
        .containsExactly(second.rmaNumber());
    assertThat(search.ofShopper("another-brand", email, "", 9)).isEmpty();
  }

  @Test
  void leavesOutWhatIsOver() {
    jdbc.sql("update return_case set outcome = 'SETTLED' where id = ?")
        .param(registered.id())
        .update();

    assertThat(search.find(Brands.EVERY, sku, true)).isEmpty();
    assertThat(found(sku)).containsExactly(registered.rmaNumber());
    assertThat(search.find(Brands.EVERY, "", true))
        .extracting(CaseSearch.Row::rmaNumber)
        .doesNotContain(registered.rmaNumber());
  }
}
