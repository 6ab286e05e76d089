package io.retour.refunds;

import io.retour.orders.Orders;
import io.retour.returns.CaseHistory;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * The account that a shopper names for money that could not go back the way it was paid, or that is
 * owed because a refund came late. One for each return or claim; a later one replaces it as long as
 * something is to be paid. It is erased with the payment that leaves nothing open ({@link
 * Payouts#paidByHand}).
 */
@Service
public class PayoutAccounts {

  /** As many as a SEPA credit transfer carries (EPC132-08, AT-E001). */
  private static final int LONGEST_HOLDER = 70;

  private final PayoutAccountStore store;
  private final RefundStore refunds;
  private final LatePaymentStore late;
  private final AccountSeal seal;
  private final IbanRules ibans;
  private final Orders orders;
  private final CaseHistory history;
  private final Clock clock;

  PayoutAccounts(
      PayoutAccountStore store,
      RefundStore refunds,
      LatePaymentStore late,
      AccountSeal seal,
      IbanRules ibans,
      Orders orders,
      CaseHistory history,
      Clock clock) {
    this.store = store;
    this.refunds = refunds;
    this.late = late;
    this.seal = seal;
    this.ibans = ibans;
    this.orders = orders;
    this.history = history;
    this.clock = clock;
  }

  /**
   * What of a return's or claim's money could not go back the way it was paid and nobody has paid
   * yet.
   *
   * @return empty when there is nothing to be paid to an account
   */
  @Transactional(readOnly = true)
  public Optional<Money> toBePaid(UUID caseId) {
    return refunds
        .grantOfReturn(caseId)
        .flatMap(
            grant ->
                refunds.refunds(grant.id()).stream()
                    .filter(refund -> refund.state().toBePaidAnotherWay())
                    .map(Refund::amount)
                    .reduce(Money::plus));
  }

  /**
   * What is to be paid to an account at all: what could not go back the way it was paid, and what
   * is owed because a refund came late.
   *
   * @return empty when nothing is
   */
  @Transactional(readOnly = true)
  public Optional<Money> allToBePaid(UUID caseId) {
    return Stream.concat(
            toBePaid(caseId).stream(),
            late.ofReturn(caseId).filter(LatePayment::open).map(LatePayment::amount).stream())
        .reduce(Money::plus);
  }

  /** What is known of the account, without the account. */
  @Transactional(readOnly = true)
  public Optional<PayoutAccount> of(UUID caseId) {
    return store.of(caseId);
  }

  /**
   * Keeps an account, in place of the one before. The same one twice is one entry.
   *
   * @param iban as it was typed
   * @param actor who gives it
   * @throws Problem when the holder or the IBAN cannot be right, or nothing is to be paid
   */
  @Transactional
  public PayoutAccount give(UUID caseId, String holder, String iban, String actor) {
    Grant grant = refunds.grantOfReturn(caseId).orElseThrow(PayoutAccounts::notWanted);
    // a payment by hand holds it too, so that no account comes in beside one
    orders.lock(grant.orderId());
    if (allToBePaid(caseId).isEmpty()) {
      throw notWanted();
    }
    BankAccount account =
        new BankAccount(holder(holder), ibans.checked(iban, grant.amount().currency()));
    Optional<PayoutAccount> before = store.of(caseId);
    if (before.filter(PayoutAccount::usable).isPresent() && same(caseId, account)) {
      return before.get();
    }
    PayoutAccount kept =
        new PayoutAccount(
            caseId,
            before.map(PayoutAccount::entryNo).orElse(0) + 1,
            account.lastFour(),
            actor,
            clock.instant(),
            null);
    store.put(kept, seal.sealed(caseId, account));
    history.note(caseId, actor, "payout-account-given", kept.masked());
    return kept;
  }

  private boolean same(UUID caseId, BankAccount account) {
    try {
      return store
          .sealed(caseId)
          .map(bytes -> seal.opened(caseId, bytes))
          .filter(account::equals)
          .isPresent();
    } catch (Problem anotherKey) {
      return false;
    }
  }

  private static String holder(String typed) {
    String holder = typed.strip().replaceAll("\\s+", " ");
    if (holder.isEmpty()) {
      throw Problem.invalid("account-holder-missing", "holder", "Give the account holder.");
    }
    if (holder.length() > LONGEST_HOLDER) {
      throw Problem.invalid(
          "account-holder-too-long", "holder", "A bank takes 70 characters of a name.");
    }
    if (holder.chars().noneMatch(Character::isLetter)
        || holder.chars().anyMatch(Character::isISOControl)) {
      throw Problem.invalid("account-holder-signs", "holder", "Give the name of a person or firm.");
    }
    return holder;
  }

  /**
   * The account in full, for who pays. Each look is a line of the case's history.
   *
   * @param actor the user name of who looks
   * @throws Problem when there is none any more, or it cannot be read
   */
  @Transactional
  public BankAccount look(UUID caseId, String actor) {
    BankAccount account =
        store
            .sealed(caseId)
            .map(bytes -> seal.opened(caseId, bytes))
            .orElseThrow(
                () -> Problem.notFound("account-unknown", "There is no account of it to be seen."));
    history.note(caseId, actor, "payout-account-seen", "•••• " + account.lastFour());
    return account;
  }

  private static Problem notWanted() {
    return Problem.conflict("account-not-wanted", "Nothing is to be paid to an account.");
  }
}
