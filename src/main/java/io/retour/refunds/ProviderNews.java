package io.retour.refunds;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/**
 * A provider's web hook says that something happened. What it says is not believed: web hooks come
 * late, twice and in the wrong order, and one of Mollie's is not even signed. So the provider is
 * asked what became of the refund, and its answer counts. Refunds that others asked for, at the
 * provider's own screens for instance, are none of ours.
 */
@Service
public class ProviderNews {

  private static final Logger log = LoggerFactory.getLogger(ProviderNews.class);

  private final RefundStore store;
  private final Payouts payouts;
  private final List<PaymentProvider> providers;

  ProviderNews(RefundStore store, Payouts payouts, List<PaymentProvider> providers) {
    this.store = store;
    this.payouts = payouts;
    this.providers = List.copyOf(providers);
  }

  /**
   * Something happened to one refund.
   *
   * @param provider as tenders name it
   * @param providerRefundId the provider's name for the refund
   * @param key our name for it, where the provider gives it back; finds the refund whose answer was
   *     lost
   * @throws RuntimeException when the provider cannot be asked now; it has to tell again
   */
  public void ofRefund(String provider, String providerRefundId, @Nullable UUID key) {
    store
        .refundOf(provider, providerRefundId)
        .or(() -> Optional.ofNullable(key).flatMap(store::refund))
        .filter(refund -> refund.provider().equals(provider))
        .ifPresentOrElse(
            this::ask,
            () -> log.info("{} tells of refund {}, none of ours", provider, providerRefundId));
  }

  /**
   * Something happened to a payment: all of our refunds of it are asked for.
   *
   * @param provider as tenders name it
   * @param paymentReference the provider's name for the payment
   * @throws RuntimeException when the provider cannot be asked now; it has to tell again
   */
  public void ofPayment(String provider, String paymentReference) {
    store.refundsOver(provider, paymentReference).forEach(this::ask);
  }

  private void ask(Refund refund) {
    providers.stream()
        .filter(provider -> provider.name().equals(refund.provider()))
        .findFirst()
        .flatMap(provider -> provider.status(request(refund)))
        .ifPresent(answer -> payouts.told(refund.id(), answer));
  }

  private static PaymentProvider.Request request(Refund refund) {
    return new PaymentProvider.Request(
        refund.id(), refund.paymentReference(), refund.amount(), refund.providerRefundId());
  }
}
