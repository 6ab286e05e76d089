package io.retour.logistics;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Labels of returns.
 *
 * @param leftOverLabelsInterval how long after a look for labels that ended returns left behind the
 *     next one follows
 */
@ConfigurationProperties("retour")
record LabelProperties(@DefaultValue("PT10M") Duration leftOverLabelsInterval) {}
