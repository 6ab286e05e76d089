package io.retour.stack.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MailTest {
  @TempDir Path directory;

  private MailStore store;
  private HttpServer web;

  @BeforeEach
  void start() throws Exception {
    store = new MailStore(directory);
    web = MailWeb.start(store, 0);
  }

  @AfterEach
  void stop() {
    web.stop(0);
  }

  @Test
  void keepsAMessageOnceForAllItsRecipients() throws Exception {
    var message = message("Your return");

    store.keep(message);
    store.keep(message);

    assertEquals(1, store.size());
  }

  @Test
  void listsTheNewestFirstAndSurvivesARestart() throws Exception {
    store.keep(message("one"));
    store.keep(message("two"));

    var again = new MailStore(directory);

    assertEquals("two", again.newest(10).getFirst().subject());
    assertEquals(2, again.size());
  }

  @Test
  void takesAMessageApart() throws Exception {
    store.keep(message("Je retour is ontvangen \u2714"));

    var mail = store.find(store.newest(1).getFirst().id()).orElseThrow();

    assertEquals("Je retour is ontvangen \u2714", mail.summary().subject());
    assertEquals("Hello Zo\u00eb", mail.text());
    assertEquals("<p>Hello <b>Zo\u00eb</b></p>", mail.html());
    assertEquals("label.pdf", mail.attachments().getFirst().name());
  }

  @Test
  void offersJson() throws Exception {
    store.keep(message("A \"quoted\" subject"));

    var json = get("/api/messages").body();

    assertTrue(json.contains("\"subject\":\"A \\\"quoted\\\" subject\""), json);
    assertTrue(json.contains("\"to\":[\"zoe@example.org\"]"), json);
  }

  @Test
  void nothingFromAMessageRunsInThePage() throws Exception {
    store.keep(message("<script>alert(1)</script>"));
    var id = store.newest(1).getFirst().id();

    assertFalse(get("/").body().contains("<script>"));
    assertFalse(get("/messages/" + id).body().contains("<script>"));
    var html = get("/messages/" + id + "/html");
    assertTrue(
        html.headers().firstValue("Content-Security-Policy").orElseThrow().contains("sandbox"));
  }

  @Test
  void handsOutAttachments() throws Exception {
    store.keep(message("with a label"));
    var id = store.newest(1).getFirst().id();

    assertEquals("%PDF", get("/messages/" + id + "/attachments/0").body());
    assertEquals(404, get("/messages/" + id + "/attachments/1").statusCode());
    assertEquals(404, get("/messages/..%2f/html").statusCode());
  }

  private HttpResponse<String> get(String path) throws Exception {
    var uri = URI.create("http://127.0.0.1:" + web.getAddress().getPort() + path);
    try (var client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }
  }

  private static MimeMessage message(String subject) throws Exception {
    var text = new MimeBodyPart();
    text.setText("Hello Zo\u00eb", "utf-8");
    var html = new MimeBodyPart();
    html.setContent("<p>Hello <b>Zo\u00eb</b></p>", "text/html; charset=utf-8");
    var both = new MimeMultipart("alternative", text, html);
    var body = new MimeBodyPart();
    body.setContent(both);
    var label = new MimeBodyPart();
    label.setText("%PDF");
    label.setFileName("label.pdf");

    var message = new MimeMessage(Session.getInstance(new Properties()));
    message.setFrom("returns@retour.example");
    message.setRecipient(Message.RecipientType.TO, new InternetAddress("zoe@example.org"));
    message.setSubject(subject, "utf-8");
    message.setContent(new MimeMultipart("mixed", body, label));
    message.saveChanges();
    return message;
  }
}
