package io.retour.webhooks.http;

import io.retour.webhooks.HostAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.springframework.stereotype.Component;

/** The names that this machine knows. */
@Component
class SystemNames implements HostAddresses {

  @Override
  public List<InetAddress> of(String host) throws UnknownHostException {
    return List.of(InetAddress.getAllByName(host));
  }
}
