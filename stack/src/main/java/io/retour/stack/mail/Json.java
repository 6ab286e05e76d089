package io.retour.stack.mail;

import java.util.List;
import java.util.stream.Collectors;

/** As much JSON as the message list needs. */
final class Json {
  private Json() {}

  static String of(Mail mail) {
    var summary = mail.summary();
    return ("{\"id\":%s,\"from\":%s,\"to\":%s,\"subject\":%s,\"receivedAt\":%s,"
            + "\"text\":%s,\"html\":%s,\"attachments\":%s}")
        .formatted(
            string(summary.id()),
            string(summary.from()),
            array(summary.to()),
            string(summary.subject()),
            string(summary.receivedAt().toString()),
            string(mail.text()),
            string(mail.html()),
            array(mail.attachments().stream().map(Mail.Attachment::name).toList()));
  }

  private static String array(List<String> values) {
    return values.stream().map(Json::string).collect(Collectors.joining(",", "[", "]"));
  }

  static String string(String value) {
    var json = new StringBuilder("\"");
    for (var i = 0; i < value.length(); i++) {
      var c = value.charAt(i);
      switch (c) {
        case '"' -> json.append("\\\"");
        case '\\' -> json.append("\\\\");
        case '\n' -> json.append("\\n");
        case '\r' -> json.append("\\r");
        case '\t' -> json.append("\\t");
        default -> {
          if (c < ' ') {
            json.append("\\u%04x".formatted((int) c));
          } else {
            json.append(c);
          }
        }
      }
    }
    return json.append('"').toString();
  }
}
