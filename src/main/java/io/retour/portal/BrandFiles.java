package io.retour.portal;

import io.retour.shared.RetourProperties;
import io.retour.shared.RetourProperties.Look;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.DigestUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;

/**
 * What makes the portal look like a brand's: its colours and type as a small style sheet, its logo
 * and its icon. All of it comes from the settings, so that a new brand needs no build.
 */
@Controller
class BrandFiles {

  private static final MediaType CSS = new MediaType("text", "css", StandardCharsets.UTF_8);
  private static final MediaType SVG = MediaType.valueOf("image/svg+xml");

  /** How long a browser shows a look without asking; then it asks whether the tag is the same. */
  private static final Duration FRESH = Duration.ofMinutes(10);

  /** A logo is read for each page that is not in somebody's cache yet. */
  private static final long LARGEST = 200_000;

  private record Served(
      MediaType type, @SuppressWarnings("ArrayRecordComponent") byte[] content, String tag) {

    private Served(MediaType type, byte[] content) {
      this(type, content, "\"" + DigestUtils.md5DigestAsHex(content) + "\"");
    }
  }

  private final Map<String, Served> looks = new HashMap<>();
  private final Map<String, Served> logos = new HashMap<>();
  private final Map<String, Served> icons = new HashMap<>();

  BrandFiles(RetourProperties properties, ResourceLoader files) {
    properties
        .brands()
        .forEach(
            (id, brand) -> {
              looks.put(id, new Served(CSS, css(brand.look()).getBytes(StandardCharsets.UTF_8)));
              read(logos, id, "logo", brand.logo(), files);
              read(icons, id, "icon", brand.icon(), files);
            });
  }

  @GetMapping("/p/{brand}/look.css")
  ResponseEntity<byte[]> look(@PathVariable String brand) {
    return serve(looks.get(brand));
  }

  @GetMapping("/p/{brand}/logo")
  ResponseEntity<byte[]> logo(@PathVariable String brand) {
    return serve(logos.get(brand));
  }

  @GetMapping("/p/{brand}/icon")
  ResponseEntity<byte[]> icon(@PathVariable String brand) {
    return serve(icons.get(brand));
  }

  private static ResponseEntity<byte[]> serve(@Nullable Served file) {
    return file == null
        ? ResponseEntity.notFound().build()
        : ResponseEntity.ok()
            .contentType(file.type())
            .cacheControl(CacheControl.maxAge(FRESH).cachePublic())
            .eTag(file.tag())
            .body(file.content());
  }

  private static String css(Look look) {
    return ":root { --accent: %s; --accent-soft: %s; --ground: %s; --radius: %dpx; --font: %s; }\n"
        .formatted(look.accent(), look.soft(), look.ground(), look.corners(), look.letters().css());
  }

  /** At the start, so that a wrong name shows then and not to a shopper. */
  private static void read(
      Map<String, Served> into, String id, String what, String place, ResourceLoader files) {
    if (place.isEmpty()) {
      return;
    }
    String property = "retour.brands.%s.%s".formatted(id, what);
    Resource file = files.getResource(place);
    if (!file.isReadable()) {
      throw new IllegalArgumentException(
          "%s is %s, and there is no such file; write where it is, such as file:/etc/retour/%s.svg"
              .formatted(property, place, what));
    }
    try {
      if (file.contentLength() > LARGEST) {
        throw new IllegalArgumentException(
            "%s is %s, which has more than %d bytes".formatted(property, place, LARGEST));
      }
      into.put(id, new Served(type(property, place), file.getContentAsByteArray()));
    } catch (IOException unreadable) {
      throw new UncheckedIOException("%s, %s".formatted(property, place), unreadable);
    }
  }

  private static MediaType type(String property, String place) {
    String name = place.toLowerCase(Locale.ROOT);
    if (name.endsWith(".svg")) {
      return SVG;
    }
    if (name.endsWith(".png")) {
      return MediaType.IMAGE_PNG;
    }
    throw new IllegalArgumentException(
        "%s is %s; a picture of a brand is an .svg or a .png".formatted(property, place));
  }
}
