package io.retour.portal.web;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.security.ShopperTokens;
import io.retour.security.ShopperTokens.Purpose;
import io.retour.shared.Problem;
import io.retour.shared.RetourProperties;
import io.retour.shared.web.BrandAccess;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import java.time.Duration;
import java.util.UUID;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Links to put beside a gift. */
@RestController
@Tag(name = "Gift links", description = "Returning a gift without seeing its price")
class GiftLinkController {

  private static final Duration VALIDITY = Duration.ofDays(400);

  private final Orders orders;
  private final ShopperTokens tokens;
  private final RetourProperties properties;
  private final BrandAccess access;

  GiftLinkController(
      Orders orders, ShopperTokens tokens, RetourProperties properties, BrandAccess access) {
    this.access = access;
    this.orders = orders;
    this.tokens = tokens;
    this.properties = properties;
  }

  /**
   * The order of a gift.
   *
   * @param orderId the order that holds the gift
   */
  record GiftLinkRequest(@NotNull UUID orderId) {}

  /**
   * A link to put beside a gift.
   *
   * @param url opens the order on the portal without prices, for 400 days
   */
  record GiftLink(String url) {}

  @PostMapping("/api/v1/gift-links")
  @Operation(
      summary = "Make a link for the recipient of a gift",
      description = "It shows no price; the giver hears nothing; what comes back is store credit.")
  GiftLink make(@Valid @RequestBody GiftLinkRequest request) {
    Order order =
        orders
            .byId(request.orderId())
            .filter(found -> access.includes(found.brand()))
            .orElseThrow(
                () -> Problem.invalid("order-unknown", "orderId", "There is no such order."));
    return new GiftLink(
        properties.page(order.brand(), "/g/" + tokens.issue(Purpose.GIFT, order.id(), VALIDITY)));
  }
}
