package io.retour.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/**
 * What chance decides about one request. It follows from the seed and the request's number only, so
 * that each request can be made again alone.
 */
final class Dice {

  /** Stands in every try to bring markup into a page; a page that has it unescaped lost. */
  static final String MARKUP = "<fz-";

  /** Would be a header of its own if line breaks came through. */
  static final String SMUGGLED = "X-Fuzz-Smuggled";

  private static final List<String> HOSTILE =
      List.of(
          "\"><fz-a onload=alert(1)>",
          "'/><fz-b>",
          "</script><fz-c>",
          "</textarea></title><fz-d>",
          "javascript:alert(1)",
          "' OR '1'='1' -- ",
          "1; DROP TABLE return_case; --",
          "\" or sleep(9) or \"",
          "%' AND 1=CAST((SELECT 1) AS INT) -- ",
          "../../../../etc/passwd",
          "..\\..\\windows\\win.ini",
          "file:///etc/passwd",
          "//evil.example/",
          "https://evil.example/",
          "http://169.254.169.254/latest/meta-data/",
          "/\\evil.example",
          "${7*191}",
          "#{7*191}",
          "*{7*191}",
          "__${7*191}__::x",
          "{{7*191}}",
          "${jndi:ldap://127.0.0.1:1/a}",
          "%0d%0a" + SMUGGLED + ": 1",
          "\r\n" + SMUGGLED + ": 1",
          "a\u0000b",
          "\u0000",
          "\u0001\u0002\u001f\u007f",
          "\u202Eevil\u202C",
          "\u200B\u200B",
          "\uFEFF",
          "\uD83D\uDE00 \uD83C\uDFF3\uFE0F\u200D\uD83C\uDF08",
          "\uD800",
          "\uDC00x",
          "\uFFFF",
          "Z\u0351\u036B\u0343\u036A\u0302\u036B\u033D\u034F\u0334\u0319\u0324",
          "ﬁ İ ß ǆ Ǆ",
          "١٢٣",
          "NaN",
          "Infinity",
          "-0",
          "1e309",
          "0x1F",
          "1_000",
          "9223372036854775808",
          "-9223372036854775809",
          "99999999999999999999999999999999999999999999",
          "null",
          "undefined",
          "true",
          "[]",
          "{}",
          "[object Object]",
          "%00",
          "%zz",
          "%",
          "+",
          "&a=b",
          ";",
          ",",
          "|| ls",
          "`id`",
          "$(id)",
          "=cmd|' /C calc'!A0",
          "-",
          "--",
          "__proto__",
          "constructor",
          "(a+)+$",
          "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!");

  private static final List<String> DATES =
      List.of(
          "0000-00-00",
          "0000-01-01",
          "0001-01-01",
          "1582-10-10",
          "1900-02-29",
          "2026-02-29",
          "2026-02-30",
          "2026-13-01",
          "2026-12-32",
          "9999-12-31",
          "+10000-01-01",
          "+999999999-12-31",
          "-999999999-01-01",
          "2026-1-1",
          "01/02/2026",
          "tomorrow");

  private static final List<String> INSTANTS =
      List.of(
          "0000-01-01T00:00:00Z",
          "0001-01-01T00:00:00Z",
          "1000-01-01T00:00:00Z",
          "1969-12-31T23:59:59Z",
          "2026-03-29T02:30:00+01:00",
          "2026-06-30T23:59:60Z",
          "9999-12-31T23:59:59.999999999Z",
          "+10000-01-01T00:00:00Z",
          "+1000000000-12-31T23:59:59.999999999Z",
          "-1000000000-01-01T00:00:00Z",
          "2026-01-01T00:00:00",
          "2026-01-01T00:00:00+18:00",
          "2026-01-01T00:00:00+99:00",
          "2026-01-01",
          "-62135596800",
          "1e18");

  private static final List<String> INTEGERS =
      List.of(
          "-1",
          "0",
          "1",
          "2147483647",
          "2147483648",
          "-2147483648",
          "-2147483649",
          "9223372036854775807",
          "9223372036854775808",
          "-9223372036854775808",
          "1.5",
          "0.000000000000000000001",
          "1e10",
          "1e400",
          "1e-400",
          "1e999999999",
          "-0",
          "00",
          "123456789012345678901234567890123456789012345678901234567890");

  private final SplittableRandom random;

  Dice(long seed, long number) {
    this.random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + number);
  }

  /** Whether it happens, that often in a hundred. */
  boolean chance(int percent) {
    return random.nextInt(100) < percent;
  }

  int below(int bound) {
    return random.nextInt(bound);
  }

  <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  UUID uuid() {
    return new UUID(
        random.nextLong() & ~0xF000L | 0x4000L, random.nextLong() >>> 2 | Long.MIN_VALUE);
  }

  byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    random.nextBytes(bytes);
    return bytes;
  }

  /** A text that wants to be more than a text, or is none that anybody types. */
  String hostile() {
    return switch (random.nextInt(20)) {
      case 0 -> "a".repeat(1 + random.nextInt(300));
      case 1 -> one(List.of("x", "é", "\uD83D\uDE00", " ", "9")).repeat(5_000);
      case 2 -> new String(bytes(1 + random.nextInt(30)), StandardCharsets.ISO_8859_1);
      case 3 -> one(DATES);
      case 4 -> one(INSTANTS);
      case 5 -> one(INTEGERS);
      case 6 -> " ".repeat(random.nextInt(4));
      default -> one(HOSTILE);
    };
  }

  /** One sign longer than many fields are, empty, or a kind that somebody mixed up. */
  String nearly(String good) {
    return switch (random.nextInt(12)) {
      case 0 -> "";
      case 1 -> " ";
      case 2 -> good + " ";
      case 3 -> good.toLowerCase(java.util.Locale.ROOT);
      case 4 -> good + good;
      case 5 -> good.isEmpty() ? "x" : good.substring(1);
      case 6 -> one(INTEGERS);
      case 7 -> one(DATES);
      case 8 -> one(INSTANTS);
      case 9 -> uuid().toString();
      case 10 -> "é".repeat(1 + random.nextInt(400));
      default -> good + "\u0000";
    };
  }

  String integer() {
    return chance(50) ? String.valueOf(random.nextInt(-5, 200)) : one(INTEGERS);
  }

  String date() {
    return one(DATES);
  }

  String instant() {
    return one(INSTANTS);
  }
}
