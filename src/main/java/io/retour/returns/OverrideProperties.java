package io.retour.returns;

import io.retour.shared.Money;
import java.math.BigDecimal;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of registering against the tables.
 *
 * @param secondPersonAbove what an agent may let come back against the tables without a second
 *     person, in the order's currency (250.00 is 25000 minor units of euros); zero asks for a
 *     second person always
 */
@ConfigurationProperties("retour.override")
public record OverrideProperties(@DefaultValue("250.00") BigDecimal secondPersonAbove) {

  public OverrideProperties {
    if (secondPersonAbove.signum() < 0) {
      throw new IllegalArgumentException("retour.override.second-person-above is negative");
    }
  }

  boolean secondPersonNeeded(Money value) {
    return value.toMajor().compareTo(secondPersonAbove) > 0;
  }
}
