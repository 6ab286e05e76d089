package io.retour.refunds.mollie;

import com.fasterxml.jackson.databind.JsonNode;
import io.retour.refunds.PaymentProvider;
import io.retour.refunds.http.CallLimits;
import io.retour.refunds.http.OurKey;
import io.retour.refunds.http.ProviderCalls;
import io.retour.refunds.mollie.MollieApi.Amount;
import io.retour.refunds.mollie.MollieApi.Failure;
import io.retour.refunds.mollie.MollieApi.NewRefund;
import io.retour.refunds.mollie.MollieApi.Refund;
import io.retour.refunds.mollie.MollieApi.RefundPage;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Refunds through Mollie. Tenders name the payment by its id (tr_…).
 *
 * <p>Source: docs.mollie.com/reference/refunds-api, /reference/api-idempotency,
 * /payments/multicurrency.
 */
@Component
@ConditionalOnProperty("retour.mollie.api-key")
class MolliePayments implements PaymentProvider {

  static final String NAME = "mollie";

  /** Under this name a refund carries our key in its metadata. */
  static final String KEY = "retourRefund";

  /** How long Mollie keeps a key, with its answer: an hour, on the safe side (ADR 15). */
  private static final Duration KEYS_LAST = Duration.ofHours(1);

  /**
   * Mollie refuses a second refund of the same amount of the same payment within an hour
   * (changelog, 12 March 2020), and repeats that answer for the key as long as it keeps it.
   */
  private static final Duration UNTIL_THE_SAME_AMOUNT_AGAIN = Duration.ofMinutes(62);

  private static final int PAGE = 250;

  private final MollieApi mollie;

  MolliePayments(RestClient.Builder http, MollieProperties settings) {
    String apiKey = Objects.requireNonNull(settings.apiKey());
    this.mollie =
        ProviderCalls.client(
            MollieApi.class,
            http,
            "Mollie",
            new CallLimits(settings.url(), settings.connectTimeout(), settings.readTimeout()),
            headers -> headers.setBearerAuth(apiKey));
  }

  @Override
  public String name() {
    return NAME;
  }

  /** Not over prepaid cards: docs.mollie.com/docs/refunds. */
  @Override
  public Capabilities capabilities() {
    return new Capabilities(KEYS_LAST, true, true, List.of("GIFT_CARD", "PAYSAFECARD", "VOUCHER"));
  }

  @Override
  public Answer submit(Request request) {
    NewRefund refund =
        new NewRefund(amount(request.amount()), "Refund", Map.of(KEY, request.key().toString()));
    try {
      return answer(mollie.create(request.paymentReference(), request.key(), refund));
    } catch (HttpClientErrorException no) {
      return no(request, no);
    }
  }

  private Answer no(Request request, HttpClientErrorException no) {
    String words = words(no);
    if (ProviderCalls.isAboutUs(no)) {
      throw ProviderCalls.aboutUs("Mollie", no, words);
    }
    // a refund that was made by an earlier try is the very reason to refuse a second one
    Optional<Answer> made = byKey(request);
    if (made.isPresent()) {
      return made.get();
    }
    if (no.getStatusCode().isSameCodeAs(HttpStatus.CONFLICT)) {
      throw words.toLowerCase(Locale.ROOT).contains("duplicate")
          ? Problem.unavailable(
              "provider-away",
              "Mollie takes the same amount of the same payment only after an hour: " + words,
              UNTIL_THE_SAME_AMOUNT_AGAIN)
          : Problem.unavailable(
              "provider-away", "Mollie still works on the request of the same key.");
    }
    return new Answer("", State.FAILED, words);
  }

  private static String words(HttpClientErrorException no) {
    try {
      Failure failure = no.getResponseBodyAs(Failure.class);
      return failure == null || failure.detail() == null ? "" : failure.detail();
    } catch (RuntimeException unreadable) {
      return "";
    }
  }

  @Override
  public Optional<Answer> status(Request request) {
    String id = request.providerRefundId();
    if (id != null) {
      try {
        return Optional.of(answer(mollie.refund(request.paymentReference(), id)));
      } catch (HttpClientErrorException.NotFound | HttpClientErrorException.Gone unknown) {
        // what we keep as its name may be none
      }
    }
    return byKey(request);
  }

  private Optional<Answer> byKey(Request request) {
    String from = null;
    do {
      RefundPage page = mollie.refundsOf(request.paymentReference(), PAGE, from);
      for (Refund refund : page.embedded().refunds()) {
        if (request.key().equals(key(refund.metadata()))) {
          return Optional.of(answer(refund));
        }
      }
      from = next(page);
    } while (from != null);
    return Optional.empty();
  }

  /**
   * A chargeback that was not reversed took the money back. Mollie has no word for one that never
   * will be, so a person decides.
   */
  @Override
  public Dispute dispute(String paymentReference) {
    return mollie.chargebacks(paymentReference).embedded().chargebacks().stream()
            .anyMatch(chargeback -> chargeback.reversedAt() == null)
        ? Dispute.UNCLEAR
        : Dispute.NONE;
  }

  @Override
  public List<Booked> booked(Instant from, Instant until) {
    List<Booked> booked = new ArrayList<>();
    String cursor = null;
    boolean older = false;
    // the newest first, and no way to ask for a time
    do {
      RefundPage page = mollie.refunds(PAGE, cursor);
      for (Refund refund : page.embedded().refunds()) {
        Instant createdAt = refund.createdAt().toInstant();
        older = createdAt.isBefore(from);
        if (!older && createdAt.isBefore(until)) {
          booked.add(
              new Booked(
                  key(refund.metadata()),
                  refund.id(),
                  money(refund.amount()),
                  state(refund.status()),
                  createdAt));
        }
      }
      cursor = next(page);
    } while (cursor != null && !older);
    Collections.reverse(booked);
    return booked;
  }

  private static @Nullable String next(RefundPage page) {
    if (page.links() == null || page.links().next() == null) {
      return null;
    }
    String href = page.links().next().href();
    return href == null
        ? null
        : UriComponentsBuilder.fromUriString(href).build().getQueryParams().getFirst("from");
  }

  static @Nullable UUID key(@Nullable JsonNode metadata) {
    return metadata == null ? null : OurKey.in(metadata.path(KEY).asText());
  }

  private static Answer answer(Refund refund) {
    State state = state(refund.status());
    String word = String.valueOf(refund.status());
    boolean plain = state == State.SETTLED || word.equals("pending") || word.equals("processing");
    return new Answer(refund.id(), state, plain ? "" : word);
  }

  /** What Mollie's word means; a word that we do not know: still on its way. */
  static State state(@Nullable String status) {
    return switch (String.valueOf(status)) {
      case "refunded" -> State.SETTLED;
      case "failed", "canceled" -> State.FAILED;
      default -> State.PENDING; // queued, pending, processing
    };
  }

  /** Mollie's decimals are those of ISO 4217: none of JPY and ISK, two of HUF. */
  static Amount amount(Money amount) {
    return new Amount(amount.currency().getCurrencyCode(), amount.toMajor().toPlainString());
  }

  static Money money(Amount amount) {
    Currency currency = Currency.getInstance(amount.currency());
    return new Money(
        new BigDecimal(amount.value())
            .movePointRight(currency.getDefaultFractionDigits())
            .longValueExact(),
        currency);
  }
}
