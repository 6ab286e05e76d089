package io.retour.webhooks.http;

import io.retour.webhooks.HostAddresses;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * The names that this machine knows. A look-up holds the thread of the system that it runs on, and
 * whoever owns a name says how long it takes; so it runs on few threads of its own and not on those
 * that carry all others, and nobody waits long for it.
 */
@Component
class SystemNames implements HostAddresses {

  /** How a name is looked up. */
  interface LookUp {

    InetAddress[] addresses(String host) throws UnknownHostException;
  }

  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final int MOST_AT_ONCE = 32;

  private final LookUp lookUp;
  private final Duration patience;
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          MOST_AT_ONCE,
          30,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          Thread.ofPlatform().daemon().name("webhook-names-", 0).factory());

  @Autowired
  SystemNames() {
    this(InetAddress::getAllByName, PATIENCE);
  }

  SystemNames(LookUp lookUp, Duration patience) {
    this.lookUp = lookUp;
    this.patience = patience;
  }

  @Override
  public List<InetAddress> of(String host) throws UnknownHostException {
    try {
      Future<InetAddress[]> found = threads.submit(() -> lookUp.addresses(host));
      return List.of(found.get(patience.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException | TimeoutException | RejectedExecutionException notFound) {
      throw new UnknownHostException(host);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new UnknownHostException(host);
    }
  }
}
