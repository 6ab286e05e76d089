package io.retour.privacy.file;

import io.retour.privacy.PersonalData;
import io.retour.privacy.PersonalData.Column;
import io.retour.privacy.PersonalData.End;
import io.retour.privacy.PersonalData.Kind;
import io.retour.privacy.PersonalData.Purpose;
import io.retour.privacy.PersonalData.Table;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.io.ClassPathResource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Reads the inventory that is packaged with the application. */
@Configuration(proxyBeanMethods = false)
class PackagedInventory {

  private static final String FILE = "privacy/personal-data.yaml";

  @Bean
  PersonalData personalData() {
    try (InputStream file = new ClassPathResource(FILE).getInputStream()) {
      Map<String, Object> read = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
      Map<String, Purpose> purposes = new LinkedHashMap<>();
      map(read, "purposes")
          .forEach(
              (name, purpose) ->
                  purposes.put(name, new Purpose(text(purpose, "says"), text(purpose, "law"))));
      List<Table> tables = new ArrayList<>();
      map(read, "tables").forEach((name, table) -> tables.add(table(name, table)));
      return new PersonalData(purposes, tables);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Table table(String name, Object from) {
    Map<Kind, String> rows = new EnumMap<>(Kind.class);
    map(from, "rows").forEach((kind, way) -> rows.put(Kind.valueOf(kind), way.toString()));
    List<Column> personal = new ArrayList<>();
    map(from, "personal").forEach((column, about) -> personal.add(column(column, about)));
    return new Table(
        name,
        text(from, "says"),
        rows,
        personal,
        names(from, "plain"),
        new LinkedHashSet<>(names(from, "giver")));
  }

  private static List<String> names(Object of, String key) {
    return ((Map<?, ?>) of).get(key) instanceof List<?> columns
        ? columns.stream().map(Object::toString).toList()
        : List.of();
  }

  private static Column column(String name, Object about) {
    String stays = text(about, "stays");
    return new Column(
        name,
        text(about, "what"),
        text(about, "whose").equals("staff"),
        text(about, "why"),
        text(about, "kept"),
        End.valueOf(text(about, "end").toUpperCase(Locale.ROOT).replace('-', '_')),
        stays.isEmpty() ? null : stays);
  }

  @SuppressWarnings("unchecked") // a map of the file has texts as keys
  private static Map<String, Object> map(Object of, String key) {
    Object found = ((Map<?, ?>) of).get(key);
    return found == null ? Map.of() : (Map<String, Object>) found;
  }

  private static String text(Object of, String key) {
    Object found = ((Map<?, ?>) of).get(key);
    return found == null ? "" : found.toString();
  }
}
