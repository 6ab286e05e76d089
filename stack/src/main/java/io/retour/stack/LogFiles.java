package io.retour.stack;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The log of each component: one file, and the file of the run before. */
final class LogFiles {
  private static final int LAST_LINES = 8;
  private static final int LONGEST = 300;
  private static final int TAIL_BYTES = 64 * 1024;
  private static final Pattern STACK_FRAME =
      Pattern.compile("\\s+(at |\\.\\.\\. \\d+ more|[\\w.]+/?[\\w.$]+\\().*");

  private LogFiles() {}

  static void startNew(Path log) throws IOException {
    Files.createDirectories(log.getParent());
    if (Files.exists(log)) {
      var previous = log.resolveSibling(log.getFileName() + ".1");
      Files.move(log, previous, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  /** The last few lines that are not stack frames; only the end of a large file is read. */
  static String lastLines(Path log) {
    try (var channel = Files.newByteChannel(log)) {
      channel.position(Math.max(0, channel.size() - TAIL_BYTES));
      var tail = ByteBuffer.allocate(TAIL_BYTES);
      while (tail.hasRemaining() && channel.read(tail) >= 0) {
        // read until the buffer is full or the file ends
      }
      var text = new String(tail.array(), 0, tail.position(), StandardCharsets.UTF_8);
      List<String> lines = text.lines().filter(LogFiles::isTelling).toList();
      return lines.stream()
          .skip(Math.max(0, lines.size() - LAST_LINES))
          .map(line -> "    " + line)
          .collect(Collectors.joining(System.lineSeparator()));
    } catch (IOException e) {
      return "    (no log was written)";
    }
  }

  /** The last line that is no stack frame, cut where it gets long; empty if there is none. */
  static String lastLine(Path log) {
    var last = Files.exists(log) ? lastLines(log).lines().reduce("", (before, line) -> line) : "";
    var text = last.strip();
    return text.length() > LONGEST ? text.substring(0, LONGEST) + " ..." : text;
  }

  private static boolean isTelling(String line) {
    return !line.isBlank() && !STACK_FRAME.matcher(line).matches();
  }
}
