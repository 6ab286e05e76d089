package io.retour.webhooks.http;

import io.retour.webhooks.Courier;
import io.retour.webhooks.Destinations;
import io.retour.webhooks.WebhookProperties;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.HttpHostConnectException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.Closer;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.stereotype.Component;

/**
 * Posts a message. It connects to the very addresses that were just checked, each time anew: no
 * connection is kept and no redirect followed, so what a name or a receiver says later leads
 * nowhere else. Of the answer only status and headers are read.
 */
@Component
class HttpCourier implements Courier, DisposableBean {

  private static final int MOST_ADDRESSES = 3;
  private static final int MOST_CONNECTIONS = 500;
  private static final int MOST_HEADERS = 100;
  private static final int LONGEST_LINE = 8192;

  private final CloseableHttpClient http;
  private final Duration timeout;

  /** Ends what takes too long, whatever it is waiting for. */
  private final ScheduledExecutorService deadlines =
      Executors.newSingleThreadScheduledExecutor(
          Thread.ofPlatform().daemon().name("webhook-deadlines").factory());

  HttpCourier(Destinations destinations, WebhookProperties properties) {
    this.timeout = properties.timeout();
    Timeout each = Timeout.of(properties.timeout());
    this.http =
        HttpClients.custom()
            .setConnectionManager(
                PoolingHttpClientConnectionManagerBuilder.create()
                    .setDnsResolver(new CheckedNames(destinations))
                    .setConnectionFactory(
                        ManagedHttpClientConnectionFactory.builder()
                            .http1Config(
                                Http1Config.custom()
                                    .setMaxHeaderCount(MOST_HEADERS)
                                    .setMaxLineLength(LONGEST_LINE)
                                    .build())
                            .build())
                    .setDefaultConnectionConfig(
                        ConnectionConfig.custom()
                            .setConnectTimeout(Timeout.of(properties.connectTimeout()))
                            .setSocketTimeout(each)
                            .build())
                    .setMaxConnTotal(MOST_CONNECTIONS)
                    .setMaxConnPerRoute(MOST_CONNECTIONS)
                    .build())
            .setDefaultRequestConfig(RequestConfig.custom().setResponseTimeout(each).build())
            .setConnectionReuseStrategy((request, response, context) -> false)
            .setUserAgent("Retour-Webhooks/1")
            .disableRedirectHandling()
            .disableAutomaticRetries()
            .disableCookieManagement()
            .disableAuthCaching()
            .disableContentCompression()
            .build();
  }

  @Override
  public Answer carry(URI to, Map<String, String> headers, String body) throws NoAnswer {
    HttpPost post = new HttpPost(to);
    headers.forEach(post::setHeader);
    post.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
    AtomicBoolean late = new AtomicBoolean();
    ScheduledFuture<?> deadline =
        deadlines.schedule(
            () -> {
              late.set(true);
              post.cancel();
            },
            timeout.toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      ClassicHttpResponse response = http.executeOpen(HttpHost.create(to), post, null);
      Answer answer = new Answer(response.getCode(), retryAfter(response));
      // nobody reads the body; closing politely would
      post.cancel();
      Closer.closeQuietly(response);
      return answer;
    } catch (IOException | CancellationException failed) {
      throw new NoAnswer(late.get() ? tooLate() : words(failed));
    } finally {
      deadline.cancel(false);
    }
  }

  private static @Nullable Duration retryAfter(ClassicHttpResponse response) {
    Header header = response.getFirstHeader("Retry-After");
    return header != null && header.getValue() != null && header.getValue().matches("[0-9]{1,6}")
        ? Duration.ofSeconds(Long.parseLong(header.getValue()))
        : null;
  }

  private String tooLate() {
    return "no answer within %d s".formatted(Math.max(1, timeout.toSeconds()));
  }

  /** What the receiver's own words are is not told: they may be anybody's. */
  private String words(Exception failed) {
    return switch (failed) {
      case Destinations.Refused refused -> "the host has an address that is not public";
      case UnknownHostException unknown -> "the host's name is not known";
      case SSLException tls -> "no secure connection: look at the certificate";
      case HttpHostConnectException refused -> "nobody listens there";
      case ConnectException refused -> "nobody listens there";
      case InterruptedIOException slow -> tooLate();
      default -> "the connection broke";
    };
  }

  @Override
  public void destroy() throws IOException {
    deadlines.shutdownNow();
    http.close();
  }

  /** The client asks here for the addresses it then connects to. */
  private record CheckedNames(Destinations destinations) implements DnsResolver {

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
      return destinations.addresses(host).stream()
          .limit(MOST_ADDRESSES)
          .toArray(InetAddress[]::new);
    }

    @Override
    public String resolveCanonicalHostname(String host) {
      return host;
    }
  }
}
