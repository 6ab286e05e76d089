package io.retour.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import io.retour.privacy.PersonalData.Column;
import io.retour.privacy.PersonalData.End;
import io.retour.privacy.PersonalData.Kind;
import io.retour.privacy.PersonalData.Table;
import io.retour.shared.RetentionProperties;
import io.retour.testing.WebTest;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The inventory of personal data is that of the database, and the guide is made from it. */
@WebTest
class PersonalDataTest {

  private static final Path GUIDE = Path.of("docs", "privacy.md");
  private static final String FROM_HERE = "<!-- made from privacy/personal-data.yaml -->";

  @Autowired PersonalData inventory;
  @Autowired PersonStore store;
  @Autowired PrivacyProperties privacy;
  @Autowired RetentionProperties retention;
  @Autowired JdbcClient jdbc;

  /**
   * A column is missing here? Decide in {@code personal-data.yaml} whether it is about a person.
   */
  @Test
  void everyTextOfTheDatabaseIsDecidedAbout() {
    Set<String> decided =
        inventory.tables().stream()
            .flatMap(
                table ->
                    Stream.concat(
                            table.personal().stream().map(Column::name), table.plain().stream())
                        .map(column -> table.name() + "." + column))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(decided)
        .containsExactlyInAnyOrderElementsOf(
            jdbc.sql(
                    "select concat(table_name, '.', column_name) from information_schema.columns"
                        + " where table_schema = database() and data_type in ('char', 'varchar',"
                        + " 'tinytext', 'text', 'mediumtext', 'longtext', 'json', 'binary',"
                        + " 'varbinary', 'tinyblob', 'blob', 'mediumblob', 'longblob')")
                .query(String.class)
                .list());
  }

  @Test
  void everyPersonalColumnHasAPurposeATimeAndAnEnd() {
    Set<String> settings = new TreeSet<>(privacy.byName().keySet());
    settings.add("audit");
    Arrays.stream(RetentionProperties.class.getRecordComponents())
        .map(RecordComponent::getName)
        .map(name -> "retention." + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
        .forEach(settings::add);

    for (Table table : inventory.tables()) {
      for (Column column : table.personal()) {
        String name = table.name() + "." + column.name();
        assertThat(column.what()).as(name).isNotBlank();
        assertThat(inventory.purposes()).as(name).containsKey(column.why());
        assertThat(settings.contains(column.kept()) || column.kept().contains(" "))
            .as("%s is kept %s", name, column.kept())
            .isTrue();
        if (privacy.byName().containsKey(column.kept()) && !table.name().equals("erasure")) {
          assertThat(table.rows()).as("%s can be found", name).isNotEmpty();
        }
      }
      assertThat(table.personal().isEmpty() || !table.says().isBlank()).as(table.name()).isTrue();
    }
  }

  @Test
  void everyWayToRowsIsOneThatTheDatabaseKnows() {
    List<UUID> nobody = List.of(UUID.randomUUID());
    for (Table table : inventory.tables()) {
      for (Kind kind : table.rows().keySet()) {
        assertThat(store.rows(table, kind, nobody, true)).as(table.name()).isEmpty();
        for (End end : End.values()) {
          List<Column> ending =
              table.personal().stream().filter(column -> column.end() == end).toList();
          if (end != End.NONE && end != End.DERIVED) {
            assertThat(store.end(table, ending, kind, nobody)).as(table.name()).isZero();
          }
        }
      }
    }
  }

  @Test
  void whatWhoGotAGiftIsNotToldIsInTheDatabase() {
    for (Table table : inventory.tables()) {
      assertThat(
              jdbc.sql(
                      "select column_name from information_schema.columns"
                          + " where table_schema = database() and table_name = ?")
                  .param(table.name())
                  .query(String.class)
                  .list())
          .as(table.name())
          .containsAll(table.giver());
    }
  }

  /** The guide's table; after a change copy target/privacy.md over docs/privacy.md. */
  @Test
  void theGuideShowsTheInventory() throws IOException {
    String committed = Files.exists(GUIDE) ? Files.readString(GUIDE) : FROM_HERE;
    int end = committed.indexOf(FROM_HERE);
    assertThat(end).as(FROM_HERE).isNotNegative();
    String fresh = committed.substring(0, end) + FROM_HERE + "\n\n" + tables();
    Files.writeString(Path.of("target", "privacy.md"), fresh);

    assertThat(committed)
        .as("docs/privacy.md is not what the inventory says; copy target/privacy.md over it")
        .isEqualTo(fresh);
  }

  private String tables() {
    StringBuilder text = new StringBuilder();
    text.append("| purpose | what for | ground |\n| --- | --- | --- |\n");
    inventory.purposes().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(
            each ->
                text.append(
                    "| %s | %s | %s |\n"
                        .formatted(each.getKey(), each.getValue().says(), each.getValue().law())));
    text.append(
        "\n| table and column | what | whose | purpose | kept | then | on request |\n"
            + "| --- | --- | --- | --- | --- | --- | --- |\n");
    for (Table table : inventory.tables()) {
      for (Column column : table.personal()) {
        text.append(
            "| `%s.%s` | %s | %s | %s | %s | %s | %s |\n"
                .formatted(
                    table.name(),
                    column.name(),
                    column.what(),
                    column.staff() ? "staff" : "shopper",
                    column.why(),
                    kept(column.kept()),
                    then(column.end()),
                    onRequest(table, column)));
      }
    }
    return text.toString();
  }

  private String kept(String setting) {
    Duration time = privacy.byName().get(setting);
    if (setting.equals("audit")) {
      time = privacy.audit();
    }
    if (time != null) {
      return "`privacy.%s`, %s".formatted(setting, days(time));
    }
    return setting.startsWith("retention.")
        ? "`%s`, %s".formatted(setting, days(ofHousekeeping(setting)))
        : setting;
  }

  private Duration ofHousekeeping(String setting) {
    return switch (setting) {
      case "retention.mails" -> retention.mails();
      case "retention.idempotency-keys" -> retention.idempotencyKeys();
      case "retention.provider-events" -> retention.providerEvents();
      default -> throw new IllegalStateException(setting);
    };
  }

  private static String days(Duration time) {
    return time.toDays() + " days";
  }

  private static String then(End end) {
    return switch (end) {
      case EMPTIED -> "emptied";
      case ERASED -> "`[erased]`";
      case STAND_IN -> "a random value";
      case STAFF -> "`staff`";
      case ROW -> "row deleted";
      case DERIVED -> "follows";
      case NONE -> "–";
    };
  }

  private static String onRequest(Table table, Column column) {
    if (column.staff()) {
      return "stays";
    }
    if (column.stays() != null) {
      return "stays: " + column.stays();
    }
    if (table.rows().containsKey(Kind.STATEMENT) && table.rows().size() == 1) {
      return "when it proves nothing any more";
    }
    return column.end() == End.NONE
            || table.rows().isEmpty() && !table.name().equals("idempotent_request")
        ? "stays"
        : "at once";
  }
}
