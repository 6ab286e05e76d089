package io.retour.notifications.simulator;

import io.retour.notifications.MailOutbox.Due;
import io.retour.notifications.MailServer;
import io.retour.simulators.Simulators;
import io.retour.simulators.Simulators.Simulator;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Primary;
import org.springframework.stereotype.Component;

/** Stands before the real mail server and makes the trouble that one cannot be asked for. */
@Component
@Primary
@ConditionalOnProperty(name = "retour.mail", havingValue = "simulated", matchIfMissing = true)
class SimulatedMailTrouble implements MailServer {

  private final Simulators simulators;
  private final MailServer server;

  SimulatedMailTrouble(Simulators simulators, @Qualifier("smtpServer") MailServer server) {
    this.simulators = simulators;
    this.server = server;
  }

  @Override
  public void send(Due mail) {
    switch (simulators.next(Simulator.MAIL)) {
      case FAIL -> throw new NotSent("The mail server does not answer");
      case REFUSE -> throw new NotSent("550 mailbox unavailable");
      case LOSE_ANSWER -> {
        server.send(mail);
        throw new NotSent("The mail server's answer was lost");
      }
      default -> server.send(mail);
    }
  }
}
