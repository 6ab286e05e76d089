package io.retour.logistics;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How ways back are kept tidy.
 *
 * @param sweepInterval how long after a look for labels that nobody is to use and drivers who would
 *     find nothing the next one follows; the first look is as long after the start
 */
@ConfigurationProperties("retour")
record LogisticsProperties(@DefaultValue("PT5M") Duration sweepInterval) {}
