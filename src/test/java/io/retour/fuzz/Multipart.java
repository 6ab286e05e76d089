package io.retour.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A form with files. */
final class Multipart {

  private final String boundary;
  private final ByteArrayOutputStream all = new ByteArrayOutputStream();

  Multipart(Dice dice) {
    this.boundary = "----fuzz" + dice.below(1_000_000);
  }

  void field(String name, String value) {
    part("Content-Disposition: form-data; name=\"%s\"\r\n\r\n".formatted(quoted(name)));
    text(value);
    text("\r\n");
  }

  void file(String name, String type, byte[] content, Dice dice, boolean hostile) {
    String called =
        hostile
            ? dice.one(List.of("../../evil.jsp", "a\u0000.jpg", "<fz-n>.jpg", "", "x.php", "%00"))
            : "photo.jpg";
    part(
        "Content-Disposition: form-data; name=\"%s\"; filename=\"%s\"\r\nContent-Type: %s\r\n\r\n"
            .formatted(quoted(name), quoted(called), type));
    all.writeBytes(content);
    text("\r\n");
  }

  private void part(String head) {
    text("--" + boundary + "\r\n" + head);
  }

  private static String quoted(String name) {
    return name.replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
  }

  private void text(String text) {
    all.writeBytes(text.getBytes(StandardCharsets.UTF_8));
  }

  String type() {
    return "multipart/form-data; boundary=" + boundary;
  }

  byte[] bytes() {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(all.toByteArray());
    whole.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.US_ASCII));
    return whole.toByteArray();
  }
}
