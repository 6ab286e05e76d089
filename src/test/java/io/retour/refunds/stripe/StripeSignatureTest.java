package io.retour.refunds.stripe;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.retour.shared.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The signature below was made with openssl, not with our own code. */
class StripeSignatureTest {

  private static final String SECRET = "whsec_test_0123456789";
  private static final byte[] BODY = "{\"id\": \"evt_1\"}".getBytes(StandardCharsets.UTF_8);
  private static final String FITS =
      "217b3b58fbf63face6b6d168c799ac0c08a90b015b4c4b428c622ae493f90230";

  private static void check(@Nullable String header, long now) {
    StripeSignature.check(SECRET, BODY, header, Instant.ofEpochSecond(now), Duration.ofMinutes(5));
  }

  @ParameterizedTest
  @ValueSource(longs = {1767225600, 1767225900, 1767225300})
  void takesWhatStripeSigned(long now) {
    assertThatCode(() -> check("t=1767225600,v1=" + FITS, now)).doesNotThrowAnyException();
  }

  @Test
  void takesEitherOfTwoWhileASecretIsReplaced() {
    assertThatCode(
            () ->
                check("t=1767225600,v1=%s,v1=%s,v0=00".formatted("0".repeat(64), FITS), 1767225600))
        .doesNotThrowAnyException();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "t=1767225600",
        "t=1767225600,v1=",
        "v1=" + FITS,
        "t=1767225601,v1=" + FITS,
        "t=1767225600,v0=" + FITS,
        "t=x,v1=" + FITS,
        "=,=,=",
      })
  void refusesAnythingElse(@Nullable String header) {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> check(header, 1767225600))
        .matches(problem -> problem.code().equals("signature-invalid"));
  }

  @ParameterizedTest
  @ValueSource(longs = {1767225901, 1767225299})
  void refusesAnOldOneThatIsSentAgain(long now) {
    assertThatExceptionOfType(Problem.class)
        .isThrownBy(() -> check("t=1767225600,v1=" + FITS, now))
        .matches(problem -> problem.code().equals("signature-invalid"));
  }
}
