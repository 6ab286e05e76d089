package io.retour.refunds;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Where store credits and their movements are kept. Nothing in it is changed. */
public interface StoreCreditStore {

  Optional<StoreCredit> ofGrant(UUID grantId);

  void add(StoreCredit credit);

  Optional<CreditAccount> account(UUID creditId);

  Optional<CreditAccount> byCode(String code);

  /** The brand whose order it was granted for. */
  Optional<String> brandOf(String code);

  /** Holds the credit for the caller's transaction, so that two never spend it together. */
  Optional<CreditAccount> byCodeForChange(String code);

  void add(CreditMovement movement);

  /**
   * Credits with something left whose last day, of a part at least, is before that day; in the
   * order of their codes.
   *
   * @param after only those behind this code
   */
  List<String> codesEndedBefore(LocalDate day, String after, int limit);
}
