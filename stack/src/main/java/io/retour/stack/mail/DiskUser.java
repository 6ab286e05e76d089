package io.retour.stack.mail;

import com.icegreen.greenmail.user.GreenMailUser;
import jakarta.mail.internet.MimeMessage;

/** The parts of a mail user that mean nothing to somebody who never logs in. */
abstract class DiskUser implements GreenMailUser {
  @Override
  public void deliver(MimeMessage message) {
    throw new UnsupportedOperationException("mail comes by SMTP only");
  }

  @Override
  public String getEmail() {
    return "everyone@localhost";
  }

  @Override
  public String getLogin() {
    return getEmail();
  }

  @Override
  public void create() {}

  @Override
  public void delete() {}

  @Override
  public String getPassword() {
    return "";
  }

  @Override
  public void setPassword(String password) {}

  @Override
  public void authenticate(String password) {}

  @Override
  public String getQualifiedMailboxName() {
    return getEmail();
  }
}
