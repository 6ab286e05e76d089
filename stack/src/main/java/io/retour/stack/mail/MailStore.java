package io.retour.stack.mail;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The caught messages: a file each, named by its arrival so that names sort by time. Only what the
 * list shows is held in memory.
 */
final class MailStore {
  private static final String SUFFIX = ".eml";

  private final Path directory;
  private final ConcurrentSkipListMap<String, Mail.Summary> summaries =
      new ConcurrentSkipListMap<>(Collections.reverseOrder());
  private MimeMessage last;
  private long lastId;

  MailStore(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
    try (var files = Files.list(directory)) {
      for (var file : files.filter(path -> path.toString().endsWith(SUFFIX)).toList()) {
        remember(Mail.read(idOf(file), file));
      }
    }
  }

  /**
   * Keeps a message once, although it is handed over once per recipient: the same object each time,
   * one after the other.
   */
  synchronized void keep(MimeMessage message) {
    if (message == last) {
      return;
    }
    last = message;
    lastId = Math.max(Instant.now().toEpochMilli(), lastId + 1);
    var id = Long.toString(lastId);
    try {
      var unfinished = directory.resolve(id + ".part");
      try (var out = Files.newOutputStream(unfinished)) {
        message.writeTo(out);
      }
      var file = directory.resolve(id + SUFFIX);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
      remember(Mail.read(id, file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (MessagingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private void remember(Mail mail) {
    summaries.put(mail.summary().id(), mail.summary());
  }

  /** Newest first. */
  List<Mail.Summary> newest(int count) {
    return summaries.values().stream().limit(count).toList();
  }

  int size() {
    return summaries.size();
  }

  Optional<Mail> find(String id) {
    if (!summaries.containsKey(id)) {
      return Optional.empty();
    }
    return Optional.of(Mail.read(id, directory.resolve(id + SUFFIX)));
  }

  private static String idOf(Path file) {
    var name = file.getFileName().toString();
    return name.substring(0, name.length() - SUFFIX.length());
  }
}
