package io.retour.policy;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Time limits for rehearsals.
 *
 * @param timeLimits limits that hold in place of the table "sla", by their names there, to see a
 *     journey's timers at work; leave empty where real returns run
 */
@ConfigurationProperties("retour")
record TimeLimitProperties(@DefaultValue Map<TimeLimit, Duration> timeLimits) {}
