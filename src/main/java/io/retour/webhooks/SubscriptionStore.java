package io.retour.webhooks;

import io.retour.shared.Brands;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where subscriptions and their secrets are kept. */
public interface SubscriptionStore {

  /**
   * A secret as it is kept.
   *
   * @param sealed readable only with the key of this application
   * @param endsAt when it signs no more; absent for the newest
   */
  record SealedSecret(UUID id, byte[] sealed, Instant createdAt, @Nullable Instant endsAt) {}

  /**
   * @throws io.retour.shared.Problem when the brand has a subscription with this address
   */
  void add(Subscription subscription);

  Optional<Subscription> find(UUID subscriptionId);

  /** Locks the subscription until the transaction ends. */
  Optional<Subscription> findForChange(UUID subscriptionId);

  /** Of one brand, or of all when it is empty; the oldest first. */
  List<Subscription> ofBrand(String brand);

  /** Of these brands, the oldest first. */
  List<Subscription> of(Brands brands);

  void update(Subscription changed);

  /** With its secrets and all that it was told. */
  void remove(UUID subscriptionId);

  void addSecret(UUID subscriptionId, SealedSecret secret);

  /** Those that still sign, the newest first. */
  List<SealedSecret> secrets(UUID subscriptionId, Instant now);

  /** No secret signs longer than that; what signs no more is deleted. */
  void endSecrets(UUID subscriptionId, Instant end, Instant now);
}
