package io.retour.refunds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.retour.refunds.adyen.AdyenEvents;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;
import org.springframework.web.client.RestClient;

/** A connector is there when its key is configured, and then it has all that it needs. */
class ConnectorSettingsTest {

  @Configuration
  @ComponentScan({
    "io.retour.refunds.stripe",
    "io.retour.refunds.mollie",
    "io.retour.refunds.adyen",
  })
  @ConfigurationPropertiesScan({
    "io.retour.refunds.stripe",
    "io.retour.refunds.mollie",
    "io.retour.refunds.adyen",
  })
  static class Connectors {

    @Bean
    ProviderNews news() {
      return mock(ProviderNews.class);
    }

    @Bean
    AdyenEvents events() {
      return mock(AdyenEvents.class);
    }

    @Bean
    RestClient.Builder http() {
      return RestClient.builder();
    }

    @Bean
    ObjectMapper json() {
      return new ObjectMapper();
    }

    @Bean
    Clock clock() {
      return Clock.systemUTC();
    }
  }

  private static final String HMAC_KEY = "44782DEF547AAA06C910C43932B1EB0C";

  private final ApplicationContextRunner application =
      new ApplicationContextRunner().withUserConfiguration(Connectors.class);

  @Test
  void withoutAKeyThereIsNoConnectorAndNoWebhook() {
    application.run(
        context ->
            assertThat(context)
                .doesNotHaveBean(PaymentProvider.class)
                .doesNotHaveBean("stripeWebhook")
                .doesNotHaveBean("mollieWebhook")
                .doesNotHaveBean("adyenWebhook"));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "stripe | retour.stripe.secret-key=sk_1 retour.stripe.webhook-secret=whsec_0123456789",
        "mollie | retour.mollie.api-key=test_1",
        "adyen | retour.adyen.api-key=key retour.adyen.merchant-account=Lumen"
            + " retour.adyen.hmac-key="
            + HMAC_KEY,
      })
  void withItsKeyThereAreOneConnectorAndItsWebhook(String name, String settings) {
    application
        .withPropertyValues(settings.split(" "))
        .run(
            context -> {
              assertThat(context).hasSingleBean(PaymentProvider.class).hasBean(name + "Webhook");
              assertThat(context.getBean(PaymentProvider.class).name()).isEqualTo(name);
            });
  }

  @Test
  void theEnvironmentIsEnough() {
    application
        .withInitializer(
            context -> {
              context
                  .getEnvironment()
                  .getPropertySources()
                  .replace(
                      StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                      new SystemEnvironmentPropertySource(
                          StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                          Map.of(
                              "RETOUR_ADYEN_APIKEY", "key",
                              "RETOUR_ADYEN_MERCHANTACCOUNT", "Lumen",
                              "RETOUR_ADYEN_HMACKEY", HMAC_KEY)));
              ConfigurationPropertySources.attach(context.getEnvironment());
            })
        .run(context -> assertThat(context).hasSingleBean(PaymentProvider.class));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "retour.stripe.secret-key=sk_1 | both secret-key and webhook-secret",
        "retour.stripe.secret-key= retour.stripe.webhook-secret=whsec_0123456789 | both secret-key",
        "retour.stripe.secret-key=sk_1 retour.stripe.webhook-secret=short | shorter than 16",
        "retour.mollie.api-key= | is empty",
        "retour.mollie.api-key=k retour.mollie.webhook-secret=short | shorter than 16",
        "retour.adyen.api-key=key | needs api-key, merchant-account and hmac-key",
        "retour.adyen.api-key=key retour.adyen.merchant-account=L retour.adyen.hmac-key=no-hex |"
            + " not the hexadecimal key",
      })
  void sayWhatIsMissingAtTheStart(String settings, String sentence) {
    application
        .withPropertyValues(settings.split(" "))
        .run(
            context ->
                assertThat(context)
                    .hasFailed()
                    .getFailure()
                    .rootCause()
                    .hasMessageContaining(sentence)
                    .message()
                    .doesNotContain("sk_1"));
  }
}
