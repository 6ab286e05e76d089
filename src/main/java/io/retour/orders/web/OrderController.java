package io.retour.orders.web;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.retour.orders.DateReport;
import io.retour.orders.Order;
import io.retour.orders.OrderCalendar;
import io.retour.orders.OrderDates;
import io.retour.orders.Orders;
import io.retour.shared.Problem;
import io.retour.shared.web.BrandAccess;
import io.retour.shared.web.RequestId;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.Validator;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.Principal;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PatchMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Orders come in here, one by one or many at a time. */
@RestController
@RequestMapping("/api/v1/orders")
@Tag(name = "Orders", description = "What was bought, imported from shops and marketplaces")
class OrderController {

  private final Orders orders;
  private final OrderCalendar calendar;
  private final OrderIntake intake;
  private final ObjectMapper json;
  private final Validator validator;
  private final BrandAccess access;

  OrderController(
      Orders orders,
      OrderCalendar calendar,
      OrderIntake intake,
      ObjectMapper json,
      Validator validator,
      BrandAccess access) {
    this.orders = orders;
    this.calendar = calendar;
    this.intake = intake;
    this.json = json;
    this.validator = validator;
    this.access = access;
  }

  /**
   * A line of an order with the id that a return needs; an extra cannot be in one.
   *
   * @param lineId how a return names this line
   * @param lineNo its place in the order, counted from 1
   * @param sku the shop's number of the product
   * @param title what the shopper reads
   * @param category FASHION, SHOES, ELECTRONICS, HOME, BEAUTY, TOYS or OTHER
   * @param quantity how many pieces were bought
   * @param extra whether it is no thing, such as gift wrapping, and ends with the whole order
   */
  record OrderLineView(
      UUID lineId,
      int lineNo,
      String sku,
      String title,
      String category,
      int quantity,
      boolean extra) {}

  /**
   * An order with the ids that a return needs.
   *
   * @param id names the order in addresses
   * @param brand the shop's brand
   * @param channel where it was bought, such as webshop
   * @param orderNumber what the shopper knows it by, in capitals
   * @param country the consumer's country, ISO 3166-1 alpha-2
   * @param currency ISO 4217
   * @param lines its lines, in order
   */
  record OrderView(
      UUID id,
      String brand,
      String channel,
      String orderNumber,
      String country,
      String currency,
      List<OrderLineView> lines) {

    static OrderView of(Order order) {
      return new OrderView(
          order.id(),
          order.brand(),
          order.channel(),
          order.orderNumber(),
          order.country(),
          order.currency().getCurrencyCode(),
          order.everything().stream()
              .map(
                  line ->
                      new OrderLineView(
                          line.id(),
                          line.lineNo(),
                          line.sku(),
                          line.title(),
                          line.category(),
                          line.quantity(),
                          order.extras().contains(line)))
              .toList());
    }
  }

  @PostMapping
  @ResponseStatus(HttpStatus.CREATED)
  @Operation(summary = "Import one order", description = "An order number is taken once per brand.")
  ResponseEntity<OrderView> add(
      @Valid @RequestBody OrderRequest request, Principal caller, HttpServletRequest http) {
    Order order = request.toOrder(RequestId.of(http, "order"));
    Order taken =
        intake
            .take(order, request.dates(order), request.serialNumbers(order), caller.getName())
            .orElseThrow(
                () ->
                    Problem.conflict(
                        "order-exists",
                        "Brand %s already has an order %s."
                            .formatted(order.brand(), order.orderNumber())));
    return ResponseEntity.created(URI.create("/api/v1/orders/" + taken.id()))
        .body(OrderView.of(taken));
  }

  @GetMapping
  @ApiResponse(responseCode = "200", useReturnTypeSchema = true)
  @ApiResponse(responseCode = "404")
  @Operation(
      summary = "Find an order by its number",
      description = "With the ids that a return needs; a bulk import does not give them.")
  OrderView find(@RequestParam String brand, @RequestParam String orderNumber) {
    return orders
        .byNumber(brand, orderNumber)
        .filter(order -> access.includes(order.brand()))
        .map(OrderView::of)
        .orElseThrow(Orders::unknown);
  }

  @GetMapping("/{orderId}")
  @Operation(summary = "Read an order with the ids of its lines")
  OrderView get(@PathVariable UUID orderId) {
    return orders.byId(orderId).map(OrderView::of).orElseThrow(Orders::unknown);
  }

  /**
   * Days to add or correct; what is absent stays.
   *
   * @param deliveredOn the day on which the order was handed over, where the consumer lives; of the
   *     lines without a day of their own
   * @param firstDeliveredOn of a regular delivery over a period: the day of its first good (CRD
   *     Art. 9(2)(b)(iii))
   * @param informedOn the day on which the consumer was informed about the right of withdrawal
   *     after all (CRD Art. 10(2))
   * @param lines days of single lines
   */
  record DatesRequest(
      @Nullable LocalDate deliveredOn,
      @Nullable LocalDate firstDeliveredOn,
      @Nullable LocalDate informedOn,
      @Nullable @Size(max = 500) List<@NotNull @Valid LineDate> lines) {}

  /**
   * The day of a single line.
   *
   * @param lineId the order line
   * @param deliveredOn the day on which it was handed over, where the consumer lives; of several
   *     lots the last
   */
  record LineDate(@NotNull UUID lineId, @NotNull LocalDate deliveredOn) {}

  /**
   * The days of an order as known now; all are calendar days where the consumer lives.
   *
   * @param id the order
   * @param deliveredOn of the lines without a day of their own, where the consumer lives
   * @param firstDeliveredOn of a regular delivery, the day of its first good
   * @param informedOn when the consumer was informed about the right of withdrawal, if not with the
   *     order
   * @param periodStart the day from which the withdrawal period counts, absent while a good is
   *     still to come
   */
  record DatesView(
      UUID id,
      @Nullable LocalDate deliveredOn,
      @Nullable LocalDate firstDeliveredOn,
      @Nullable LocalDate informedOn,
      @Nullable LocalDate periodStart) {}

  @PatchMapping("/{orderId}/dates")
  @Operation(
      summary = "Add or correct the days of an order",
      description =
          "When it was delivered, as a whole or by line, and when the shopper was informed about"
              + " the right of withdrawal. What is absent stays. A known day is only ever moved to"
              + " a later one: a period on which a shopper may rely does not get shorter.")
  DatesView correct(
      @PathVariable UUID orderId, @Valid @RequestBody DatesRequest request, Principal caller) {
    Map<UUID, LocalDate> lines = new HashMap<>();
    if (request.lines() != null) {
      request.lines().forEach(line -> lines.put(line.lineId(), line.deliveredOn()));
    }
    OrderDates dates =
        calendar.correct(
            orderId,
            new DateReport(
                request.deliveredOn(), request.firstDeliveredOn(), request.informedOn(), lines),
            caller.getName());
    return new DatesView(
        orderId,
        dates.delivered(),
        dates.firstOfSeries(),
        dates.informedOn(),
        dates.periodStart(orders.byId(orderId).orElseThrow()));
  }

  @PostMapping(path = "/import", consumes = "application/x-ndjson")
  @Operation(
      summary = "Import many orders",
      description =
          "One JSON object per line (application/x-ndjson), or CSV with one row per order line"
              + " (text/csv; the columns are named like the fields, rows of one order follow each"
              + " other). Each order stands alone: a bad one is reported and the others are kept.")
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      content = @Content(schema = @Schema(implementation = OrderRequest.class)))
  ImportReport importLines(InputStream body, Principal caller, HttpServletRequest http)
      throws IOException {
    OrderImport run = run(caller, http);
    run.jsonLines(new TextLines(body, StandardCharsets.UTF_8));
    return run.report();
  }

  @PostMapping(path = "/import", consumes = "text/csv")
  @io.swagger.v3.oas.annotations.parameters.RequestBody(
      content = @Content(schema = @Schema(implementation = String.class)))
  ImportReport importCsv(InputStream body, Principal caller, HttpServletRequest http)
      throws IOException {
    OrderImport run = run(caller, http);
    run.csv(new TextLines(body, charset(http)));
    return run.report();
  }

  private OrderImport run(Principal caller, HttpServletRequest http) {
    return new OrderImport(
        intake,
        line -> RequestId.of(http, "order of line " + line),
        caller.getName(),
        json,
        validator);
  }

  /** UTF-8, unless the header says otherwise. */
  private static Charset charset(HttpServletRequest http) {
    Charset named = MediaType.parseMediaType(http.getContentType()).getCharset();
    if (named == null) {
      return StandardCharsets.UTF_8;
    }
    if (!Arrays.equals("\n\",".getBytes(named), "\n\",".getBytes(StandardCharsets.US_ASCII))) {
      throw Problem.invalid(
          "charset-unsupported", "Content-Type", "Send CSV in UTF-8 or a charset like ISO-8859-1.");
    }
    return named;
  }
}
