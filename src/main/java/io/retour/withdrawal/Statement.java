package io.retour.withdrawal;

import io.retour.shared.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.List;
import java.util.Locale;
import java.util.UUID;

/**
 * What a consumer stated, word for word. Art. 11a(2) CRD asks for a name, what identifies the
 * contract, and an electronic way to confirm; nothing else is asked, and whatever is in these is
 * recorded.
 *
 * @param id chosen by the form, so that a double click states once
 * @param name as the consumer wrote it
 * @param contract what identifies the contract, as the consumer wrote it: as a rule the order
 *     number
 * @param items which part of the contract, as the consumer wrote it; empty for all of it
 * @param lines the same by order line, where the channel that took the statement knows them
 * @param contact where the acknowledgement goes, as a rule an e-mail address
 * @param language the consumer's language, ISO 639-1
 * @param statedAt when it was sent, which is what counts for the period (Art. 11(2))
 * @param receivedAt when it reached the trader, from which the refund is due (Art. 13(1))
 * @param zone in which the consumer reads date and time
 * @param recordedBy {@code consumer}, or who recorded it for the consumer
 */
public record Statement(
    UUID id,
    String brand,
    String name,
    String contract,
    String items,
    List<Item> lines,
    String contact,
    String language,
    ReceivedThrough receivedThrough,
    Instant statedAt,
    Instant receivedAt,
    ZoneId zone,
    String recordedBy) {

  /**
   * @param quantity how many pieces of the line
   */
  public record Item(UUID orderLineId, int quantity) {}

  /** How a statement came; any unequivocal way is a valid one (Art. 11(1)(b)). */
  public enum ReceivedThrough {
    /** The withdrawal function of the portal. */
    PORTAL,
    EMAIL,
    LETTER,
    PHONE,
    STORE,
    MARKETPLACE,
    OTHER
  }

  public static final int LONGEST_NAME = 200;
  public static final int LONGEST_CONTRACT = 200;
  public static final int LONGEST_ITEMS = 2000;
  public static final int LONGEST_CONTACT = 254;

  /**
   * @throws Problem when name, contract or contact is empty, or one of the texts is over-long
   */
  public Statement {
    name = required(name, "name", LONGEST_NAME);
    contract = required(contract, "contract", LONGEST_CONTRACT);
    contact = required(contact, "contact", LONGEST_CONTACT);
    items = limited(items, "items", LONGEST_ITEMS);
    lines = List.copyOf(lines);
  }

  private static String required(String text, String field, int longest) {
    String value = limited(text, field, longest);
    if (value.isEmpty()) {
      throw Problem.invalid(
          "withdrawal-%s-missing".formatted(field), field, "Fill in %s.".formatted(field));
    }
    return value;
  }

  private static String limited(String text, String field, int longest) {
    // without control characters, which no person types and no screen or mail shows
    String value = text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "").strip();
    if (value.length() > longest) {
      throw Problem.invalid(
          "withdrawal-%s-too-long".formatted(field),
          field,
          "Shorten %s to %d characters.".formatted(field, longest));
    }
    return field.equals("items") ? value : value.replaceAll("\\s+", " ");
  }

  Statement as(UUID otherId, ZoneId otherZone) {
    return new Statement(
        otherId,
        brand,
        name,
        contract,
        items,
        lines,
        contact,
        language,
        receivedThrough,
        statedAt,
        receivedAt,
        otherZone,
        recordedBy);
  }

  /** When it was sent, as the consumer's clock showed it, with the offset from UTC. */
  public String statedAtText(Locale locale) {
    return text(statedAt, locale);
  }

  /** When it was received, in the consumer's zone, with the offset from UTC. */
  public String receivedAtText(Locale locale) {
    return text(receivedAt, locale);
  }

  private String text(Instant at, Locale locale) {
    ZonedDateTime there = at.atZone(zone);
    return DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG).withLocale(locale).format(there)
        + DateTimeFormatter.ofPattern(", HH:mm:ss ('UTC'xxx)", locale).format(there);
  }

  /** An id for other words under an id that is taken; the same words get the same one again. */
  UUID idOfItsWords() {
    return UUID.nameUUIDFromBytes(
        String.join("\n", id.toString(), brand, name, contract, items, contact)
            .getBytes(StandardCharsets.UTF_8));
  }

  /** Whether it says the same, so that a repetition of it is the same statement. */
  boolean saysTheSameAs(Statement other) {
    return brand.equals(other.brand)
        && name.equals(other.name)
        && contract.equals(other.contract)
        && items.equals(other.items)
        && contact.equals(other.contact);
  }
}
