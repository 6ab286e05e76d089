package io.retour.logistics;

import io.retour.logistics.Carrier.Label;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Parcels of refused pieces on their way back to shoppers. */
public interface SendBackStore {

  /** Adds it, once for each return. */
  void add(UUID returnId, Instant dueAt);

  Optional<SendBack> of(UUID returnId);

  Optional<SendBack> byTracking(String trackingNumber);

  /** Those with a label that no carrier has yet, the oldest first. */
  List<ReadySendBack> ready(int most);

  /**
   * Keeps the label, once.
   *
   * @return false when there is one already
   */
  boolean label(UUID returnId, String carrier, Label label);

  byte @Nullable [] labelPdf(UUID returnId);

  /**
   * Keeps that a carrier has it, once.
   *
   * @return false when that is known already
   */
  boolean handedOver(UUID returnId, Instant at, String by);

  /** Keeps that the shopper has it, once. */
  void delivered(UUID returnId, Instant at);
}
