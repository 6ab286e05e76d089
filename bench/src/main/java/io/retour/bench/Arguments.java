package io.retour.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The words of a command line, and its options of the form {@code --name number}. */
record Arguments(List<String> words, Map<String, String> options) {

  static Arguments of(List<String> args) {
    List<String> words = new ArrayList<>();
    Map<String, String> options = new HashMap<>();
    for (int i = 0; i < args.size(); i++) {
      if (args.get(i).startsWith("--")) {
        if (i + 1 == args.size()) {
          throw new Misuse(args.get(i) + " needs a number.");
        }
        options.put(args.get(i).substring(2), args.get(++i));
      } else {
        words.add(args.get(i));
      }
    }
    return new Arguments(words, options);
  }

  String word(int index, String otherwise) {
    return index < words.size() ? words.get(index) : otherwise;
  }

  int number(int index, int otherwise) {
    return index < words.size() ? positive(words.get(index)) : otherwise;
  }

  int option(String name, int otherwise) {
    return options.containsKey(name) ? positive(options.get(name)) : otherwise;
  }

  Path file(int index) {
    if (index >= words.size()) {
      throw new Misuse("Name a file.");
    }
    Path file = Path.of(words.get(index));
    if (!Files.isReadable(file)) {
      throw new Misuse("There is no file %s.".formatted(file));
    }
    return file;
  }

  private static int positive(String text) {
    if (text.matches("[1-9]\\d{0,6}")) {
      return Integer.parseInt(text);
    }
    throw new Misuse("'%s' is not a positive number.".formatted(text));
  }
}
