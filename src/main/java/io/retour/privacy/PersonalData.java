package io.retour.privacy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The inventory of personal data, from {@code privacy/personal-data.yaml}: what of the database is
 * about persons, why it is kept, how long, and what happens then.
 *
 * @param purposes by their name in the file
 */
public record PersonalData(Map<String, Purpose> purposes, List<Table> tables) {

  public PersonalData {
    purposes = Map.copyOf(purposes);
    tables = List.copyOf(tables);
  }

  /** What something is kept for, and on which ground. */
  public record Purpose(String says, String law) {}

  /** What a person has, by which all else is found. */
  public enum Kind {
    ORDER,
    RETURN,
    CLAIM,
    STATEMENT,
    /** A parcel that nobody announced; it belongs to nobody until its return is found. */
    PARCEL
  }

  /** What happens to a column when its time is over. */
  public enum End {
    /** It is empty afterwards. */
    EMPTIED,
    /** It says {@code [erased]}, where something must stand. */
    ERASED,
    /** A random value takes its place, which nobody can guess and no two rows share. */
    STAND_IN,
    /** It says {@code staff}. */
    STAFF,
    /** Its row goes. */
    ROW,
    /** The database works it out from another column. */
    DERIVED,
    /** Nothing; why is said by {@code kept}. */
    NONE
  }

  /**
   * A column about a person.
   *
   * @param staff whether it is about staff rather than a shopper
   * @param kept the name of a setting, or why there is none
   * @param stays why it is not erased on request; absent as a rule
   */
  public record Column(
      String name,
      String what,
      boolean staff,
      String why,
      String kept,
      End end,
      @Nullable String stays) {

    /** Whether it goes when the shopper asks for it. */
    boolean goesOnRequest() {
      return !staff && stays == null && end != End.NONE && end != End.DERIVED;
    }

    /** Whether it goes when the time of this setting is over. */
    boolean goesAfter(String setting) {
      return kept.equals(setting) && end != End.NONE && end != End.DERIVED;
    }
  }

  /**
   * A table of the database.
   *
   * @param says what it is, for who reads an export
   * @param rows how its rows are found from what a person has
   * @param plain columns that are about nobody
   * @param giver columns that tell of the purchase or its buyer, which who got it as a gift is not
   *     given
   */
  public record Table(
      String name,
      String says,
      Map<Kind, String> rows,
      List<Column> personal,
      List<String> plain,
      Set<String> giver) {

    public Table {
      rows = Map.copyOf(rows);
      personal = List.copyOf(personal);
      plain = List.copyOf(plain);
      giver = Set.copyOf(giver);
    }

    public Optional<Column> column(String column) {
      return personal.stream().filter(each -> each.name().equals(column)).findFirst();
    }
  }
}
