package io.retour.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.retour.shared.Problem;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What we connect to and what not, whatever somebody writes. */
class DestinationsTest {

  private static final String PUBLIC = "93.184.216.34";

  private final Map<String, String> names = new HashMap<>(Map.of("shop.example", PUBLIC));
  private final Destinations destinations = new Destinations(settings(false), this::addresses);

  private static WebhookProperties settings(boolean allowLoopback) {
    return new WebhookProperties(
        "a key that is long enough for it 1",
        Set.of(443, 8443),
        allowLoopback,
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofDays(1),
        Duration.ofSeconds(1));
  }

  /** Numbers as the system reads them, names as this test says. */
  private List<InetAddress> addresses(String host) throws UnknownHostException {
    String known = names.get(host);
    if (known == null && !host.matches("[0-9.]+|.*:.*")) {
      throw new UnknownHostException(host);
    }
    return Arrays.asList(
        Arrays.stream((known == null ? host : known).split(" "))
            .map(DestinationsTest::number)
            .toArray(InetAddress[]::new));
  }

  private static InetAddress number(String text) {
    try {
      return InetAddress.getByName(text);
    } catch (UnknownHostException none) {
      throw new IllegalStateException(none);
    }
  }

  private String refused(String url) {
    try {
      destinations.checked(url);
      return "";
    } catch (Problem problem) {
      assertThat(problem.field()).isEqualTo("url");
      return problem.code();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://shop.example/hooks",
        "https://shop.example:8443/hooks?a=b",
        "https://93.184.216.34/hooks",
        "https://[2606:2800:220:1:248:1893:25c8:1946]/",
        "HTTPS://shop.example"
      })
  void sendsToPublicAddresses(String url) {
    assertThat(refused(url)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.255.255.254",
        "0.0.0.0",
        "0.1.2.3",
        "10.0.0.1",
        "100.64.0.1",
        "100.100.100.200",
        "169.254.169.254",
        "169.254.170.2",
        "172.16.0.1",
        "172.31.255.255",
        "192.0.0.192",
        "192.0.2.1",
        "192.88.99.1",
        "192.168.1.1",
        "198.18.0.1",
        "198.51.100.7",
        "203.0.113.9",
        "224.0.0.1",
        "239.255.255.255",
        "240.0.0.1",
        "255.255.255.255",
        "::",
        "::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::ffff:a9fe:a9fe",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b::a9fe:a9fe",
        "64:ff9b:1::1",
        "100::1",
        "2001::1",
        "2001:db8::1",
        "2002:7f00:1::",
        "3fff::1",
        "5f00::1",
        "fc00::1",
        "fd00:ec2::254",
        "fe80::1",
        "fec0::1",
        "ff02::1"
      })
  void refusesWhatIsNotPublicAsANumberAndBehindAName(String address) {
    names.put("inside.example", address);

    assertThat(
            refused("https://%s/".formatted(address.contains(":") ? "[" + address + "]" : address)))
        .isEqualTo("webhook-host-not-public");
    assertThat(refused("https://inside.example/")).isEqualTo("webhook-host-not-public");
    assertThatThrownBy(() -> destinations.addresses("inside.example"))
        .isInstanceOf(Destinations.Refused.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "172.15.255.255",
        "172.32.0.1",
        "100.63.255.255",
        "100.128.0.1",
        "11.0.0.1",
        "169.253.1.1",
        "192.169.0.1",
        "223.255.255.254",
        "64:ff9b::5db8:d822",
        "2001:4860:4860::8888",
        "2a00:1450::1"
      })
  void takesWhatLiesBesideTheRanges(String address) {
    names.put("beside.example", address);

    assertThat(refused("https://beside.example/")).isEmpty();
  }

  @Test
  void refusesANameOfWhichOneAddressIsNotPublic() {
    names.put("mixed.example", PUBLIC + " 10.0.0.1");

    assertThat(refused("https://mixed.example/")).isEqualTo("webhook-host-not-public");
  }

  @Test
  void looksAgainAtEachTry() throws UnknownHostException {
    assertThat(refused("https://shop.example/")).isEmpty();
    names.put("shop.example", "169.254.169.254");

    assertThatThrownBy(() -> destinations.addresses("shop.example"))
        .isInstanceOf(Destinations.Refused.class);
  }

  @ParameterizedTest
  @CsvSource({
    "https://2130706433/, webhook-host-invalid",
    "https://0x7f000001/, webhook-host-invalid",
    "https://0x7f.1/, webhook-url-invalid",
    "https://0177.0.0.1/, webhook-host-invalid",
    "https://127.1/, webhook-url-invalid",
    "https://127.0.0.1./, webhook-url-invalid",
    "https://1.2.3.4.5/, webhook-url-invalid",
    "https://nowhere.example/, webhook-host-unknown",
    "https://localhost/, webhook-host-unknown",
    "http://shop.example/, webhook-url-not-https",
    "ftp://shop.example/, webhook-url-not-https",
    "file:///etc/passwd, webhook-url-invalid",
    "gopher://shop.example/, webhook-url-not-https",
    "https://sam:secret@shop.example/, webhook-url-with-credentials",
    "https://shop.example@10.0.0.1/, webhook-url-with-credentials",
    "https://shop.example:22/, webhook-port-not-allowed",
    "https://shop.example:8090/, webhook-port-not-allowed",
    "https://shop.example/#part, webhook-url-invalid",
    "https:///hooks, webhook-url-invalid",
    "https://, webhook-url-invalid",
    "shop.example/hooks, webhook-url-invalid",
    "'https://shop.example/a b', webhook-url-invalid",
    "'https://shop.example\\@10.0.0.1/', webhook-url-invalid",
    "https://[fe80::1%25eth0]/, webhook-host-invalid",
    "https://shöp.example/, webhook-url-invalid",
  })
  void saysWhatIsWrongWithAnAddress(String url, String code) {
    assertThat(refused(url)).isEqualTo(code);
  }

  @Test
  void sendsToThisMachineOnlyWhereThatIsAllowed() {
    Destinations local = new Destinations(settings(true), this::addresses);

    assertThatCode(() -> local.checked("http://127.0.0.1:9000/hooks")).doesNotThrowAnyException();
    assertThatThrownBy(() -> local.checked("http://shop.example/")).isInstanceOf(Problem.class);
    assertThatThrownBy(() -> local.checked("HTTP://shop.example/")).isInstanceOf(Problem.class);
    assertThatThrownBy(() -> local.checked("https://10.0.0.1/")).isInstanceOf(Problem.class);
    assertThatThrownBy(() -> local.checked("https://169.254.169.254/")).isInstanceOf(Problem.class);
    assertThat(settings(false).toString()).doesNotContain("long enough");
  }
}
