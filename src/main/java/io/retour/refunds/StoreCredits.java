package io.retour.refunds;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.policy.Decision;
import io.retour.policy.DecisionLog;
import io.retour.refunds.CreditAccount.Parts;
import io.retour.refunds.CreditMovement.Kind;
import io.retour.refunds.Ledger.Account;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit.Settlement;
import io.retour.returns.Returns;
import io.retour.shared.Market;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Store credits: issued for a grant, spent at the shop, given back, turned into money, expired.
 * Every change holds the credit's row, so that no two spend the same cent, and is booked in its own
 * transaction.
 */
@Service
public class StoreCredits {

  private static final Logger log = LoggerFactory.getLogger(StoreCredits.class);
  private static final String CODE_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";

  /** How many ended credits are looked at in one step of the sweep. */
  private static final int STEP = 100;

  private final StoreCreditStore store;
  private final RefundStore grants;
  private final SettlementNews news;
  private final Ledger ledger;
  private final Returns returns;
  private final DecisionLog decisions;
  private final Orders orders;
  private final TransactionTemplate transaction;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  StoreCredits(
      StoreCreditStore store,
      RefundStore grants,
      SettlementNews news,
      Ledger ledger,
      Returns returns,
      DecisionLog decisions,
      Orders orders,
      TransactionTemplate transaction,
      Clock clock) {
    this.store = store;
    this.grants = grants;
    this.news = news;
    this.ledger = ledger;
    this.returns = returns;
    this.decisions = decisions;
    this.orders = orders;
    this.transaction = transaction;
    this.clock = clock;
  }

  /**
   * Turns a grant into store credit, once.
   *
   * @param terms until when it can be spent
   */
  public StoreCredit issue(UUID grantId, CreditTerms terms) {
    return transaction.execute(
        status -> {
          Grant grant = grants.grant(grantId).orElseThrow(StoreCredits::unknownGrant);
          orders.lock(grant.orderId());
          return store.ofGrant(grantId).orElseGet(() -> issued(grant, terms));
        });
  }

  private StoreCredit issued(Grant grant, CreditTerms terms) {
    Order order = orders.byId(grant.orderId()).orElseThrow();
    ZoneId zone = Market.zone(order.country());
    Instant now = clock.instant();
    LocalDate today = now.atZone(zone).toLocalDate();
    StoreCredit credit =
        new StoreCredit(
            UUID.randomUUID(),
            grant.id(),
            code(),
            grant.amount().plus(grant.bonus()),
            grant.bonus(),
            now,
            terms.valueExpiresOn(today).orElse(null),
            terms.bonusExpiresOn(today).orElse(null),
            terms.provision(),
            zone,
            consent(grant));
    store.add(credit);
    Decision asked = terms.asked();
    if (asked != null) {
      decisions.record(grant.returnId(), "", asked);
    }
    book(
        "credit:" + grant.id(),
        Account.REFUNDS_PAYABLE,
        Account.STORE_CREDIT,
        grant.amount(),
        grant);
    book("bonus:" + grant.id(), Account.CREDIT_BONUS, Account.STORE_CREDIT, grant.bonus(), grant);
    news.tell(grant, Settlement.SETTLED, credit.amount().toString());
    return credit;
  }

  private StoreCredit.@Nullable Consent consent(Grant grant) {
    ReturnCase of = returns.get(grant.returnId());
    return agreed(of)
        ? new StoreCredit.Consent(
            "STORE_CREDIT instead of money%s; chosen by %s"
                .formatted(
                    returns
                        .agreedBonus(of.id())
                        .map(", with a bonus of %d %%"::formatted)
                        .orElse(""),
                    of.registeredBy()),
            of.registeredAt())
        : null;
  }

  /** Whether the shopper expressly chose credit when the return was registered. */
  static boolean agreed(ReturnCase of) {
    return of.requestedResolution().equals("STORE_CREDIT");
  }

  private String code() {
    StringBuilder code = new StringBuilder("SC");
    for (int i = 0; i < 12; i++) {
      if (i % 4 == 0) {
        code.append('-');
      }
      code.append(CODE_ALPHABET.charAt(random.nextInt(CODE_ALPHABET.length())));
    }
    return code.toString();
  }

  public Optional<StoreCredit> ofGrant(UUID grantId) {
    return store.ofGrant(grantId);
  }

  /** The credit of a grant with all that became of it. */
  public Optional<CreditAccount> accountOfGrant(UUID grantId) {
    return store.ofGrant(grantId).flatMap(credit -> store.account(credit.id()));
  }

  /**
   * @throws Problem when nobody knows the code
   */
  public CreditAccount account(String code) {
    return store.byCode(code).orElseThrow(StoreCredits::unknownCode);
  }

  /** Of the order that it was granted for; empty when nobody knows the code. */
  public Optional<String> brandOf(String code) {
    return store.brandOf(code);
  }

  /** What can be spent of a credit today. */
  public Parts usable(CreditAccount account) {
    return account.usable(account.day(clock.instant()));
  }

  /**
   * The shop takes credit as payment.
   *
   * @param requestId names the request; the same one again gives the same redemption
   * @param amount above zero, in the credit's currency
   * @param reference the shop's order
   * @throws Problem when less than that can be spent
   */
  public CreditMovement redeem(UUID requestId, String code, Money amount, String reference) {
    return change(
        requestId,
        code,
        (account, grant) -> {
          Money usable = usable(account).sum();
          checkAmount(amount, account);
          if (amount.compareTo(usable) > 0) {
            throw Problem.conflict(
                "credit-too-small", "The credit can pay %s at most.".formatted(usable));
          }
          Parts taken = account.taking(amount, account.day(clock.instant()));
          book("redeemed:" + requestId, Account.STORE_CREDIT, Account.CREDIT_SPENT, amount, grant);
          return movement(requestId, account, Kind.REDEEMED, negate(taken), reference, null);
        });
  }

  /**
   * What credit had paid for was cancelled, all or in part.
   *
   * @param requestId names the request
   * @param redemptionId what is given back
   * @throws Problem when more would be given back than was taken
   */
  public CreditMovement giveBack(
      UUID requestId, String code, UUID redemptionId, Money amount, String reference) {
    return change(
        requestId,
        code,
        (account, grant) -> {
          checkAmount(amount, account);
          if (account.movements().stream()
              .noneMatch(one -> one.id().equals(redemptionId) && one.kind() == Kind.REDEEMED)) {
            throw Problem.invalid(
                "redemption-unknown", "redemptionId", "This credit has no such redemption.");
          }
          Money standing = account.standing(redemptionId).sum();
          if (amount.compareTo(standing) > 0) {
            throw Problem.conflict(
                "given-back-already",
                "Of this redemption %s can be given back at most.".formatted(standing));
          }
          Parts back = account.givingBack(redemptionId, amount);
          book(
              "given-back:" + requestId, Account.CREDIT_SPENT, Account.STORE_CREDIT, amount, grant);
          return movement(requestId, account, Kind.GIVEN_BACK, back, reference, redemptionId);
        });
  }

  /**
   * Turns what is left into money, which the caller pays; the bonus goes back to the shop.
   *
   * @param requestId names the request
   * @param reference what the bank or the till calls the payment
   * @return what is paid is its value, what is clawed back its bonus, both negative
   * @throws Problem when no money is left in it
   */
  public CreditMovement cashOut(UUID requestId, String code, String reference) {
    return change(
        requestId,
        code,
        (account, grant) -> {
          Parts left = usable(account);
          if (!left.value().isPositive()) {
            throw Problem.conflict("credit-used-up", "No money is left in this credit.");
          }
          book("cashed-out:" + requestId, Account.STORE_CREDIT, Account.BANK, left.value(), grant);
          book(
              "clawed-back:" + requestId,
              Account.STORE_CREDIT,
              Account.CREDIT_BONUS,
              left.bonus(),
              grant);
          return movement(requestId, account, Kind.CASHED_OUT, negate(left), reference, null);
        });
  }

  /** Books what has ended; several copies of Retour do no harm to each other. */
  @Scheduled(fixedDelayString = "${retour.store-credit.expiry-interval:PT1H}")
  void expire() {
    // a day that has ended nowhere yet is not looked at
    LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).plusDays(1);
    for (List<String> some = store.codesEndedBefore(day, "", STEP);
        !some.isEmpty();
        some = store.codesEndedBefore(day, some.getLast(), STEP)) {
      for (String code : some) {
        try {
          transaction.executeWithoutResult(status -> expire(code));
        } catch (RuntimeException failed) {
          log.warn("Left for the next sweep: a store credit that ended", failed);
        }
      }
    }
  }

  private void expire(String code) {
    CreditAccount account = store.byCodeForChange(code).orElseThrow(StoreCredits::unknownCode);
    Parts ended = account.expired(account.day(clock.instant()));
    if (!ended.sum().isPositive()) {
      return;
    }
    Grant grant = grants.grant(account.credit().grantId()).orElseThrow(StoreCredits::unknownGrant);
    UUID id = UUID.randomUUID();
    book("expired:" + id, Account.STORE_CREDIT, Account.CREDIT_EXPIRED, ended.value(), grant);
    book("bonus-expired:" + id, Account.STORE_CREDIT, Account.CREDIT_BONUS, ended.bonus(), grant);
    store.add(
        movement(id, account, Kind.EXPIRED, negate(ended), account.credit().provision(), null));
  }

  /** What is to be done with a credit whose row is held. */
  private interface Change {
    CreditMovement of(CreditAccount account, Grant grant);
  }

  private CreditMovement change(UUID requestId, String code, Change change) {
    return transaction.execute(
        status -> {
          CreditAccount account =
              store.byCodeForChange(code).orElseThrow(StoreCredits::unknownCode);
          Optional<CreditMovement> done =
              account.movements().stream().filter(one -> one.id().equals(requestId)).findFirst();
          if (done.isPresent()) {
            return done.get();
          }
          Grant grant =
              grants.grant(account.credit().grantId()).orElseThrow(StoreCredits::unknownGrant);
          CreditMovement movement = change.of(account, grant);
          store.add(movement);
          return movement;
        });
  }

  private CreditMovement movement(
      UUID id,
      CreditAccount account,
      Kind kind,
      Parts parts,
      String reference,
      @Nullable UUID reverses) {
    return new CreditMovement(
        id,
        account.credit().id(),
        account.movements().size() + 1,
        kind,
        parts.value(),
        parts.bonus(),
        reference,
        reverses,
        clock.instant());
  }

  private static Parts negate(Parts parts) {
    return new Parts(parts.value().negate(), parts.bonus().negate());
  }

  private static void checkAmount(Money amount, CreditAccount account) {
    if (!amount.currency().equals(account.credit().amount().currency())) {
      throw Problem.invalid(
          "currency-differs",
          "currency",
          "The credit is in %s.".formatted(account.credit().amount().currency()));
    }
    if (!amount.isPositive()) {
      throw Problem.invalid("amount-not-positive", "amountMinor", "Give an amount above zero.");
    }
  }

  private void book(String booking, Account from, Account to, Money amount, Grant grant) {
    ledger.book(booking, from, to, amount, grant.orderId(), grant.returnId());
  }

  private static Problem unknownGrant() {
    return Problem.notFound("grant-unknown", "There is no such grant.");
  }

  /** What is answered when nobody knows the code. */
  public static Problem unknownCode() {
    return Problem.notFound("credit-unknown", "There is no such store credit.");
  }
}
