package io.retour.refunds;

import java.time.ZoneId;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of credit notes.
 *
 * @param zone whose calendar decides about the day and the year of a note
 */
@ConfigurationProperties("retour.credit-note")
public record CreditNoteProperties(@DefaultValue("Europe/Amsterdam") ZoneId zone) {}
