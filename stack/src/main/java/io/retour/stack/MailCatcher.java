package io.retour.stack;

import io.retour.stack.mail.MailServer;
import java.util.List;
import java.util.Map;

/** Takes every mail that Retour sends and shows it on a web page; nothing leaves the machine. */
final class MailCatcher implements Component {
  private final Settings settings;

  MailCatcher(Settings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "mail";
  }

  @Override
  public List<Port> ports() {
    return List.of(Port.MAIL_SMTP, Port.MAIL_WEB);
  }

  @Override
  public String address() {
    return settings.publicUrl(Port.MAIL_WEB);
  }

  @Override
  public int memoryInMegabytes() {
    return 100;
  }

  @Override
  public Launch launch() {
    var command =
        JavaCommand.withHeap(64)
            .quickStart()
            .main(
                MailServer.class,
                settings.data(name()),
                settings.data(name()).resolve("messages").toString(),
                Integer.toString(settings.port(Port.MAIL_SMTP)),
                Integer.toString(settings.port(Port.MAIL_WEB)));
    return Launch.of(command, Map.of());
  }

  @Override
  public boolean isReady() {
    return Probe.answersOk(settings.localUrl(Port.MAIL_WEB) + "/")
        && Probe.greets(settings.port(Port.MAIL_SMTP));
  }
}
