package io.retour.insights;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of the overview.
 *
 * @param zone the shop's time zone, whose calendar decides on which day and in which week something
 *     was
 */
@ConfigurationProperties("retour.insights")
record InsightProperties(@DefaultValue("Europe/Amsterdam") ZoneId zone) {}
