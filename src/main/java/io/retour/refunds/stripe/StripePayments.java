package io.retour.refunds.stripe;

import io.retour.refunds.PaymentProvider;
import io.retour.refunds.http.CallLimits;
import io.retour.refunds.http.OurKey;
import io.retour.refunds.http.OwnMinorUnits;
import io.retour.refunds.http.ProviderCalls;
import io.retour.refunds.stripe.StripeApi.Failure;
import io.retour.refunds.stripe.StripeApi.Refund;
import io.retour.refunds.stripe.StripeApi.RefundList;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.util.LinkedMultiValueMap;
import org.springframework.util.MultiValueMap;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;

/**
 * Refunds through Stripe. Tenders name the payment by its PaymentIntent (pi_…) or its charge.
 *
 * <p>Source: docs.stripe.com/refunds, /api/refunds, /api/idempotent_requests, /currencies.
 */
@Component
@ConditionalOnProperty("retour.stripe.secret-key")
class StripePayments implements PaymentProvider {

  static final String NAME = "stripe";

  /** Under this name a refund carries our key in its metadata. */
  static final String KEY = "retour_refund";

  /**
   * Stripe may forget a key 24 hours after its first use (API v1; v2 keeps keys for 30 days, but
   * refunds are v1).
   */
  private static final Duration KEYS_LAST = Duration.ofHours(24);

  /** ISK and UGX have no minor unit and are counted as if they had; the ariary is counted whole. */
  private static final OwnMinorUnits UNITS =
      new OwnMinorUnits(Map.of("ISK", 2, "UGX", 2, "MGA", 0));

  /** Of these with three decimals the last digit has to be 0. */
  private static final Set<String> IN_TENS = Set.of("BHD", "JOD", "KWD", "OMR", "TND");

  /**
   * Disputes after which the shopper has nothing from the bank. One in any other state but {@link
   * #LOST_DISPUTE} may still give the money back.
   */
  private static final Set<String> HARMLESS_DISPUTES =
      Set.of("won", "warning_closed", "charge_refunded", "prevented");

  private static final String LOST_DISPUTE = "lost";

  private static final int PAGE = 100;

  private final StripeApi stripe;

  StripePayments(RestClient.Builder http, StripeProperties settings) {
    String secretKey = Objects.requireNonNull(settings.secretKey());
    this.stripe =
        ProviderCalls.client(
            StripeApi.class,
            http,
            "Stripe",
            new CallLimits(settings.url(), settings.connectTimeout(), settings.readTimeout()),
            headers -> {
              headers.setBearerAuth(secretKey);
              headers.set("Stripe-Version", StripeApi.VERSION);
            });
  }

  @Override
  public String name() {
    return NAME;
  }

  /** Vouchers that are paid in cash cannot be paid back over: docs.stripe.com/refunds. */
  @Override
  public Capabilities capabilities() {
    return new Capabilities(KEYS_LAST, true, true, List.of("BOLETO", "OXXO"));
  }

  @Override
  public Answer submit(Request request) {
    OptionalLong units = units(request.amount());
    if (units.isEmpty()) {
      return new Answer(
          "", State.FAILED, "Stripe cannot count %s exactly".formatted(request.amount()));
    }
    MultiValueMap<String, String> form = payment(request.paymentReference());
    form.add("amount", String.valueOf(units.getAsLong()));
    form.add("reason", "requested_by_customer");
    form.add("metadata[" + KEY + "]", request.key().toString());
    try {
      return answer(stripe.create(request.key(), form));
    } catch (HttpClientErrorException no) {
      return no(request, no);
    }
  }

  private Answer no(Request request, HttpClientErrorException no) {
    Failure.@Nullable Reason reason = reason(no);
    String words = reason == null || reason.message() == null ? "" : reason.message();
    if (ProviderCalls.isAboutUs(no)) {
      throw ProviderCalls.aboutUs("Stripe", no, words);
    }
    if (no.getStatusCode().isSameCodeAs(HttpStatus.CONFLICT)) {
      throw Problem.unavailable(
          "provider-away", "Stripe still works on the request of the same key.");
    }
    if (reason != null && "idempotency_error".equals(reason.type())) {
      // the key stands for a refund of other content: whatever became of that, this is no refusal
      throw new IllegalStateException("Stripe knows the key with another refund: " + words);
    }
    // a refund that was made by an earlier try is the very reason to refuse a second one
    return byKey(request).orElseGet(() -> new Answer("", State.FAILED, words));
  }

  private static Failure.@Nullable Reason reason(HttpClientErrorException no) {
    try {
      Failure failure = no.getResponseBodyAs(Failure.class);
      return failure == null ? null : failure.error();
    } catch (RuntimeException unreadable) {
      return null;
    }
  }

  @Override
  public Optional<Answer> status(Request request) {
    String id = request.providerRefundId();
    if (id != null) {
      try {
        return Optional.of(answer(stripe.refund(id)));
      } catch (HttpClientErrorException.NotFound unknown) {
        // what we keep as its name may be none
      }
    }
    return byKey(request);
  }

  private Optional<Answer> byKey(Request request) {
    MultiValueMap<String, String> query = payment(request.paymentReference());
    return all(query, refund -> request.key().equals(key(refund))).stream()
        .findFirst()
        .map(StripePayments::answer);
  }

  @Override
  public Dispute dispute(String paymentReference) {
    MultiValueMap<String, String> query = payment(paymentReference);
    query.add("limit", String.valueOf(PAGE));
    List<StripeApi.Dispute> counting =
        stripe.disputes(query).data().stream()
            .filter(dispute -> !HARMLESS_DISPUTES.contains(dispute.status()))
            .toList();
    if (counting.stream().anyMatch(dispute -> !dispute.status().equals(LOST_DISPUTE))) {
      return Dispute.OPEN;
    }
    List<Money> lost =
        counting.stream()
            .map(dispute -> UNITS.money(dispute.amount(), dispute.currency()))
            .toList();
    if (lost.isEmpty()) {
      return Dispute.NONE;
    }
    // banks may count in another currency than the shopper paid in
    return lost.stream().map(Money::currency).distinct().count() > 1
        ? Dispute.UNCLEAR
        : Dispute.lost(lost.stream().reduce(Money::plus).orElseThrow());
  }

  @Override
  public List<Booked> booked(Instant from, Instant until) {
    MultiValueMap<String, String> query = new LinkedMultiValueMap<>();
    query.add("created[gte]", String.valueOf(upToASecond(from)));
    query.add("created[lt]", String.valueOf(upToASecond(until)));
    List<Booked> booked = new ArrayList<>();
    for (Refund refund : all(query, refund -> true)) {
      booked.add(
          new Booked(
              key(refund),
              refund.id(),
              UNITS.money(refund.amount(), refund.currency()),
              state(refund.status()),
              Instant.ofEpochSecond(refund.created())));
    }
    // Stripe lists the newest first
    Collections.reverse(booked);
    return booked;
  }

  /** Stripe knows whole seconds: the first one at or after the moment. */
  private static long upToASecond(Instant moment) {
    return moment.getNano() == 0 ? moment.getEpochSecond() : moment.getEpochSecond() + 1;
  }

  private List<Refund> all(MultiValueMap<String, String> query, Predicate<Refund> wanted) {
    query.set("limit", String.valueOf(PAGE));
    List<Refund> found = new ArrayList<>();
    RefundList page = stripe.refunds(query);
    page.data().stream().filter(wanted).forEach(found::add);
    while (page.hasMore() && !page.data().isEmpty()) {
      query.set("starting_after", page.data().getLast().id());
      page = stripe.refunds(query);
      page.data().stream().filter(wanted).forEach(found::add);
    }
    return found;
  }

  private static MultiValueMap<String, String> payment(String reference) {
    MultiValueMap<String, String> fields = new LinkedMultiValueMap<>();
    fields.add(reference.startsWith("pi_") ? "payment_intent" : "charge", reference);
    return fields;
  }

  private static @Nullable UUID key(Refund refund) {
    return refund.metadata() == null ? null : OurKey.in(refund.metadata().get(KEY));
  }

  private static Answer answer(Refund refund) {
    State state = state(refund.status());
    return new Answer(
        refund.id(),
        state,
        switch (state) {
          case SETTLED -> "";
          case PENDING -> "pending".equals(refund.status()) ? "" : String.valueOf(refund.status());
          case FAILED ->
              refund.failureReason() == null
                  ? String.valueOf(refund.status())
                  : refund.failureReason();
        });
  }

  /** What Stripe's word means; a word that we do not know: still on its way. */
  static State state(@Nullable String status) {
    return switch (String.valueOf(status)) {
      case "succeeded" -> State.SETTLED;
      case "failed", "canceled" -> State.FAILED;
      default -> State.PENDING; // pending, requires_action
    };
  }

  /** The amount as Stripe counts it; empty when it is finer than that. */
  static OptionalLong units(Money amount) {
    OptionalLong units = UNITS.of(amount);
    boolean tooFine =
        IN_TENS.contains(amount.currency().getCurrencyCode())
            && units.isPresent()
            && units.getAsLong() % 10 != 0;
    return tooFine ? OptionalLong.empty() : units;
  }
}
