package io.retour.refunds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retour.shared.Problem;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AccountSealTest {

  private static final BankAccount ACCOUNT =
      new BankAccount("Zoë van der Berg", "NL91ABNA0417164300");

  private final AccountSeal seal =
      new AccountSeal(new PayoutAccountProperties("a key that is long enough for it 1"));
  private final UUID caseId = UUID.randomUUID();

  @Test
  void opensWhatItSealed() {
    assertThat(seal.opened(caseId, seal.sealed(caseId, ACCOUNT))).isEqualTo(ACCOUNT);
  }

  @Test
  void hidesTheAccountAndSealsItAnewEachTime() {
    byte[] once = seal.sealed(caseId, ACCOUNT);
    byte[] again = seal.sealed(caseId, ACCOUNT);

    assertThat(once).isNotEqualTo(again);
    assertThat(new String(once, StandardCharsets.ISO_8859_1))
        .doesNotContain("NL91", "0417164300", "Berg");
  }

  @Test
  void doesNotOpenForAnotherCase() {
    byte[] sealed = seal.sealed(caseId, ACCOUNT);

    assertThatThrownBy(() -> seal.opened(UUID.randomUUID(), sealed)).isInstanceOf(Problem.class);
  }

  @Test
  void doesNotOpenWhenASingleBitWasChanged() {
    for (int i = 0; i < seal.sealed(caseId, ACCOUNT).length; i++) {
      byte[] sealed = seal.sealed(caseId, ACCOUNT);
      sealed[i] ^= 1;
      assertThatThrownBy(() -> seal.opened(caseId, sealed)).isInstanceOf(Problem.class);
    }
    assertThatThrownBy(() -> seal.opened(caseId, new byte[0])).isInstanceOf(Problem.class);
  }

  @Test
  void saysThatTheKeyIsAnotherOne() {
    byte[] sealed = seal.sealed(caseId, ACCOUNT);
    AccountSeal other =
        new AccountSeal(new PayoutAccountProperties("a key that is long enough for it 2"));

    assertThatThrownBy(() -> other.opened(caseId, sealed))
        .isInstanceOfSatisfying(
            Problem.class,
            problem -> {
              assertThat(problem.code()).isEqualTo("account-unreadable");
              assertThat(problem.detail()).contains("key").doesNotContain("4300");
            });
  }

  @Test
  void aKeyHasToBeThereAndLongEnough() {
    assertThatThrownBy(() -> new PayoutAccountProperties("short"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("retour.payout-account.key");
  }

  @Test
  void noLogLineTellsAccountOrKey() {
    assertThat(ACCOUNT).hasToString("account ending in 4300");
    assertThat(new PayoutAccountProperties("a key that is long enough for it 1").toString())
        .doesNotContain("long enough");
  }

  @Test
  void groupsAnIbanAsPeopleReadIt() {
    assertThat(ACCOUNT.ibanInGroups()).isEqualTo("NL91 ABNA 0417 1643 00");
    assertThat(new BankAccount("x", "DE8937040044053201300012").ibanInGroups())
        .isEqualTo("DE89 3704 0044 0532 0130 0012");
  }
}
