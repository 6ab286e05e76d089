package io.retour.returns;

import java.util.Optional;
import java.util.UUID;

/** Where it is kept who received a gift that comes back. */
public interface GiftRecipients {

  /** Keeps the address once; a second one for the same return is not taken. */
  void keep(UUID returnId, String address);

  /** Empty for a return that is no gift's. */
  Optional<String> of(UUID returnId);
}
