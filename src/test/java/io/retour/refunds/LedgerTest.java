package io.retour.refunds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.retour.refunds.Ledger.Account;
import io.retour.shared.Money;
import io.retour.testing.WebTest;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.support.TransactionTemplate;

/** A booking is named for good, and says one thing. */
@WebTest
class LedgerTest {

  @Autowired Ledger ledger;
  @Autowired TransactionTemplate transaction;

  private final UUID order = UUID.randomUUID();
  private final UUID of = UUID.randomUUID();
  private final String booking = "grant:" + UUID.randomUUID();

  private boolean books(Account to, long cents) {
    return Boolean.TRUE.equals(
        transaction.execute(
            status ->
                ledger.book(
                    booking, Account.RETURNED_GOODS, to, Money.of(cents, "EUR"), order, of)));
  }

  @Test
  void theSameBookingAgainChangesNothing() {
    assertThat(books(Account.REFUNDS_PAYABLE, 1999)).isTrue();
    assertThat(books(Account.REFUNDS_PAYABLE, 1999)).isFalse();

    assertThat(ledger.of(of)).hasSize(2);
  }

  @Test
  void anotherAmountUnderTheSameNameIsRefusedAndTheNameSaid() {
    books(Account.REFUNDS_PAYABLE, 1999);

    assertThatIllegalStateException()
        .isThrownBy(() -> books(Account.REFUNDS_PAYABLE, 2000))
        .withMessageContaining(booking)
        .withMessageContaining("20.00");
    assertThatIllegalStateException().isThrownBy(() -> books(Account.REFUNDS_PAYABLE, 0));
    assertThat(ledger.of(of))
        .extracting(entry -> entry.amount().minor())
        .containsExactly(-1999L, 1999L);
  }

  @Test
  void anotherAccountUnderTheSameNameIsRefused() {
    books(Account.REFUNDS_PAYABLE, 1999);

    assertThatIllegalStateException().isThrownBy(() -> books(Account.BANK, 1999));
    assertThat(ledger.of(of)).hasSize(2);
  }

  @Test
  void aNameThatIsTooLongIsRefusedInsteadOfCut() {
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                transaction.execute(
                    status ->
                        ledger.book(
                            "b".repeat(101),
                            Account.RETURNED_GOODS,
                            Account.BANK,
                            Money.of(1, "EUR"),
                            order,
                            of)));
    assertThat(ledger.of(of)).isEmpty();
  }

  @Test
  void ofManyAtOnceOneIsNew() throws Exception {
    List<Callable<Boolean>> work = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      work.add(() -> books(Account.REFUNDS_PAYABLE, 1999));
    }
    int added = 0;
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (Future<Boolean> each : threads.invokeAll(work)) {
        added += each.get() ? 1 : 0;
      }
    }

    assertThat(added).isEqualTo(1);
    assertThat(ledger.of(of)).hasSize(2);
  }
}
