package io.retour.webhooks;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;

/**
 * Which addresses belong to the public internet. Whoever may name an address that we connect to
 * must not reach what only we can reach: this machine, its network, the cloud's metadata service
 * (SSRF). The ranges are those of the IANA special-purpose address registries (RFC 6890).
 */
final class PublicAddress {

  private record Range(byte[] from, int bits) {

    static Range of(String text) {
      String[] parts = text.split("/");
      try {
        // a number needs no look-up
        return new Range(InetAddress.getByName(parts[0]).getAddress(), Integer.parseInt(parts[1]));
      } catch (UnknownHostException impossible) {
        throw new IllegalStateException(text, impossible);
      }
    }

    boolean contains(byte[] address) {
      if (address.length != from.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 0x80 >> (bit % 8);
        if ((address[bit / 8] & mask) != (from[bit / 8] & mask)) {
          return false;
        }
      }
      return true;
    }
  }

  private static final List<Range> NOT_PUBLIC =
      List.of(
          Range.of("0.0.0.0/8"),
          Range.of("10.0.0.0/8"),
          // carriers' own networks, and metadata services of some clouds
          Range.of("100.64.0.0/10"),
          Range.of("127.0.0.0/8"),
          // link-local; 169.254.169.254 is the metadata service of most clouds
          Range.of("169.254.0.0/16"),
          Range.of("172.16.0.0/12"),
          Range.of("192.0.0.0/24"),
          Range.of("192.0.2.0/24"),
          Range.of("192.88.99.0/24"),
          Range.of("192.168.0.0/16"),
          Range.of("198.18.0.0/15"),
          Range.of("198.51.100.0/24"),
          Range.of("203.0.113.0/24"),
          // multicast and reserved
          Range.of("224.0.0.0/3"),
          // what of the global range is set aside: protocols (Teredo), documentation, 6to4
          Range.of("2001:0:0:0:0:0:0:0/23"),
          Range.of("2001:db8:0:0:0:0:0:0/32"),
          Range.of("2002:0:0:0:0:0:0:0/16"),
          Range.of("3fff:0:0:0:0:0:0:0/20"));

  /** All of IPv6 that is given out for the internet; what lies outside is never public. */
  private static final Range GLOBAL = Range.of("2000:0:0:0:0:0:0:0/3");

  /** An address of IPv4 as networks without IPv4 reach it (RFC 6052). */
  private static final Range TRANSLATED = Range.of("64:ff9b:0:0:0:0:0:0/96");

  private PublicAddress() {}

  static boolean is(InetAddress address) {
    byte[] bytes = address.getAddress();
    if (TRANSLATED.contains(bytes)) {
      return isPublic(Arrays.copyOfRange(bytes, 12, 16));
    }
    return isPublic(bytes) && (address instanceof Inet4Address || GLOBAL.contains(bytes));
  }

  private static boolean isPublic(byte[] bytes) {
    return NOT_PUBLIC.stream().noneMatch(range -> range.contains(bytes));
  }
}
