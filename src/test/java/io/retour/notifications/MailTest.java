package io.retour.notifications;

import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.BinaryBitmap;
import com.google.zxing.MultiFormatReader;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.Result;
import com.google.zxing.common.HybridBinarizer;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.retour.logistics.Parcels;
import io.retour.notifications.MailOutbox.Due;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.returns.ReturnCase;
import io.retour.returns.Returns;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Behaviour;
import io.retour.simulators.Simulators.Simulator;
import io.retour.testing.Confirmed;
import io.retour.testing.Statements;
import io.retour.testing.TestClock;
import io.retour.withdrawal.Statement;
import io.retour.withdrawal.Withdrawals;
import jakarta.mail.BodyPart;
import jakarta.mail.MessagingException;
import jakarta.mail.Multipart;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.rendering.ImageType;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.bean.override.convention.TestBean;

/** Mails to shoppers over a real SMTP server that is not always there. */
@SpringBootTest(properties = "retour.mail-interval=PT1H")
class MailTest {

  private static final int PORT = freePort();

  @Autowired Notifications notifications;
  @Autowired Mailer mailer;
  @Autowired Simulators simulators;

  @Autowired
  @Qualifier("smtpServer")
  MailServer smtp;

  @Autowired Orders orders;
  @Autowired Returns returns;
  @Autowired Parcels parcels;
  @Autowired Withdrawals withdrawals;
  @Autowired JdbcClient jdbc;
  @Autowired MailOutbox outbox;
  @Autowired MailProperties settings;
  @TestBean Clock clock;

  private final GreenMail server =
      new GreenMail(new ServerSetup(PORT, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

  static Clock clock() {
    return new TestClock();
  }

  @DynamicPropertySource
  static void mailServer(DynamicPropertyRegistry properties) {
    properties.add("spring.mail.port", () -> PORT);
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException none) {
      throw new UncheckedIOException(none);
    }
  }

  @BeforeEach
  void nothingWaits() {
    jdbc.sql("delete from message").update();
  }

  @AfterEach
  void stop() {
    server.stop();
    ((TestClock) clock).reset();
  }

  private void pass(Duration time) {
    ((TestClock) clock).pass(time);
  }

  private ReturnCase registered() {
    Order order = order().line("TEE-M", 1, 2495).build();
    orders.add(order);
    return returns.register(Confirmed.onePieceOf(order));
  }

  private ReturnCase withLabelMail() throws Exception {
    ReturnCase registered = registered();
    parcels.createLabel(registered.id());
    notifications.send(registered.id(), "label-ready", "");
    return registered;
  }

  private List<MimeMessage> received() {
    return List.of(server.getReceivedMessages());
  }

  @Test
  void losesNothingWhileTheMailServerIsAwayAndSendsItOnceWhenItIsBack() throws Exception {
    ReturnCase one = withLabelMail();
    ReturnCase other = withLabelMail();

    mailer.sendDue();
    mailer.sendDue();

    for (ReturnCase each : List.of(one, other)) {
      assertThat(notifications.of(each.id()))
          .singleElement()
          .satisfies(
              message -> {
                assertThat(message.sentAt()).isEmpty();
                assertThat(message.lastError()).isNotBlank();
              });
    }

    server.start();
    mailer.sendDue();
    assertThat(received()).as("the next try is not due yet").isEmpty();

    pass(Duration.ofMinutes(1));
    mailer.sendDue();
    mailer.sendDue();
    pass(Duration.ofHours(1));
    mailer.sendDue();

    assertThat(received()).hasSize(2);
    assertThat(notifications.of(one.id()))
        .singleElement()
        .satisfies(
            message -> {
              assertThat(message.sentAt()).isPresent();
              assertThat(message.lastError()).isEmpty();
            });
  }

  @Test
  void comesFromTheBrandAndAnswersGoToItsContact() throws Exception {
    withLabelMail();
    server.start();

    mailer.sendDue();

    assertThat(received())
        .singleElement()
        .satisfies(
            mail -> {
              assertThat(mail.getFrom())
                  .containsExactly(new InternetAddress("returns@localhost", "Lumen"));
              assertThat(((InternetAddress) mail.getFrom()[0]).getPersonal()).isEqualTo("Lumen");
              assertThat(mail.getReplyTo())
                  .containsExactly(new InternetAddress("help@lumen.example"));
            });
  }

  /** The same words for who reads text, and in the brand's look for who reads pages. */
  @Test
  void bringsItsWordsAsTextAndAsAPage() throws Exception {
    ReturnCase registered = registered();
    notifications.send(registered.id(), "return-cancelled", "");
    server.start();

    mailer.sendDue();

    MimeMessage mail = received().getFirst();
    String body = notifications.of(registered.id()).getFirst().body();
    assertThat(mail.getContentType()).startsWith("multipart/alternative");
    Multipart parts = (Multipart) mail.getContent();
    assertThat(parts.getCount()).isEqualTo(2);
    assertThat(parts.getBodyPart(0).getContentType())
        .startsWith("text/plain")
        .containsIgnoringCase("utf-8");
    assertThat(String.valueOf(parts.getBodyPart(0).getContent()).replace("\r\n", "\n"))
        .isEqualTo(body);
    assertThat(parts.getBodyPart(1).getContentType())
        .startsWith("text/html")
        .containsIgnoringCase("utf-8");
    String link = body.substring(body.indexOf("http")).strip();
    assertThat(String.valueOf(parts.getBodyPart(1).getContent()))
        .contains(
            "Your return %s is cancelled".formatted(registered.rmaNumber()),
            "href=\"" + link + "\"",
            "See your return",
            "#4a3fb5",
            "mailto:help@lumen.example");
  }

  /** It waited while Retour was replaced by one that writes pages. */
  @Test
  void sendsAMailOfBeforeAsTheTextThatItIs() throws Exception {
    ReturnCase registered = registered();
    notifications.send(registered.id(), "return-cancelled", "");
    jdbc.sql("update message set language = default, link = default, link_says = default").update();
    server.start();

    mailer.sendDue();

    assertThat(received())
        .singleElement()
        .satisfies(
            mail -> {
              assertThat(mail.getContentType()).startsWith("text/plain");
              assertThat(String.valueOf(mail.getContent())).contains(registered.rmaNumber());
            });
  }

  @Test
  void givesUpAMailThatNobodyTakesForDaysAndSaysSo() throws Exception {
    ReturnCase bad = withLabelMail();
    jdbc.sql("update message set recipient = 'no address at all'").update();
    server.start();
    for (int tries = 1; tries < 20; tries++) {
      mailer.sendDue();
      pass(Duration.ofMinutes(31));
    }
    pass(Duration.ofDays(5));
    assertThat(notifications.of(bad.id()).getFirst().state()).isEqualTo("waiting");

    mailer.sendDue();

    assertThat(notifications.of(bad.id()).getFirst().state()).isEqualTo("not delivered");
    assertThat(notifications.of(bad.id()).getFirst().lastError()).isNotBlank();
    int tries = jdbc.sql("select attempts from message").query(Integer.class).single();
    pass(Duration.ofDays(1));
    mailer.sendDue();
    assertThat(jdbc.sql("select attempts from message").query(Integer.class).single())
        .as("it is left alone")
        .isEqualTo(tries);
  }

  @Test
  void givesNothingUpAfterOneFailureWhenRetourItselfWasAwayForLong() throws Exception {
    ReturnCase waiting = withLabelMail();
    pass(Duration.ofDays(30));

    mailer.sendDue();

    assertThat(notifications.of(waiting.id()).getFirst().state()).isEqualTo("waiting");
    server.start();
    pass(Duration.ofMinutes(31));
    mailer.sendDue();
    assertThat(notifications.of(waiting.id()).getFirst().state()).isEqualTo("sent");
  }

  @Test
  void waitsLongerEachTimeButNeverForEver() throws Exception {
    withLabelMail();

    for (int i = 0; i < 14; i++) {
      mailer.sendDue();
      pass(Duration.ofMinutes(31));
    }

    assertThat(jdbc.sql("select attempts from message").query(Integer.class).single())
        .isEqualTo(14);
    server.start();
    mailer.sendDue();
    assertThat(received()).hasSize(1);
  }

  /** CRD Art. 11a(4): a durable medium, readable without any program but the mail's. */
  @Test
  void sendsAnAcknowledgementWithTheSameAsATextFile() throws Exception {
    Statement statement = withdrawals.state(Statements.of("L-4711 ünd", "sam@example.org"));
    server.start();

    mailer.sendDue();

    MimeMessage mail = received().getFirst();
    assertThat(mail.getAllRecipients()).extracting(Object::toString).contains("sam@example.org");
    BodyPart file = attachment(mail);
    Multipart words = (Multipart) ((Multipart) mail.getContent()).getBodyPart(0).getContent();
    assertThat(String.valueOf(words.getBodyPart(0).getContent()).replace("\r\n", "\n"))
        .isEqualTo(notifications.of(statement.id()).getFirst().body());
    assertThat(String.valueOf(words.getBodyPart(1).getContent()))
        .contains("L-4711 ünd", statement.id().toString());
    assertThat(file.getFileName()).isEqualTo("withdrawal-" + statement.id() + ".txt");
    assertThat(file.getContentType()).startsWith("text/plain").containsIgnoringCase("utf-8");
    assertThat(String.valueOf(file.getContent()).replace("\r\n", "\n"))
        .isEqualTo(notifications.of(statement.id()).getFirst().body())
        .contains("L-4711 ünd", statement.id().toString());
  }

  /** What somebody wrote as contact holds up neither the statement nor other mails. */
  @Test
  void keepsAStatementWhoseAddressIsNone() throws Exception {
    Statement statement = withdrawals.state(Statements.of("L-1", "06 12345678, ask for Sam"));
    Statement other = withdrawals.state(Statements.of("L-2", "sam@example.org"));
    server.start();

    mailer.sendDue();

    assertThat(received()).hasSize(1);
    assertThat(notifications.of(other.id()).getFirst().sentAt()).isPresent();
    assertThat(notifications.of(statement.id()).getFirst().lastError()).isNotBlank();
    assertThat(withdrawals.get(statement.id())).isEqualTo(statement);
  }

  @Test
  void severalCopiesOfRetourSendAMailOnce() throws Exception {
    for (int i = 0; i < 30; i++) {
      notifications.send(registered().id(), "return-cancelled", "");
    }
    server.start();

    try (ExecutorService copies = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int i = 0; i < 5; i++) {
        copies.execute(mailer::sendDue);
      }
    }
    mailer.sendDue();

    assertThat(received()).hasSize(30);
    assertThat(received())
        .extracting(mail -> mail.getHeader("Message-ID")[0])
        .doesNotHaveDuplicates();
  }

  /** It died between sending and noting: the second mail has the first one's id. */
  @Test
  void sendsAtMostOneMailAgainAfterACrashAndUnderTheSameId() throws Exception {
    withLabelMail();
    withLabelMail();
    server.start();
    Mailer dies =
        new Mailer(outbox, this::diesAfterSending, clock, settings, new SimpleMeterRegistry());
    assertThatThrownBy(dies::sendDue).isInstanceOf(PowerCut.class);
    assertThat(received()).hasSize(1);

    pass(Duration.ofMinutes(6));
    mailer.sendDue();

    assertThat(received()).hasSize(3);
    assertThat(received().stream().map(MailTest::messageId).distinct()).hasSize(2);
  }

  /** The mail arrived, and nobody said so: it goes out again, and is known by its id. */
  @Test
  void sendsAMailAgainUnderTheSameIdWhenTheAnswerIsLost() throws Exception {
    withLabelMail();
    server.start();
    simulators.set(Simulator.MAIL, Behaviour.LOSE_ANSWER, 1);
    mailer.sendDue();

    pass(Duration.ofMinutes(1));
    mailer.sendDue();
    pass(Duration.ofHours(1));
    mailer.sendDue();

    assertThat(received()).hasSize(2);
    assertThat(received().stream().map(MailTest::messageId).distinct()).hasSize(1);
  }

  private static String messageId(MimeMessage mail) {
    try {
      return mail.getMessageID();
    } catch (MessagingException unreadable) {
      throw new IllegalStateException(unreadable);
    }
  }

  private void diesAfterSending(Due mail) {
    smtp.send(mail);
    throw new PowerCut();
  }

  private static final class PowerCut extends Error {

    private static final long serialVersionUID = 1L;
  }

  @Test
  void writesATemplateOncePerReturnAndOccasion() {
    ReturnCase registered = registered();

    notifications.send(registered.id(), "return-cancelled", "");
    notifications.send(registered.id(), "return-cancelled", "");
    notifications.send(registered.id(), "return-cancelled", "again");

    assertThat(notifications.of(registered.id())).hasSize(2);
  }

  @Test
  void oneBadAddressHoldsNobodyUp() throws Exception {
    ReturnCase bad = withLabelMail();
    jdbc.sql("update message set recipient = 'no address at all'").update();
    ReturnCase good = withLabelMail();
    server.start();

    mailer.sendDue();

    assertThat(received()).hasSize(1);
    assertThat(notifications.of(good.id()).getFirst().sentAt()).isPresent();
    assertThat(notifications.of(bad.id()).getFirst().sentAt()).isEmpty();
    assertThat(notifications.of(bad.id()).getFirst().lastError()).isNotBlank();
  }

  @Test
  void attachesALabelThatAScannerReads() throws Exception {
    server.start();
    ReturnCase registered = withLabelMail();
    mailer.sendDue();

    MimeMessage mail = received().getFirst();
    assertThat(mail.getSubject()).contains(registered.rmaNumber());
    BodyPart attachment = attachment(mail);
    assertThat(attachment.getFileName())
        .isEqualTo("return-label-" + registered.rmaNumber() + ".pdf");
    assertThat(attachment.getContentType()).startsWith("application/pdf");
    byte[] pdf = attachment.getInputStream().readAllBytes();

    Result barcode = barcode(pdf);
    assertThat(barcode.getBarcodeFormat()).isEqualTo(BarcodeFormat.CODE_128);
    assertThat(barcode.getText())
        .isEqualTo(parcels.ofReturn(registered.id()).getFirst().trackingNumber());
    assertThat(text(pdf)).contains(registered.rmaNumber(), barcode.getText(), "5026AA");
  }

  private static BodyPart attachment(MimeMessage mail) throws Exception {
    Multipart parts = (Multipart) mail.getContent();
    assertThat(parts.getCount()).isEqualTo(2);
    return parts.getBodyPart(1);
  }

  /** As a hand scanner sees the label: printed at 203 dpi, black and white. */
  private static Result barcode(byte[] pdf) throws Exception {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      assertThat(document.getNumberOfPages()).isEqualTo(1);
      BufferedImage label = new PDFRenderer(document).renderImageWithDPI(0, 203, ImageType.RGB);
      int[] pixels =
          label.getRGB(0, 0, label.getWidth(), label.getHeight(), null, 0, label.getWidth());
      return new MultiFormatReader()
          .decode(
              new BinaryBitmap(
                  new HybridBinarizer(
                      new RGBLuminanceSource(label.getWidth(), label.getHeight(), pixels))));
    }
  }

  private static String text(byte[] pdf) throws IOException {
    try (PDDocument document = Loader.loadPDF(pdf)) {
      return new PDFTextStripper().getText(document);
    }
  }
}
