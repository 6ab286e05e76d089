package io.retour.refunds.adyen;

import io.retour.refunds.PaymentProvider;
import io.retour.refunds.adyen.AdyenApi.Amount;
import io.retour.refunds.adyen.AdyenApi.Failure;
import io.retour.refunds.adyen.AdyenApi.NewRefund;
import io.retour.refunds.http.CallLimits;
import io.retour.refunds.http.OurKey;
import io.retour.refunds.http.OwnMinorUnits;
import io.retour.refunds.http.ProviderCalls;
import io.retour.shared.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

/**
 * Refunds through Adyen. Tenders name the payment by its PSP reference.
 *
 * <p>Adyen only takes refunds in; what became of them its webhooks tell, and only they. So status,
 * disputes and books are answered from the events that were kept.
 *
 * <p>Source: docs.adyen.com/online-payments/refund, /development-resources/api-idempotency,
 * /development-resources/currency-codes, /risk-management/disputes-api/dispute-notifications.
 */
@Component
@ConditionalOnProperty("retour.adyen.api-key")
class AdyenPayments implements PaymentProvider {

  static final String NAME = "adyen";

  /** Not read at Adyen: 7 and 31 days are both told of it. The shorter one is the safe side. */
  private static final Duration KEYS_LAST = Duration.ofDays(7);

  /** "Differs from standard", says Adyen's table of currencies. */
  static final OwnMinorUnits UNITS =
      new OwnMinorUnits(Map.of("CLP", 2, "CVE", 0, "IDR", 0, "ISK", 2));

  /** Of errors with these types nothing can be said of the refund. */
  private static final Set<String> ABOUT_US = Set.of("configuration", "internal", "security");

  /** The request of the same key is still being worked on. */
  private static final String KEY_IN_USE = "704";

  private final AdyenApi adyen;
  private final AdyenEvents events;
  private final String merchantAccount;

  AdyenPayments(RestClient.Builder http, AdyenProperties settings, AdyenEvents events) {
    String apiKey = Objects.requireNonNull(settings.apiKey());
    this.merchantAccount = Objects.requireNonNull(settings.merchantAccount());
    this.events = events;
    this.adyen =
        ProviderCalls.client(
            AdyenApi.class,
            http,
            "Adyen",
            new CallLimits(settings.url(), settings.connectTimeout(), settings.readTimeout()),
            headers -> headers.set("X-API-Key", apiKey));
  }

  @Override
  public String name() {
    return NAME;
  }

  /**
   * Says that a refund cannot be asked for: that no event is here does not mean that there is no
   * refund. Not over vouchers: docs.adyen.com/payment-methods.
   */
  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        KEYS_LAST, false, true, List.of("BOLETO", "MULTIBANCO", "OXXO", "PAYSAFECARD"));
  }

  @Override
  public Answer submit(Request request) {
    OptionalLong units = UNITS.of(request.amount());
    if (units.isEmpty()) {
      return new Answer(
          "", State.FAILED, "Adyen cannot count %s exactly".formatted(request.amount()));
    }
    NewRefund refund =
        new NewRefund(
            merchantAccount,
            new Amount(request.amount().currency().getCurrencyCode(), units.getAsLong()),
            request.key().toString(),
            "RETURN");
    try {
      String id = adyen.create(request.paymentReference(), request.key(), refund).pspReference();
      // the webhook may have been quicker
      return told(id, request).orElseGet(() -> new Answer(id, State.PENDING, ""));
    } catch (HttpClientErrorException no) {
      return no(request, no);
    }
  }

  private Answer no(Request request, HttpClientErrorException no) {
    Failure failure = failure(no);
    String words = failure.message() == null ? "" : failure.message();
    if (no.getResponseHeaders() != null
            && "true".equals(no.getResponseHeaders().getFirst("transient-error"))
        || KEY_IN_USE.equals(failure.errorCode())
        || no.getStatusCode().isSameCodeAs(HttpStatus.CONFLICT)) {
      throw Problem.unavailable("provider-away", "Adyen asks to try again: " + words);
    }
    if (!no.getStatusCode().isSameCodeAs(HttpStatus.UNPROCESSABLE_ENTITY)
        || failure.errorType() != null && ABOUT_US.contains(failure.errorType())) {
      throw ProviderCalls.aboutUs("Adyen", no, words);
    }
    // a refund that was made by an earlier try is the very reason to refuse a second one
    return status(request).orElseGet(() -> new Answer("", State.FAILED, words));
  }

  private static Failure failure(HttpClientErrorException no) {
    try {
      Failure failure = no.getResponseBodyAs(Failure.class);
      return failure == null ? new Failure(null, null, null) : failure;
    } catch (RuntimeException unreadable) {
      return new Failure(null, null, null);
    }
  }

  @Override
  public Optional<Answer> status(Request request) {
    return told(request.providerRefundId() == null ? "" : request.providerRefundId(), request);
  }

  private Optional<Answer> told(String pspReference, Request request) {
    return AdyenEvent.last(events.ofRefund(pspReference, request.key()))
        .map(
            event ->
                new Answer(
                    pspReference.isEmpty() ? event.pspReference() : pspReference,
                    event.state(),
                    event.state() == State.SETTLED ? "" : words(event)));
  }

  private static String words(AdyenEvent event) {
    return event.code().equals("REFUND") && !event.reason().isEmpty()
        ? event.reason()
        : (event.code() + " " + event.reason()).strip();
  }

  @Override
  public Dispute dispute(String paymentReference) {
    return AdyenEvent.dispute(events.ofPayment(paymentReference));
  }

  @Override
  public List<Booked> booked(Instant from, Instant until) {
    Map<String, List<AdyenEvent>> refunds =
        events.firstToldOf(from, until).stream()
            .collect(
                Collectors.groupingBy(
                    AdyenEvent::pspReference, LinkedHashMap::new, Collectors.toList()));
    return refunds.values().stream()
        .map(AdyenPayments::booked)
        .sorted(Comparator.comparing(Booked::createdAt).thenComparing(Booked::providerRefundId))
        .toList();
  }

  private static Booked booked(List<AdyenEvent> ofOneRefund) {
    AdyenEvent last = AdyenEvent.last(ofOneRefund).orElseThrow();
    Instant first =
        ofOneRefund.stream()
            .map(AdyenEvent::occurredAt)
            .min(Comparator.naturalOrder())
            .orElseThrow();
    return new Booked(
        OurKey.in(last.merchantReference()),
        last.pspReference(),
        last.amount(),
        last.state(),
        first);
  }
}
