package io.retour.exchanges;

import java.util.Optional;
import java.util.UUID;

/** Where exchanges are kept. */
public interface ExchangeStore {

  void add(Exchange exchange);

  Optional<Exchange> ofReturn(UUID returnId);

  /** Locks the exchange until the transaction ends. */
  Optional<Exchange> ofReturnForChange(UUID returnId);

  Optional<Exchange> find(UUID exchangeId);

  void update(Exchange changed);
}
