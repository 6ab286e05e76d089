package io.retour.demo;

import io.retour.exchanges.Catalogue;
import io.retour.exchanges.CatalogueItem;
import io.retour.orders.Informed;
import io.retour.orders.ItemPictures;
import io.retour.orders.Order;
import io.retour.orders.OrderLine;
import io.retour.orders.OrderLine.Exemption;
import io.retour.orders.Orders;
import io.retour.orders.Tender;
import io.retour.shared.Market;
import io.retour.shared.Money;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * The demo catalogue and orders of the local stack: one order for each thing worth trying. Dates
 * count back from the first start; orders that are there already stay as they are.
 */
@Component
@Profile("demo")
class DemoOrders {

  private static final Logger log = LoggerFactory.getLogger(DemoOrders.class);
  private static final Currency EUR = Currency.getInstance("EUR");

  private final Orders orders;
  private final Catalogue catalogue;
  private final ItemPictures pictures;
  private final Clock clock;

  DemoOrders(Orders orders, Catalogue catalogue, ItemPictures pictures, Clock clock) {
    this.orders = orders;
    this.catalogue = catalogue;
    this.pictures = pictures;
    this.clock = clock;
  }

  @EventListener(ApplicationReadyEvent.class)
  void importOrders() {
    List<Order> all = all();
    long added = all.stream().filter(orders::add).count();
    all.forEach(order -> order.lines().forEach(line -> show(order.brand(), line.sku())));
    log.info("{} demo orders imported", added);
    offer("lumen", "TEE12", "Organic cotton T-shirt", "FASHION", 2495, 180, "S", "M", "L", "XL");
    offer("lumen", "SNEAK4", "Canvas sneaker", "SHOES", 8995, 900, "41", "42", "43", "44");
    offer("lumen", "MUG1", "Mug in colour", "HOME", 1495, 400, "BL", "GR");
    offer("kestrel", "JACKET7", "Storm jacket", "FASHION", 24900, 800, "S", "M", "L", "XL");
    offer("kestrel", "BOOT2", "Trail boot", "SHOES", 16900, 1300, "40", "41", "42");
    offer("kestrel", "SOCK5", "Merino socks", "FASHION", 1795, 90, "M", "L");
  }

  /** What the demo shops have to offer in exchange. */
  private void offer(
      String brand,
      String style,
      String title,
      String category,
      long priceMinor,
      int weightGrams,
      String... variants) {
    for (String variant : variants) {
      show(brand, style + "-" + variant);
      catalogue.put(
          new CatalogueItem(
              brand,
              style + "-" + variant,
              title + ", " + variant,
              category,
              new Money(priceMinor, EUR),
              null,
              weightGrams));
    }
  }

  /** A picture that a shop sent stays. */
  private void show(String brand, String sku) {
    if (pictures.addresses(brand, Set.of(sku)).isEmpty()) {
      pictures.keep(brand, sku, DemoPictures.of(sku));
    }
  }

  private List<Order> all() {
    List<Order> result = new ArrayList<>();
    // within the statutory withdrawal period: two items, one of them twice
    result.add(
        order(
            "lumen",
            "L-1001",
            "mila@example.org",
            "5026 AA",
            "NL",
            6,
            495,
            line("TEE12-M", "Organic cotton T-shirt, M", "FASHION", 2, 2495, 180),
            line("LAMP3-BR", "Brass desk lamp", "HOME", 1, 7900, 1900)));
    // past withdrawal, within the voluntary window
    result.add(
        order(
            "lumen",
            "L-1002",
            "jonas@example.org",
            "10115",
            "DE",
            21,
            0,
            line("SNEAK4-42", "Canvas sneaker, 42", "SHOES", 1, 8995, 900),
            line("SNEAK4-43", "Canvas sneaker, 43", "SHOES", 1, 8995, 900)));
    // long past every window: only faulty goods can come back
    result.add(
        order(
            "lumen",
            "L-1003",
            "claire@example.org",
            "75011",
            "FR",
            120,
            590,
            line("HEAD9-BK", "Wireless headphones", "ELECTRONICS", 1, 14900, 350)));
    // a made-to-order piece, which is exempt, next to one that is not
    result.add(
        order(
            "lumen",
            "L-1004",
            "emma@example.org",
            "1000",
            "BE",
            4,
            495,
            exempt("MUG1-NAME", "Mug with your name", "HOME", 1, 1995, 420),
            line("MUG1-WH", "White mug", "HOME", 1, 1295, 400)));
    // the voluntary window has just ended: an agent reviews, and it would be store credit
    result.add(
        order(
            "lumen",
            "L-1005",
            "noor@example.org",
            "3011 AA",
            "NL",
            33,
            0,
            line("VASE2-GR", "Green glass vase", "HOME", 1, 4200, 1500)));
    // a shopper whom the shop knows: paid at the drop-off scan
    for (int i = 0; i < 4; i++) {
      result.add(
          order(
              "lumen",
              "L-10" + (10 + i),
              "ines@example.org",
              "6211 AB",
              "NL",
              4 + i,
              0,
              line("SCARF6-" + (i + 1), "Wool scarf, " + colours(i), "FASHION", 1, 3900, 220)));
    }
    // a shopper with several orders: returning nearly all of them raises the risk
    for (int i = 0; i < 6; i++) {
      result.add(
          order(
              "kestrel",
              "K-20" + (10 + i),
              "riley@example.org",
              "1011 AB",
              "NL",
              20 + i,
              0,
              line("JACKET7-" + sizes(i), "Storm jacket, " + sizes(i), "FASHION", 2, 24900, 800)));
    }
    result.add(
        order(
            "kestrel",
            "K-2001",
            "sam@example.org",
            "3511 AB",
            "NL",
            3,
            0,
            line("BOOT2-41", "Trail boot, 41", "SHOES", 1, 16900, 1300),
            line("SOCK5-L", "Merino socks, L", "FASHION", 3, 1795, 90)));
    // enough of one thing to send the examples of the API's page many times; they know its ids
    result.add(
        order(
            UUID.fromString("d8f7310a-98b5-3214-b0e7-50b2d7c97ebd"),
            "lumen",
            "L-1100",
            "api@example.org",
            "5026 AA",
            "NL",
            3,
            0,
            line(
                UUID.fromString("3e0027c2-3891-3c1b-a7dc-05709f996217"),
                "MUG1-RD",
                "Red mug",
                "HOME",
                40,
                1495,
                400)));
    return result;
  }

  private static String sizes(int i) {
    return List.of("XS", "S", "M", "L", "XL", "XXL").get(i);
  }

  private static String colours(int i) {
    return List.of("red", "blue", "green", "grey").get(i);
  }

  private static OrderLine line(
      String sku, String title, String category, int quantity, long price, int weight) {
    return line(UUID.randomUUID(), sku, title, category, quantity, price, weight);
  }

  private static OrderLine line(
      UUID id, String sku, String title, String category, int quantity, long price, int weight) {
    return new OrderLine(
        id,
        1,
        sku,
        title,
        category,
        quantity,
        new Money(price, EUR),
        Money.zero(EUR),
        2100,
        weight,
        Exemption.NONE,
        false);
  }

  private static OrderLine exempt(
      String sku, String title, String category, int quantity, long price, int weight) {
    return new OrderLine(
        UUID.randomUUID(),
        1,
        sku,
        title,
        category,
        quantity,
        new Money(price, EUR),
        Money.zero(EUR),
        2100,
        weight,
        Exemption.PERSONALISED,
        false);
  }

  private Order order(
      String brand,
      String number,
      String email,
      String postcode,
      String country,
      int deliveredDaysAgo,
      long shipping,
      OrderLine... lines) {
    return order(
        UUID.randomUUID(),
        brand,
        number,
        email,
        postcode,
        country,
        deliveredDaysAgo,
        shipping,
        lines);
  }

  private Order order(
      UUID id,
      String brand,
      String number,
      String email,
      String postcode,
      String country,
      int deliveredDaysAgo,
      long shipping,
      OrderLine... lines) {
    List<OrderLine> numbered = new ArrayList<>();
    Money goods = Money.zero(EUR);
    for (OrderLine line : lines) {
      numbered.add(line.numbered(numbered.size() + 1));
      goods = goods.plus(line.afterLineDiscount());
    }
    Money paidShipping = new Money(shipping, EUR);
    LocalDate delivered =
        LocalDate.ofInstant(clock.instant(), Market.zone(country)).minusDays(deliveredDaysAgo);
    return new Order(
        id,
        brand,
        "webshop",
        number,
        email,
        postcode,
        country,
        true,
        EUR,
        delivered.minusDays(2).atStartOfDay(ZoneOffset.UTC).toInstant(),
        delivered,
        30,
        Informed.OF_ALL,
        true,
        Money.zero(EUR),
        paidShipping,
        paidShipping,
        2100,
        List.of(),
        null,
        numbered,
        List.of(),
        List.of(
            new Tender(
                UUID.randomUUID(),
                "CARD",
                "simulated",
                "pay_" + number,
                goods.plus(paidShipping))));
  }
}
