package io.retour.refunds;

import io.retour.refunds.PaymentProvider.Booked;
import io.retour.refunds.ReconciliationStore.Asked;
import io.retour.shared.Money;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * What the ledger says against what each provider's books say, refund by refund, and for what it
 * took for other goods. It reads only; what differs is for a person.
 */
@Service
public class Reconciliation {

  private static final Logger log = LoggerFactory.getLogger(Reconciliation.class);

  /**
   * A refund put on record at midnight is in a provider's books a moment later, and a lost answer
   * may take hours. Partners are looked for that far outside the days.
   */
  private static final Duration MARGIN = Duration.ofDays(1);

  /** What can be wrong with a refund. */
  public enum Difference {
    NONE,
    /** Asked for here, unknown to the provider. */
    MISSING_THERE,
    /** In the provider's books and not here. */
    MISSING_HERE,
    AMOUNT_DIFFERS,
    /** The provider paid what somebody else paid already: the shopper owes it. */
    PAID_TWICE,
    /** One side says that it is paid, the other that it is not. */
    STATE_DIFFERS,
    /** Here it is settled and the ledger does not say the same. */
    LEDGER_DIFFERS
  }

  /** How far the books of a provider could be read. */
  public enum Reading {
    READ,
    /** It does not list refunds. */
    NOT_LISTED,
    /** It did not answer. */
    NO_ANSWER
  }

  /**
   * One refund on both sides, or money that was taken: less than nothing then, without a state.
   *
   * @param refundId our key of it
   * @param caseId the return or claim; null when the refund is not known here
   * @param here what was asked for
   * @param booked what the ledger says was paid
   * @param there what the provider's books say
   */
  public record Pair(
      @Nullable UUID refundId,
      @Nullable UUID caseId,
      @Nullable String providerRefundId,
      @Nullable Money here,
      @Nullable Money booked,
      Refund.@Nullable State stateHere,
      @Nullable Money there,
      PaymentProvider.@Nullable State stateThere,
      Instant at,
      Difference difference) {}

  /** A provider's part of the report, the oldest refund first. */
  public record Report(String provider, Reading reading, List<Pair> pairs) {

    public Report {
      pairs = List.copyOf(pairs);
    }

    /** Only what differs. */
    public List<Pair> differences() {
      return pairs.stream().filter(pair -> pair.difference() != Difference.NONE).toList();
    }
  }

  private final ReconciliationStore store;
  private final List<PaymentProvider> providers;
  private final List<MoneyTaken> taken;

  Reconciliation(
      ReconciliationStore store, List<PaymentProvider> providers, List<MoneyTaken> taken) {
    this.store = store;
    this.providers = List.copyOf(providers);
    this.taken = List.copyOf(taken);
  }

  /**
   * Compares whole days.
   *
   * @param first the first day, in UTC as providers' books
   * @param last the last day
   */
  public List<Report> compare(LocalDate first, LocalDate last) {
    Instant from = first.atStartOfDay().toInstant(ZoneOffset.UTC);
    Instant until = last.plusDays(1).atStartOfDay().toInstant(ZoneOffset.UTC);
    return providers.stream().map(provider -> report(provider, from, until)).toList();
  }

  private Report report(PaymentProvider provider, Instant from, Instant until) {
    if (!provider.capabilities().listsRefunds()) {
      return new Report(provider.name(), Reading.NOT_LISTED, List.of());
    }
    List<Booked> books;
    List<Pair> pairs = new ArrayList<>();
    try {
      books = provider.booked(from.minus(MARGIN), until.plus(MARGIN));
      taken.stream()
          .filter(by -> by.provider().equals(provider.name()))
          .flatMap(
              by -> store.taken(by.booking(), from, until).stream().map(here -> pair(here, by)))
          .forEach(pairs::add);
    } catch (RuntimeException away) {
      log.warn("The books of {} cannot be read", provider.name(), away);
      return new Report(provider.name(), Reading.NO_ANSWER, List.of());
    }
    Set<String> met = new HashSet<>();
    for (Asked asked : store.asked(provider.name(), from, until)) {
      Optional<Booked> there = books.stream().filter(booked -> same(asked, booked)).findFirst();
      there.ifPresent(booked -> met.add(booked.providerRefundId()));
      pairs.add(pair(asked, there.orElse(null)));
    }
    for (Booked booked : books) {
      boolean within = !booked.createdAt().isBefore(from) && booked.createdAt().isBefore(until);
      if (!within || met.contains(booked.providerRefundId())) {
        continue;
      }
      Optional<Asked> here = here(provider.name(), booked);
      // put on record just before or after these days: it is in the report of its own day
      if (here.isEmpty()) {
        pairs.add(
            new Pair(
                booked.key(),
                null,
                booked.providerRefundId(),
                null,
                null,
                null,
                booked.amount(),
                booked.state(),
                booked.createdAt(),
                Difference.MISSING_HERE));
      }
    }
    return new Report(provider.name(), Reading.READ, pairs);
  }

  private static Pair pair(ReconciliationStore.Taken here, MoneyTaken by) {
    Money there = by.taken(here.key()).map(Money::negate).orElse(null);
    Difference difference = Difference.NONE;
    if (there == null) {
      difference = Difference.MISSING_THERE;
    } else if (!there.equals(here.booked())) {
      difference = Difference.AMOUNT_DIFFERS;
    }
    return new Pair(
        here.key(),
        here.caseId(),
        by.booking() + here.key(),
        here.booked(),
        here.booked(),
        null,
        there,
        null,
        here.bookedAt(),
        difference);
  }

  private Optional<Asked> here(String provider, Booked booked) {
    return Stream.of(
            Optional.ofNullable(booked.key()).flatMap(store::asked),
            store.asked(provider, booked.providerRefundId()))
        .flatMap(Optional::stream)
        .findFirst();
  }

  private static boolean same(Asked asked, Booked booked) {
    return asked.refundId().equals(booked.key())
        || booked.providerRefundId().equals(asked.providerRefundId());
  }

  private static Pair pair(Asked asked, @Nullable Booked there) {
    return new Pair(
        asked.refundId(),
        asked.caseId(),
        there == null ? asked.providerRefundId() : there.providerRefundId(),
        asked.amount(),
        asked.booked(),
        asked.state(),
        there == null ? null : there.amount(),
        there == null ? null : there.state(),
        asked.askedAt(),
        difference(asked, there));
  }

  private static Difference difference(Asked asked, @Nullable Booked there) {
    PaymentProvider.State here = asProviderSays(asked.state());
    if (there == null) {
      // what was refused at once, or is held up by a dispute, never came into its books
      boolean never = here == PaymentProvider.State.FAILED || !asked.everAsked();
      return never ? Difference.NONE : Difference.MISSING_THERE;
    }
    boolean paidElsewhere =
        asked.state() == Refund.State.MANUAL || asked.state() == Refund.State.CHARGED_BACK;
    if (paidElsewhere && there.state() == PaymentProvider.State.SETTLED) {
      return Difference.PAID_TWICE;
    }
    if (here != there.state()) {
      return Difference.STATE_DIFFERS;
    }
    // what neither side paid may have been divided since, because a bank gave part of it back
    if (here != PaymentProvider.State.FAILED && !asked.amount().equals(there.amount())) {
      return Difference.AMOUNT_DIFFERS;
    }
    Money paid =
        here == PaymentProvider.State.SETTLED
            ? asked.amount()
            : Money.zero(asked.amount().currency());
    return asked.booked().equals(paid) ? Difference.NONE : Difference.LEDGER_DIFFERS;
  }

  /** What was paid by hand, or by a bank, had failed at the provider. */
  private static PaymentProvider.State asProviderSays(Refund.State state) {
    return switch (state) {
      case SETTLED -> PaymentProvider.State.SETTLED;
      case SUBMITTED, PENDING, UNCLEAR -> PaymentProvider.State.PENDING;
      default -> PaymentProvider.State.FAILED;
    };
  }
}
