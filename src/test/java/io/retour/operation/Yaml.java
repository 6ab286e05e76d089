package io.retour.operation;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** A YAML file as maps and lists; a path into it that leads nowhere fails with its name. */
record Yaml(Path file, Object node) {

  static Yaml of(Path file) {
    Object root =
        new org.yaml.snakeyaml.Yaml(new SafeConstructor(new LoaderOptions()))
            .load(Settings.text(file));
    return new Yaml(file, root);
  }

  /** Follows keys of maps; a number picks from a list. */
  Yaml at(Object... path) {
    Object here = node;
    for (Object step : path) {
      here =
          step instanceof Integer index
              ? ((List<?>) Objects.requireNonNull(here)).get(index)
              : ((Map<?, ?>) Objects.requireNonNull(here)).get(step);
      if (here == null) {
        throw new AssertionError(file + " has no " + List.of(path));
      }
    }
    return new Yaml(file, here);
  }

  boolean has(String key) {
    return ((Map<?, ?>) node).containsKey(key);
  }

  Map<String, Object> map() {
    @SuppressWarnings("unchecked")
    Map<String, Object> map = (Map<String, Object>) node;
    return map;
  }

  List<Yaml> list() {
    return ((List<?>) node).stream().map(each -> new Yaml(file, each)).toList();
  }

  String text() {
    return String.valueOf(node);
  }
}
