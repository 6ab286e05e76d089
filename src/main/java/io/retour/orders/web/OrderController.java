package io.retour.orders.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.shared.Problem;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import jakarta.validation.Validator;
import java.io.IOException;
import java.io.Reader;
import java.net.URI;
import java.util.List;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Orders come in here, one by one or many at a time. */
@RestController
@RequestMapping("/api/v1/orders")
@Tag(name = "Orders", description = "What was bought, imported from shops and marketplaces")
class OrderController {

  private final Orders orders;
  private final ObjectMapper json;
  private final Validator validator;

  OrderController(Orders orders, ObjectMapper json, Validator validator) {
    this.orders = orders;
    this.json = json;
    this.validator = validator;
  }

  /**
   * @param lineId how a return names this line
   */
  record LineView(
      UUID lineId, int lineNo, String sku, String title, String category, int quantity) {}

  record OrderView(
      UUID id,
      String brand,
      String channel,
      String orderNumber,
      String country,
      String currency,
      List<LineView> lines) {

    static OrderView of(Order order) {
      return new OrderView(
          order.id(),
          order.brand(),
          order.channel(),
          order.orderNumber(),
          order.country(),
          order.currency().getCurrencyCode(),
          order.lines().stream()
              .map(
                  line ->
                      new LineView(
                          line.id(),
                          line.lineNo(),
                          line.sku(),
                          line.title(),
                          line.category(),
                          line.quantity()))
              .toList());
    }
  }

  @PostMapping
  @Operation(summary = "Import one order", description = "An order number is taken once per brand.")
  ResponseEntity<OrderView> add(@Valid @RequestBody OrderRequest request) {
    Order order = request.toOrder();
    if (!OrderImport.added(orders, order)) {
      throw Problem.conflict(
          "order-exists",
          "Brand %s already has an order %s.".formatted(order.brand(), order.orderNumber()));
    }
    return ResponseEntity.created(URI.create("/api/v1/orders/" + order.id()))
        .body(OrderView.of(order));
  }

  @GetMapping
  @Operation(
      summary = "Find an order by its number",
      description = "With the ids that a return needs; a bulk import does not give them.")
  OrderView find(@RequestParam String brand, @RequestParam String orderNumber) {
    return orders
        .byNumber(brand, orderNumber)
        .map(OrderView::of)
        .orElseThrow(() -> Problem.notFound("order-unknown", "There is no such order."));
  }

  @GetMapping("/{orderId}")
  @Operation(summary = "Read an order with the ids of its lines")
  OrderView get(@PathVariable UUID orderId) {
    return orders
        .byId(orderId)
        .map(OrderView::of)
        .orElseThrow(() -> Problem.notFound("order-unknown", "There is no such order."));
  }

  @PostMapping(path = "/import", consumes = "application/x-ndjson")
  @Operation(
      summary = "Import many orders",
      description =
          "One JSON object per line (application/x-ndjson), or CSV with one row per order line"
              + " (text/csv; the columns are named like the fields, rows of one order follow each"
              + " other). Each order stands alone: a bad one is reported and the others are kept.")
  ImportReport importLines(Reader body) throws IOException {
    OrderImport run = new OrderImport(orders, json, validator);
    run.jsonLines(body);
    return run.report();
  }

  @PostMapping(path = "/import", consumes = "text/csv")
  ImportReport importCsv(Reader body) throws IOException {
    OrderImport run = new OrderImport(orders, json, validator);
    run.csv(body);
    return run.report();
  }
}
