package io.retour.webhooks;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;

/** The addresses behind a host's name, as they are at this moment. */
public interface HostAddresses {

  List<InetAddress> of(String host) throws UnknownHostException;
}
