package io.retour.stack.mail;

import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** The two pages. Everything that comes from a message is escaped, or sits in a sandboxed frame. */
final class Html {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("d MMM yyyy, HH:mm:ss").withZone(ZoneId.systemDefault());

  private Html() {}

  static String list(List<Mail.Summary> mails, int total) {
    var rows = new StringBuilder();
    for (var mail : mails) {
      rows.append(
          """
          <tr>
            <td class="time">%s</td>
            <td>%s</td>
            <td>%s</td>
            <td><a href="/messages/%s">%s</a></td>
          </tr>
          """
              .formatted(
                  TIME.format(mail.receivedAt()),
                  escape(mail.from()),
                  escape(String.join(", ", mail.to())),
                  mail.id(),
                  escape(subject(mail))));
    }
    var table =
        mails.isEmpty()
            ? "<p class=\"none\">No mail yet. What Retour sends to shoppers appears here.</p>"
            : """
            <table>
              <thead><tr><th>Time</th><th>From</th><th>To</th><th>Subject</th></tr></thead>
              <tbody>%s</tbody>
            </table>
            """
                .formatted(rows);
    return page("Caught mail", "<h1>Caught mail <small>%d</small></h1>%s".formatted(total, table));
  }

  static String message(Mail mail) {
    var summary = mail.summary();
    var body = new StringBuilder();
    body.append("<p><a href=\"/\">&larr; All mail</a></p><h1>");
    body.append(escape(subject(summary))).append("</h1>");
    body.append(
        "<dl><dt>From</dt><dd>%s</dd><dt>To</dt><dd>%s</dd><dt>Time</dt><dd>%s</dd></dl>"
            .formatted(
                escape(summary.from()),
                escape(String.join(", ", summary.to())),
                TIME.format(summary.receivedAt())));
    if (!mail.attachments().isEmpty()) {
      body.append("<h2>Attachments</h2><ul>");
      for (var i = 0; i < mail.attachments().size(); i++) {
        var attachment = mail.attachments().get(i);
        body.append(
            "<li><a href=\"/messages/%s/attachments/%d\">%s</a> <small>%d bytes</small></li>"
                .formatted(
                    summary.id(), i, escape(attachment.name()), attachment.content().length));
      }
      body.append("</ul>");
    }
    if (!mail.html().isEmpty()) {
      // No scripts; links open in a new tab, since a page in a frame may refuse to be framed.
      body.append(
          ("<h2>HTML</h2><iframe title=\"The HTML part\" src=\"/messages/%s/html\""
                  + " sandbox=\"allow-popups allow-popups-to-escape-sandbox\"></iframe>")
              .formatted(summary.id()));
    }
    if (!mail.text().isEmpty()) {
      body.append("<h2>Text</h2><pre>").append(escape(mail.text())).append("</pre>");
    }
    return page(subject(summary), body.toString());
  }

  private static String subject(Mail.Summary mail) {
    return mail.subject().isBlank() ? "(no subject)" : mail.subject();
  }

  private static String page(String title, String body) {
    return """
    <!doctype html>
    <html lang="en">
    <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>%s</title>
    <style>
      body { font: 16px/1.5 system-ui, sans-serif; color: #1c2430; background: #f5f6f8; margin: 0 }
      main { max-width: 70rem; margin: 0 auto; padding: 1.5rem }
      h1 { font-size: 1.5rem } h2 { font-size: 1.1rem; margin-top: 2rem }
      small { color: #5b6675; font-weight: normal }
      a { color: #0b57a4 }
      table { width: 100%%; border-collapse: collapse; background: #fff; border: 1px solid #dde1e7 }
      th, td { text-align: left; padding: .6rem .8rem; border-bottom: 1px solid #e8ebef; overflow-wrap: anywhere }
      th { background: #eef1f5; font-weight: 600 } .time { white-space: nowrap }
      dl { display: grid; grid-template-columns: max-content 1fr; gap: .2rem 1rem } dt { color: #5b6675 } dd { margin: 0 }
      iframe, pre { box-sizing: border-box; width: 100%%; background: #fff; border: 1px solid #dde1e7 }
      iframe { height: 36rem } pre { padding: 1rem; white-space: pre-wrap; overflow-wrap: anywhere }
    </style>
    </head>
    <body><main>%s</main></body>
    </html>
    """
        .formatted(escape(title), body);
  }

  static String escape(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&#39;");
  }
}
