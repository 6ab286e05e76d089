package io.retour.fuzz;

import io.retour.fuzz.Wire.Answer;
import io.retour.fuzz.Wire.Request;
import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.HtmlUtils;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/**
 * Requests to pages and forms. First it walks through the screens as shoppers and staff do and
 * remembers each link and form, filled in as it comes; those are what is broken afterwards.
 */
final class PageRequests {

  private static final Pattern LINK = Pattern.compile("<a\\b[^>]*\\bhref=\"([^\"]*)\"");
  private static final Pattern FORM =
      Pattern.compile("<form\\b([^>]*)>(.*?)</form>", Pattern.DOTALL);
  private static final Pattern CONTROL =
      Pattern.compile(
          "<(input|button)\\b([^>]*)>|<select\\b([^>]*)>(.*?)</select>|<textarea\\b([^>]*)>(.*?)</textarea>",
          Pattern.DOTALL);
  private static final Pattern OPTION = Pattern.compile("<option\\b([^>]*)>");
  private static final int MOST_OF_EACH = 4;
  private static final int MOST_STEPS = 350;

  /** Who walks: what the browser of a person sends along. */
  record Person(String name, String cookies) {}

  /** Something that stands in a form. */
  record Field(String name, String value, boolean file) {}

  /**
   * A link or a form as it was found.
   *
   * @param address path and query
   */
  record Found(
      Target target, String address, List<Field> fields, boolean multipart, Person person) {}

  private record Step(
      Person person, String method, String address, List<Field> fields, boolean multipart) {}

  private record Known(PathPattern pattern, Target target) {}

  private final List<Known> known = new ArrayList<>();
  private final Map<Target, List<String>> parameters;
  private final Map<Target, List<Found>> found = new LinkedHashMap<>();
  private final List<Person> people;
  private final Pool pool;

  /**
   * @param parameters the parameters that each address names itself
   */
  PageRequests(Map<Target, List<String>> parameters, List<Person> people, Pool pool) {
    this.parameters = new LinkedHashMap<>(parameters);
    this.people = List.copyOf(people);
    this.pool = pool;
    for (Target target : parameters.keySet()) {
      known.add(new Known(PathPatternParser.defaultInstance.parse(target.path()), target));
    }
    known.sort(
        (one, other) -> PathPattern.SPECIFICITY_COMPARATOR.compare(one.pattern(), other.pattern()));
  }

  /** Follows links and sends forms, from these addresses on. */
  void walk(Wire wire, Map<Person, List<String>> starts) throws IOException {
    Deque<Step> next = new ArrayDeque<>();
    starts.forEach(
        (person, addresses) ->
            addresses.forEach(
                address -> next.add(new Step(person, "GET", address, List.of(), false))));
    Set<String> seen = new HashSet<>();
    for (int steps = 0; steps < MOST_STEPS && !next.isEmpty(); ) {
      Step step = next.poll();
      Target target = target(step.method(), step.address());
      if (target == null || target.isApi() || !remember(target, step, seen)) {
        continue;
      }
      steps++;
      Answer answer = wire.send(request(step));
      String location = answer.header("Location");
      if (answer.status() / 100 == 3 && location != null) {
        follow(step.person(), location, next);
      } else if (answer.type().equals("text/html")) {
        read(step, answer.text(), next);
      }
    }
  }

  private boolean remember(Target target, Step step, Set<String> seen) {
    String names =
        step.fields().stream()
            .map(Field::name)
            .sorted()
            .reduce("", (all, each) -> all + "," + each);
    List<Found> of = found.computeIfAbsent(target, each -> new ArrayList<>());
    if (of.size() >= MOST_OF_EACH
        || !seen.add(step.person().name() + step.method() + step.address() + names)) {
      return false;
    }
    of.add(new Found(target, step.address(), step.fields(), step.multipart(), step.person()));
    return true;
  }

  private Target target(String method, String address) {
    PathContainer path = PathContainer.parsePath(address.split("[?#]", 2)[0]);
    for (Known each : known) {
      if (each.target().method().equals(method) && each.pattern().matches(path)) {
        return each.target();
      }
    }
    return null;
  }

  private static void follow(Person person, String location, Deque<Step> next) {
    String address = location.replaceFirst("^http://127\\.0\\.0\\.1:\\d+", "");
    if (address.startsWith("/")) {
      next.add(new Step(person, "GET", address.split("#")[0], List.of(), false));
    }
  }

  private static void read(Step step, String page, Deque<Step> next) {
    Matcher links = LINK.matcher(page);
    while (links.find()) {
      follow(step.person(), HtmlUtils.htmlUnescape(links.group(1)), next);
    }
    Matcher forms = FORM.matcher(page);
    while (forms.find()) {
      String tag = forms.group(1);
      String action = HtmlUtils.htmlUnescape(attribute(tag, "action"));
      String address = action.isEmpty() ? step.address() : action;
      List<Field> fields = fields(forms.group(2));
      if (address.startsWith("/logout") || !address.startsWith("/")) {
        continue;
      }
      boolean post = attribute(tag, "method").equalsIgnoreCase("post");
      next.add(
          post
              ? new Step(
                  step.person(),
                  "POST",
                  address,
                  fields,
                  attribute(tag, "enctype").equals("multipart/form-data"))
              : new Step(
                  step.person(),
                  "GET",
                  address.split("\\?")[0] + "?" + encoded(fields),
                  List.of(),
                  false));
    }
  }

  /** As a person leaves them who fills in what is asked and chooses the first of everything. */
  private static List<Field> fields(String form) {
    List<Field> fields = new ArrayList<>();
    Set<String> chosen = new HashSet<>();
    Matcher controls = CONTROL.matcher(form);
    while (controls.find()) {
      if (controls.group(1) != null) {
        String tag = controls.group(2);
        String type = attribute(tag, "type");
        String name = HtmlUtils.htmlUnescape(attribute(tag, "name"));
        String value = HtmlUtils.htmlUnescape(attribute(tag, "value"));
        if (!name.isEmpty() && (!type.equals("radio") || chosen.add(name))) {
          fields.add(
              new Field(name, value.isEmpty() ? guess(name, type) : value, type.equals("file")));
        }
      } else if (controls.group(3) != null) {
        Matcher options = OPTION.matcher(controls.group(4));
        String value = "";
        while (options.find()) {
          value = HtmlUtils.htmlUnescape(attribute(options.group(1), "value"));
          if (!value.isEmpty() && !value.equals("0") && !value.equals("NO_REASON_GIVEN")) {
            break;
          }
        }
        fields.add(
            new Field(HtmlUtils.htmlUnescape(attribute(controls.group(3), "name")), value, false));
      } else {
        fields.add(
            new Field(
                HtmlUtils.htmlUnescape(attribute(controls.group(5), "name")), "Words", false));
      }
    }
    return fields;
  }

  private static String guess(String name, String type) {
    return switch (type) {
      case "email" -> "fuzz@example.org";
      case "number" -> "1";
      case "date" -> "2026-06-01";
      case "checkbox" -> "on";
      default ->
          switch (name) {
            case "iban" -> "NL91ABNA0417164300";
            case "contact" -> "fuzz@example.org";
            case "postcode", "emailOrPostcode" -> "5026 AA";
            default -> type.equals("file") || type.equals("hidden") ? "" : "Words";
          };
    };
  }

  private static String attribute(String tag, String name) {
    Matcher value = Pattern.compile("(?:^|\\s)" + name + "=\"([^\"]*)\"").matcher(tag);
    return value.find() ? value.group(1) : "";
  }

  private static String encoded(List<Field> fields) {
    StringBuilder form = new StringBuilder();
    for (Field field : fields) {
      form.append(form.isEmpty() ? "" : "&")
          .append(URLEncoder.encode(field.name(), StandardCharsets.UTF_8))
          .append('=')
          .append(URLEncoder.encode(field.value(), StandardCharsets.UTF_8));
    }
    return form.toString();
  }

  private static Request request(Step step) {
    List<String> headers = new ArrayList<>();
    headers.add("Cookie: " + step.person().cookies());
    headers.add("Accept: text/html");
    if (step.method().equals("GET")) {
      return new Request("GET", step.address(), headers, new byte[0]);
    }
    if (step.multipart()) {
      Dice dice = new Dice(1, step.address().hashCode());
      Multipart form = new Multipart(dice);
      step.fields()
          .forEach(
              each -> {
                if (each.file()) {
                  form.file(each.name(), "image/png", ApiRequests.photo(dice, false), dice, false);
                } else {
                  form.field(each.name(), each.value());
                }
              });
      headers.add("Content-Type: " + form.type());
      return new Request("POST", step.address(), headers, form.bytes());
    }
    headers.add("Content-Type: application/x-www-form-urlencoded");
    return new Request(
        "POST", step.address(), headers, encoded(step.fields()).getBytes(StandardCharsets.UTF_8));
  }

  /** What was found, for the table. */
  Map<Target, Integer> found() {
    Map<Target, Integer> counts = new HashMap<>();
    found.forEach((target, each) -> counts.put(target, each.size()));
    return counts;
  }

  Request make(Target target, Dice dice) {
    int kind = dice.below(100);
    boolean hostile = kind >= 60;
    boolean near = kind >= 25 && !hostile;
    List<Found> all = found.getOrDefault(target, List.of());
    Found base =
        all.isEmpty() || dice.chance(5)
            ? new Found(target, "", List.of(), false, dice.one(people))
            : dice.one(all);
    Person person = dice.chance(75) ? base.person() : dice.one(people);
    String method = target.method();
    String address = address(target, base, dice, near, hostile);
    List<Field> fields = new ArrayList<>(base.fields());
    List<String> names = parameters.getOrDefault(target, List.of());
    if (!method.equals("GET")) {
      if (base.address().isEmpty()) {
        names.forEach(name -> fields.add(new Field(name, value(name, dice), false)));
      }
      breakFields(fields, names, dice, near, hostile);
    } else if (!names.isEmpty() && dice.chance(60)) {
      StringBuilder query = new StringBuilder();
      for (String name : names) {
        if (dice.chance(60)) {
          query
              .append(address.contains("?") || !query.isEmpty() ? '&' : '?')
              .append(name)
              .append('=')
              .append(
                  ApiRequests.encoded(
                      hostile ? dice.hostile() : near ? dice.nearly("1") : value(name, dice),
                      dice,
                      hostile));
        }
      }
      address += query;
    }
    List<String> headers = new ArrayList<>();
    String cookies = person.cookies();
    if (hostile && dice.chance(8)) {
      cookies +=
          "; retour-order="
              + dice.one(List.of("O.x.y.z", "O.1.9e9.<fz-o>", "....", "%00", "O..9.AAAA", "\""));
    }
    if (hostile && dice.chance(5)) {
      cookies =
          dice.one(List.of("SESSION=AAAA", "SESSION=%%%", "=;=", "lang=<fz-h>", "XSRF-TOKEN="));
    }
    headers.add("Cookie: " + cookies);
    headers.add(
        "Accept: "
            + (hostile && dice.chance(10)
                ? dice.one(List.of("application/json", "image/png", "nonsense", "*/*"))
                : "text/html,*/*;q=0.8"));
    headers.add("Accept-Language: " + dice.one(List.of("en", "nl", "de", "fr", "zz", "fr-CH;q=x")));
    byte[] body = new byte[0];
    if (!method.equals("GET")) {
      body = body(base, fields, headers, dice, hostile);
      if (target.path().startsWith("/warehouse") && dice.chance(15)) {
        headers.add(
            "Idempotency-Key: "
                + (hostile ? dice.one(List.of("", "<fz-q>", "x".repeat(200))) : dice.uuid()));
      }
    }
    if (hostile && dice.chance(5)) {
      method = dice.one(List.of("GET", "POST", "PUT", "DELETE", "HEAD", "OPTIONS", "TRACE", "FOO"));
    }
    if (hostile && dice.chance(3)) {
      headers.add(
          dice.one(
              List.of(
                  "Range: bytes=0-,5-1,-9",
                  "If-None-Match: \"<fz-e>",
                  "If-Modified-Since: tomorrow",
                  "Origin: https://evil.example",
                  "X-Forwarded-For: <fz-x>",
                  "X-HTTP-Method-Override: DELETE",
                  "Content-Encoding: gzip",
                  "X-Long: " + "x".repeat(7_000))));
    }
    return new Request(method, address, headers, body);
  }

  private String value(String name, Dice dice) {
    String known = pool.one(name, dice);
    return known == null ? dice.one(List.of("", "1", "word", "NL", dice.uuid().toString())) : known;
  }

  private String address(Target target, Found base, Dice dice, boolean near, boolean hostile) {
    if (!base.address().isEmpty() && !((near || hostile) && dice.chance(25))) {
      if (hostile && base.address().length() > 2 && dice.chance(20)) {
        // one letter of a link, most often of its token, is another one
        StringBuilder changed = new StringBuilder(base.address());
        changed.setCharAt(1 + dice.below(changed.length() - 1), (char) ('0' + dice.below(70)));
        return changed.toString().replaceAll("[^!-~]", "").replace("#", "");
      }
      return base.address();
    }
    StringBuilder path = new StringBuilder();
    Matcher variables = Pattern.compile("\\{([^}]+)}").matcher(target.path());
    while (variables.find()) {
      String known = pool.one(variables.group(1), dice);
      String value =
          hostile
              ? dice.hostile()
              : near ? dice.nearly(known == null ? "x" : known) : known == null ? "x" : known;
      variables.appendReplacement(
          path, Matcher.quoteReplacement(ApiRequests.encoded(value, dice, hostile)));
    }
    variables.appendTail(path);
    String token = pool.one("t", dice);
    if (token != null && dice.chance(50)) {
      path.append("?t=").append(token);
    }
    return path.toString().replace("**", "x").replace("*", "x");
  }

  private void breakFields(
      List<Field> fields, List<String> names, Dice dice, boolean near, boolean hostile) {
    if (!near && !hostile) {
      return;
    }
    for (int i = dice.below(hostile ? 4 : 2); i >= 0; i--) {
      if (fields.isEmpty()) {
        fields.add(new Field("word", dice.hostile(), false));
      }
      int at = dice.below(fields.size());
      Field field = fields.get(at);
      if (field.name().equals("_csrf") && dice.chance(85)) {
        continue;
      }
      switch (dice.below(9)) {
        case 0 -> fields.remove(at);
        case 1 -> fields.add(field);
        case 2 ->
            fields.add(
                new Field(
                    names.isEmpty() ? dice.hostile() : dice.one(names), dice.hostile(), false));
        case 3 ->
            // the id within a name, as in quantity_ID
            fields.set(
                at,
                new Field(
                    field.name().replaceAll("_.*", "_" + (hostile ? dice.hostile() : dice.uuid())),
                    field.value(),
                    field.file()));
        default ->
            fields.set(
                at,
                new Field(
                    field.name(),
                    hostile ? dice.hostile() : dice.nearly(field.value()),
                    field.file()));
      }
    }
  }

  private static byte[] body(
      Found base, List<Field> fields, List<String> headers, Dice dice, boolean hostile) {
    boolean multipart = base.multipart() != (hostile && dice.chance(5));
    if (hostile && dice.chance(4)) {
      headers.add(
          "Content-Type: "
              + dice.one(
                  List.of(
                      "application/json",
                      "multipart/form-data",
                      "text/plain",
                      "nonsense",
                      "application/x-www-form-urlencoded;charset=nonsense",
                      "multipart/form-data; boundary=")));
      return encoded(fields).getBytes(StandardCharsets.UTF_8);
    }
    if (multipart) {
      Multipart form = new Multipart(dice);
      for (Field field : fields) {
        if (field.file() != (hostile && dice.chance(3))) {
          form.file(field.name(), "image/png", ApiRequests.photo(dice, hostile), dice, hostile);
        } else {
          form.field(field.name(), field.value());
        }
      }
      headers.add("Content-Type: " + form.type());
      return form.bytes();
    }
    headers.add("Content-Type: application/x-www-form-urlencoded");
    String form = encoded(fields);
    if (hostile && dice.chance(8)) {
      form += dice.one(List.of("&%", "&=&=", "&a[]=1&a[b]=2", "&%00=%ff%fe", "&x=%C0%AF"));
    }
    return form.getBytes(StandardCharsets.UTF_8);
  }
}
