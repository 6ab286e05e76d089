package io.retour.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class SigningSecretTest {

  @Test
  void signsAsTheTestVectorOfTheSpecificationSays() {
    SigningSecret secret = new SigningSecret("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

    assertThat(
            secret.sign(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1614265330),
                "{\"test\": 2432232314}"))
        .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
  }

  @Test
  void isAsLongAsTheSpecificationWantsItAndAnotherEachTime() {
    String text = SigningSecret.random().text();

    assertThat(text).startsWith("whsec_").isNotEqualTo(SigningSecret.random().text());
    assertThat(Base64.getDecoder().decode(text.substring(6)).length).isBetween(24, 64);
  }

  @Test
  void noLogLineTellsIt() {
    SigningSecret secret = SigningSecret.random();

    assertThat(secret.toString()).doesNotContain(secret.text().substring(6));
  }
}
