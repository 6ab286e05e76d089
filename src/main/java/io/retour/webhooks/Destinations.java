package io.retour.webhooks;

import io.retour.shared.Problem;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/**
 * Where we send to and where not. An address is checked when it is given, so that the integrator
 * hears of it, and whenever it is connected to, because a name can point elsewhere by then.
 */
@Component
public class Destinations {

  private static final int LONGEST = 500;

  /** A host whose last part looks like a number is one, in one of many ways to write it. */
  private static final Pattern ENDS_IN_A_NUMBER =
      Pattern.compile("(.*\\.)?(0[xX][0-9a-fA-F]*|[0-9]+)\\.?");

  private static final Pattern PLAIN_IPV4 =
      Pattern.compile("(0|[1-9][0-9]{0,2})(\\.(0|[1-9][0-9]{0,2})){3}");

  private final WebhookProperties properties;
  private final HostAddresses names;

  Destinations(WebhookProperties properties, HostAddresses names) {
    this.properties = properties;
    this.names = names;
  }

  /**
   * Looks whether we would send there now.
   *
   * @throws Problem that names the field {@code url}
   */
  URI checked(String text) {
    URI url = written(text);
    try {
      List<InetAddress> addresses = addresses(url.getHost());
      if (url.getScheme().equalsIgnoreCase("http") && !addresses.stream().allMatch(this::isOwn)) {
        throw httpsOnly();
      }
    } catch (Refused notPublic) {
      throw Problem.invalid(
          "webhook-host-not-public",
          "url",
          "%s is not an address of the public internet; events are sent to no other."
              .formatted(url.getHost()));
    } catch (UnknownHostException unknown) {
      throw Problem.invalid(
          "webhook-host-unknown",
          "url",
          "The name %s is not known: look whether it is written right.".formatted(url.getHost()));
    }
    return url;
  }

  /** The addresses of a host, when all of them may be connected to. */
  public List<InetAddress> addresses(String host) throws UnknownHostException {
    List<InetAddress> found = names.of(bare(host));
    if (found.isEmpty()) {
      throw new UnknownHostException(host);
    }
    if (!found.stream().allMatch(address -> PublicAddress.is(address) || isOwn(address))) {
      throw new Refused(host);
    }
    return found;
  }

  /** A host that has an address which is not public. */
  public static final class Refused extends UnknownHostException {

    private static final long serialVersionUID = 1L;

    Refused(String host) {
      super(host + " has an address that is not public");
    }
  }

  /** A literal of IPv6 stands in brackets. */
  private static String bare(String host) {
    return host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
  }

  private boolean isOwn(InetAddress address) {
    return properties.allowLoopback() && address.isLoopbackAddress();
  }

  private URI written(String text) {
    URI url = parsed(text);
    String scheme = url.getScheme().toLowerCase(Locale.ROOT);
    if (!scheme.equals("https") && !(properties.allowLoopback() && scheme.equals("http"))) {
      throw httpsOnly();
    }
    if (url.getRawUserInfo() != null) {
      throw Problem.invalid(
          "webhook-url-with-credentials",
          "url",
          "Leave name and password out of the address: the signature says who sends.");
    }
    if (url.getRawFragment() != null) {
      throw invalid();
    }
    String host = url.getHost();
    if (host.contains("%")
        || ENDS_IN_A_NUMBER.matcher(host).matches() && !PLAIN_IPV4.matcher(host).matches()) {
      throw Problem.invalid(
          "webhook-host-invalid", "url", "Give the host by its name, not as a number.");
    }
    int port = url.getPort() == -1 ? scheme.equals("https") ? 443 : 80 : url.getPort();
    if (!properties.ports().contains(port) && !properties.allowLoopback()) {
      throw Problem.invalid(
          "webhook-port-not-allowed",
          "url",
          "Port %d is not allowed; take one of %s."
              .formatted(
                  port,
                  String.join(
                      ", ", properties.ports().stream().sorted().map(String::valueOf).toList())));
    }
    return url;
  }

  private static URI parsed(String text) {
    if (text.length() > LONGEST) {
      throw Problem.invalid(
          "webhook-url-invalid", "url", "An address has up to %d characters.".formatted(LONGEST));
    }
    try {
      URI url = new URI(text.strip()).parseServerAuthority();
      if (url.getScheme() == null || url.getHost() == null) {
        throw invalid();
      }
      return url;
    } catch (URISyntaxException unreadable) {
      throw invalid();
    }
  }

  private static Problem invalid() {
    return Problem.invalid(
        "webhook-url-invalid",
        "url",
        "Give a whole address, such as https://shop.example/hooks/returns.");
  }

  private static Problem httpsOnly() {
    return Problem.invalid(
        "webhook-url-not-https", "url", "Give an address that begins with https://.");
  }
}
