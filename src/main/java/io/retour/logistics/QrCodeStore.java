package io.retour.logistics;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Where QR codes are kept. */
public interface QrCodeStore {

  /** Keeps the return's code; the one that is there already stays. */
  void add(QrCode code);

  Optional<QrCode> find(UUID returnId);

  /**
   * @return false when the code was used before; of two at once, one is first
   */
  boolean use(UUID returnId, String point, Instant at);
}
