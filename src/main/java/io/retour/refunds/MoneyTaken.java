package io.retour.refunds;

import io.retour.shared.Money;
import java.util.Optional;
import java.util.UUID;

/** Money that a provider took for other goods, by a link or from a hold, as its own books say. */
public interface MoneyTaken {

  /** How tenders name the provider. */
  String provider();

  /** How the ledger's bookings of such money begin; our key follows. */
  String booking();

  /**
   * What it took under our key.
   *
   * @return empty when it took nothing
   * @throws RuntimeException when it does not answer
   */
  Optional<Money> taken(UUID key);
}
