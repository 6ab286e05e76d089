package io.retour.refunds;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Where accounts for payouts are kept, sealed. */
public interface PayoutAccountStore {

  Optional<PayoutAccount> of(UUID caseId);

  /** The sealed account; empty when there is none or it was erased. */
  Optional<byte[]> sealed(UUID caseId);

  /** Replaces what was there. */
  void put(PayoutAccount account, byte[] sealed);

  /** Deletes all but the end; nothing when there is none or it is erased already. */
  void erase(UUID caseId, Instant at);
}
