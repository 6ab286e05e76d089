package io.retour.shared;

import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Retour's own settings.
 *
 * @param publicUrl where shoppers and staff reach this application
 * @param operateUrl where Operate is, for links from the case file
 * @param tasklistUrl where Tasklist is, for links from the desk
 * @param tokenSecret signs shoppers' links; keep it secret and the same on all copies
 * @param carrierWebhookSecret carriers sign their webhooks with it (HMAC-SHA256)
 * @param paymentWebhookSecret payment providers sign their webhooks with it (HMAC-SHA256)
 * @param fullWarehouses warehouses that can take no more at the moment, by their names in the table
 *     "routing"
 * @param brands the shops' brands by id, each with its name, contact, account, host, look (accent,
 *     ground, corners, letters), logo, icon and greeting
 */
@ConfigurationProperties("retour")
public record RetourProperties(
    @DefaultValue("http://localhost:8090") URI publicUrl,
    @DefaultValue("http://localhost:8080/operate") URI operateUrl,
    @DefaultValue("http://localhost:8082/tasklist") URI tasklistUrl,
    String tokenSecret,
    String carrierWebhookSecret,
    String paymentWebhookSecret,
    @DefaultValue List<String> fullWarehouses,
    @DefaultValue Map<String, Brand> brands) {

  /**
   * A shop's brand, by its id in addresses.
   *
   * @param name what shoppers read
   * @param contact where shoppers can write to
   * @param account where shoppers pay back what was refunded too much, as a mail says it (holder
   *     and IBAN); empty when the contact tells it
   * @param host the brand's own domain (with a port if it is not the usual one), which opens its
   *     portal and stands in its mails; empty for pages below the public address
   * @param look its colours and type, on the portal and in mails
   * @param logo where its logo is, an SVG or PNG file, such as {@code file:/etc/retour/logo.svg};
   *     empty for the name in letters
   * @param icon where the picture for the browser's tab is, SVG or PNG; empty for Retour's
   * @param greeting what the portal begins with, by language (en, nl, de, fr)
   */
  public record Brand(
      String name,
      String contact,
      @DefaultValue("") String account,
      @DefaultValue("") String host,
      @DefaultValue Look look,
      @DefaultValue("") String logo,
      @DefaultValue("") String icon,
      @DefaultValue Map<String, String> greeting) {}

  /**
   * A brand's colours and type. White words stand on the accent, and links in it on the ground; a
   * colour on which that cannot be read is refused at the start.
   *
   * @param accent buttons, links and what is chosen
   * @param ground behind the pages
   * @param corners how round fields and cards are, in pixels from 0 to 24
   * @param letters the typeface
   */
  public record Look(
      @DefaultValue("#1d4e4a") Colour accent,
      @DefaultValue("#f6f8f7") Colour ground,
      @DefaultValue("12") int corners,
      @DefaultValue("SANS") Letters letters) {

    private static final int ROUNDEST = 24;

    /** The accent where words are written on it in ink. */
    public Colour soft() {
      return accent.onWhite(0.1);
    }

    private void requireReadable(String property) {
      require(property + ".accent", accent, "white words on it", Colour.WHITE);
      require(property + ".accent", accent, "links on the ground " + ground, ground);
      require(property + ".ground", ground, "words on it", Colour.QUIET_INK);
      if (corners < 0 || corners > ROUNDEST) {
        throw new IllegalArgumentException(
            "%s.corners is %d; it is a number of pixels from 0 to %d"
                .formatted(property, corners, ROUNDEST));
      }
    }

    private static void require(String property, Colour set, String what, Colour other) {
      if (!set.isReadableWith(other)) {
        throw new IllegalArgumentException(
            "%s is %s, where %s cannot be read well: the contrast is %s and has to be 4.5 or more; choose a %s colour"
                .formatted(
                    property,
                    set,
                    what,
                    set.contrastWith(other),
                    property.endsWith("accent") ? "darker" : "lighter"));
      }
    }
  }

  /** Typefaces that every device has. */
  public enum Letters {
    SANS("system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif"),
    SERIF("Georgia, 'Noto Serif', serif");

    private final String css;

    Letters(String css) {
      this.css = css;
    }

    /** As a style sheet names them. */
    public String css() {
      return css;
    }
  }

  private static final int SHORTEST_SECRET = 16;
  private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]+(?::\\d{1,5})?");

  public RetourProperties {
    requireSecret("retour.token-secret", tokenSecret);
    requireSecret("retour.carrier-webhook-secret", carrierWebhookSecret);
    requireSecret("retour.payment-webhook-secret", paymentWebhookSecret);
    brands.forEach((id, brand) -> brand.look().requireReadable("retour.brands." + id + ".look"));
    requireOwnHosts(brands);
  }

  private static void requireSecret(String name, String value) {
    if (value == null || value.length() < SHORTEST_SECRET) {
      throw new IllegalArgumentException(
          "%s is missing or shorter than %d characters; set it in the environment"
              .formatted(name, SHORTEST_SECRET));
    }
  }

  private static void requireOwnHosts(Map<String, Brand> brands) {
    Set<String> taken = new HashSet<>();
    brands.forEach(
        (id, brand) -> {
          if (!brand.host().isEmpty() && !HOST.matcher(brand.host()).matches()) {
            throw new IllegalArgumentException(
                "retour.brands.%s.host is \"%s\"; write the domain alone, such as returns.shop.example"
                    .formatted(id, brand.host()));
          }
          if (!brand.host().isEmpty() && !taken.add(brand.host().toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException(
                "retour.brands.%s.host is \"%s\", which another brand has; each has its own"
                    .formatted(id, brand.host()));
          }
        });
  }

  /** The address of a page of this application. */
  public String page(String path) {
    return publicUrl + path;
  }

  /** The address of a page that a brand's shoppers see, on the brand's own domain if it has one. */
  public String page(String brand, String path) {
    return Optional.ofNullable(brands.get(brand))
        .map(Brand::host)
        .filter(host -> !host.isEmpty())
        .map(host -> publicUrl.getScheme() + "://" + host + path)
        .orElseGet(() -> page(path));
  }

  /** The brand whose domain a request came to. */
  public Optional<String> brandAt(String host, int port) {
    return brands.entrySet().stream()
        .filter(brand -> isAt(brand.getValue().host(), host, port))
        .map(Map.Entry::getKey)
        .findFirst();
  }

  private static boolean isAt(String own, String host, int port) {
    return !own.isEmpty()
        && (own.equalsIgnoreCase(host) || own.equalsIgnoreCase(host + ":" + port));
  }
}
