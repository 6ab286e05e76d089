package io.retour.refunds.http;

import io.retour.shared.Problem;
import java.io.IOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.support.RestClientAdapter;
import org.springframework.web.service.invoker.HttpServiceProxyFactory;

/**
 * Calls to a payment provider. One call is one request: nothing is repeated here, because who asks
 * again has to do so with the same key, and after the key's time only after asking what became of
 * the first. No answer, 429 and 5xx are "not now"; any other 4xx is left to the connector, which
 * knows its provider's words.
 */
public final class ProviderCalls {

  /** Nobody waits longer because a provider says so. */
  private static final long LONGEST_WAIT_SECONDS = Duration.ofHours(1).toSeconds();

  private ProviderCalls() {}

  /**
   * A client for an interface of Spring's HTTP exchanges.
   *
   * @param provider the provider as people read it in messages
   * @param headers sets what every request carries; never logged
   */
  public static <T> T client(
      Class<T> api,
      RestClient.Builder builder,
      String provider,
      CallLimits limits,
      Consumer<HttpHeaders> headers) {
    JdkClientHttpRequestFactory requests =
        new JdkClientHttpRequestFactory(
            HttpClient.newBuilder()
                .connectTimeout(limits.connect())
                // a secret goes to nobody but who it is for
                .followRedirects(HttpClient.Redirect.NEVER)
                .build());
    requests.setReadTimeout(limits.read());
    RestClient client =
        builder
            .clone()
            .baseUrl(limits.url())
            .requestFactory(requests)
            .defaultHeaders(headers)
            .requestInterceptor(
                (request, body, execution) -> {
                  try {
                    return execution.execute(request, body);
                  } catch (IOException silence) {
                    throw Problem.unavailable("provider-away", provider + " does not answer.");
                  }
                })
            .defaultStatusHandler(
                ProviderCalls::notNow,
                (request, answer) -> {
                  throw notNow(provider, answer.getStatusCode(), answer.getHeaders());
                })
            .build();
    return HttpServiceProxyFactory.builderFor(RestClientAdapter.create(client))
        .build()
        .createClient(api);
  }

  private static boolean notNow(HttpStatusCode status) {
    // a redirect leads elsewhere, and nobody but the provider knows whether it did what was asked
    return status.is3xxRedirection()
        || status.is5xxServerError()
        || status.isSameCodeAs(HttpStatus.TOO_MANY_REQUESTS);
  }

  private static Problem notNow(String provider, HttpStatusCode status, HttpHeaders headers) {
    String sentence = "%s answers %d; ask again.".formatted(provider, status.value());
    Duration wait = retryAfter(headers.getFirst(HttpHeaders.RETRY_AFTER));
    return wait == null
        ? Problem.unavailable("provider-away", sentence)
        : Problem.unavailable("provider-away", sentence, wait);
  }

  /** Seconds only: no provider here sends a date. */
  private static @Nullable Duration retryAfter(@Nullable String header) {
    return header != null && header.matches("\\d{1,9}")
        ? Duration.ofSeconds(Math.min(Long.parseLong(header), LONGEST_WAIT_SECONDS))
        : null;
  }

  /**
   * Whether a 4xx is about us and not about the refund: a key that does not count, or a payment
   * that belongs to another account. Nothing can be said of the refund then.
   */
  public static boolean isAboutUs(HttpClientErrorException answer) {
    return answer.getStatusCode().isSameCodeAs(HttpStatus.UNAUTHORIZED)
        || answer.getStatusCode().isSameCodeAs(HttpStatus.FORBIDDEN)
        || answer.getStatusCode().isSameCodeAs(HttpStatus.NOT_FOUND);
  }

  /**
   * What a person reads when the provider does not know us or the payment.
   *
   * @param words the provider's own
   */
  public static IllegalStateException aboutUs(
      String provider, HttpClientErrorException answer, String words) {
    return new IllegalStateException(
        "%s answers %d: %s Look at the connector's settings."
            .formatted(provider, answer.getStatusCode().value(), words));
  }
}
