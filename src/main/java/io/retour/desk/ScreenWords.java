package io.retour.desk;

import java.time.Duration;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.context.MessageSource;
import org.springframework.context.i18n.LocaleContextHolder;
import org.springframework.stereotype.Component;

/**
 * What the desk says of constants, people and times, in the reader's language. Templates call it
 * {@code @words}. Tables and processes may bring words that nobody translated yet: they are shown
 * as they are, in lower case.
 */
@Component("words")
class ScreenWords {

  private final MessageSource texts;

  ScreenWords(MessageSource texts) {
    this.texts = texts;
  }

  String text(String key, Locale locale, @Nullable Object... values) {
    return texts.getMessage(key, values, locale);
  }

  /** The same, in the language of who is being answered. */
  String text(String key, @Nullable Object... values) {
    return text(key, LocaleContextHolder.getLocale(), values);
  }

  /**
   * A constant as a label.
   *
   * @param constant of an enumeration, or a stable word like one; a dash when there is none
   */
  public String label(@Nullable Object constant) {
    return label(constant, LocaleContextHolder.getLocale());
  }

  String label(@Nullable Object constant, Locale locale) {
    if (constant == null) {
      return "–";
    }
    String name = constant instanceof Enum<?> one ? one.name() : constant.toString();
    return or("label." + name.toUpperCase(Locale.ROOT).replace(' ', '_'), plain(name), locale);
  }

  /** A word that a table answered with; a dash when there is none. */
  public String said(String output, @Nullable Object word) {
    return said(output, word, LocaleContextHolder.getLocale());
  }

  String said(String output, @Nullable Object word, Locale locale) {
    return word == null
        ? "–"
        : or("word." + output + "." + word, label(word.toString(), locale), locale);
  }

  /** Who did something: a person by the user name, all others by what they are. */
  public String actor(String actor) {
    return actor(actor, LocaleContextHolder.getLocale());
  }

  String actor(String actor, Locale locale) {
    return or("timeline.actor." + actor, actor, locale);
  }

  /** What happened, by its kind. */
  public String happened(String kind) {
    return happened(kind, LocaleContextHolder.getLocale());
  }

  String happened(String kind, Locale locale) {
    String words = kind.replace('-', ' ');
    return kind.isEmpty()
        ? ""
        : or(
            "timeline." + kind,
            words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1),
            locale);
  }

  /** A task by its name in Tasklist. */
  public String task(String task) {
    return or(
        "task." + task.toLowerCase(Locale.ROOT).replace(' ', '-'),
        task,
        LocaleContextHolder.getLocale());
  }

  /** For whom a task is. */
  public String forGroup(String group) {
    return or("desk.work.for-group." + group, group, LocaleContextHolder.getLocale());
  }

  /**
   * How long something takes, as people say it after "since" or "in": in its largest whole unit.
   */
  String span(Duration span, Locale locale) {
    long minutes = Math.max(0, span.toMinutes());
    if (minutes == 0) {
      return text("span.less-than-a-minute", locale);
    }
    return minutes < 60
        ? text("span.minutes", locale, minutes)
        : minutes < 48 * 60
            ? text("span.hours", locale, minutes / 60)
            : text("span.days", locale, minutes / (24 * 60));
  }

  private String or(String key, String otherwise, Locale locale) {
    String found = texts.getMessage(key, null, otherwise, locale);
    return found == null ? otherwise : found;
  }

  private static String plain(String constant) {
    return constant.length() == 1 ? constant : constant.toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
