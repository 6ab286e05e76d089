package io.retour.refunds;

import io.retour.shared.Money;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A payment provider that pays shoppers back. Real connectors and the simulator alike.
 *
 * <p>Providers answer by and by: a refund that was taken in may wait for funds, settle days later,
 * be refused after all, or come back after it was paid (Stripe: a succeeded refund can fail; Adyen:
 * REFUNDED_REVERSED). What they say last counts, and what they say in words that we do not know
 * counts as still on its way.
 */
public interface PaymentProvider {

  /** How tenders name this provider. */
  String name();

  /** What this provider can do; the same for every payment. */
  Capabilities capabilities();

  /**
   * Asks for a refund.
   *
   * @throws RuntimeException when it is not known whether the refund exists; ask again with the key
   */
  Answer submit(Request request);

  /**
   * What became of a refund; empty when the provider knows of none, or cannot be asked.
   *
   * @throws RuntimeException when it does not answer
   */
  Optional<Answer> status(Request request);

  /**
   * Whether the shopper disputes the payment with the bank. While that is open a refund could pay
   * twice, because the bank may give the money back as well; and when the shop lost, it has.
   *
   * @throws RuntimeException when it does not answer
   */
  Dispute dispute(String paymentReference);

  /**
   * The refunds that the provider's own books hold, oldest first, to be compared with the ledger.
   *
   * @param from the first moment of the refunds' creation
   * @param until the moment after the last
   * @return empty when {@link Capabilities#listsRefunds()} is false
   */
  List<Booked> booked(Instant from, Instant until);

  /**
   * One refund as we ask for it; asked again, all of it is the same.
   *
   * @param key our name for the refund: paid once, however often it is asked
   * @param paymentReference the provider's name for the original payment
   * @param providerRefundId the provider's name for the refund, once known
   */
  record Request(
      UUID key, String paymentReference, Money amount, @Nullable String providerRefundId) {}

  /**
   * @param requestKeysLast for how long a repeated key is known; later the status must be asked
   *     before anything is submitted again
   * @param answersStatus whether a refund can be asked for
   * @param listsRefunds whether its books can be read
   * @param refusesMethods means of payment that it cannot pay back over, as tenders name them
   */
  record Capabilities(
      Duration requestKeysLast,
      boolean answersStatus,
      boolean listsRefunds,
      List<String> refusesMethods) {

    public Capabilities {
      refusesMethods = List.copyOf(refusesMethods);
    }
  }

  /**
   * @param providerRefundId the provider's own name for the refund, empty when refused
   * @param state SETTLED, PENDING or FAILED
   * @param detail the provider's words, empty when all is well
   */
  record Answer(String providerRefundId, State state, String detail) {}

  /**
   * A refund in the provider's books.
   *
   * @param key our name for it, when the provider kept it
   */
  record Booked(
      @Nullable UUID key, String providerRefundId, Money amount, State state, Instant createdAt) {}

  /**
   * A shopper's complaint about a payment at the bank; all those of one payment together.
   *
   * @param givenBack what the bank gave the shopper for good; empty when that is not plain, or
   *     nothing
   */
  record Dispute(Standing standing, Optional<Money> givenBack) {

    /** Nobody complains, or the shop was right. */
    public static final Dispute NONE = new Dispute(Standing.NONE, Optional.empty());

    /** It is not decided. */
    public static final Dispute OPEN = new Dispute(Standing.OPEN, Optional.empty());

    /** A bank took money back, and how much of it for good is for a person to find out. */
    public static final Dispute UNCLEAR = new Dispute(Standing.LOST, Optional.empty());

    /** The bank's own currency says nothing exact of what the shopper is owed. */
    public Optional<Money> givenBackIn(Currency currency) {
      return givenBack.filter(money -> money.currency().equals(currency));
    }

    /** The bank gave the shopper that much for good. */
    public static Dispute lost(Money givenBack) {
      return new Dispute(Standing.LOST, Optional.of(givenBack));
    }

    /** How it stands. */
    public enum Standing {
      NONE,
      OPEN,
      LOST
    }
  }

  /** How far the money is. */
  enum State {
    /** Paid, as far as the provider knows. */
    SETTLED,
    /** Taken in, waiting for funds or for the bank, or in a state that we do not know. */
    PENDING,
    /** Refused, cancelled, or come back. */
    FAILED
  }
}
