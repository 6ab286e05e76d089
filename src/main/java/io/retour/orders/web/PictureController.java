package io.retour.orders.web;

import io.retour.orders.ItemPictures;
import io.retour.orders.ItemPictures.Picture;
import io.retour.shared.Problem;
import io.retour.shared.RetourProperties;
import io.retour.shared.photos.PhotoCleaner;
import io.swagger.v3.oas.annotations.Hidden;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.io.IOException;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Pictures of goods: shops send them, the shopper's pages show them. */
@RestController
@Tag(name = "Exchanges", description = "Other goods instead of money")
class PictureController {

  /** Twice as wide as any page shows it. */
  private static final int LARGEST_SIDE = 480;

  private static final Duration FRESH = Duration.ofDays(7);

  private final ItemPictures pictures;
  private final PhotoCleaner cleaner;
  private final RetourProperties properties;

  PictureController(ItemPictures pictures, PhotoCleaner cleaner, RetourProperties properties) {
    this.pictures = pictures;
    this.cleaner = cleaner;
    this.properties = properties;
  }

  @PutMapping(
      path = "/api/v1/catalogue/{brand}/{sku}/picture",
      consumes = {MediaType.IMAGE_JPEG_VALUE, MediaType.IMAGE_PNG_VALUE})
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(
      summary = "Send the picture of an item",
      description =
          "The body is the file itself, at most 5 MB. It is shown to shoppers beside what they"
              + " bought and what they can have instead; items without one have the sign of their"
              + " category. The item need not be in the catalogue. The same again changes nothing.",
      requestBody =
          @io.swagger.v3.oas.annotations.parameters.RequestBody(
              required = true,
              content = {
                @Content(
                    mediaType = MediaType.IMAGE_JPEG_VALUE,
                    schema = @Schema(type = "string", format = "binary")),
                @Content(
                    mediaType = MediaType.IMAGE_PNG_VALUE,
                    schema = @Schema(type = "string", format = "binary"))
              }))
  void put(
      @PathVariable @Size(max = 40) @Pattern(regexp = "[a-z0-9-]+") String brand,
      @PathVariable @Size(max = 60) String sku,
      HttpServletRequest request)
      throws IOException {
    requireKnown(brand);
    pictures.keep(brand, sku, cleaner.clean(request::getInputStream, "body", LARGEST_SIDE));
  }

  @DeleteMapping("/api/v1/catalogue/{brand}/{sku}/picture")
  @ResponseStatus(HttpStatus.NO_CONTENT)
  @Operation(summary = "Take the picture of an item away")
  void delete(
      @PathVariable @Size(max = 40) @Pattern(regexp = "[a-z0-9-]+") String brand,
      @PathVariable @Size(max = 60) String sku) {
    requireKnown(brand);
    pictures.forget(brand, sku);
  }

  private void requireKnown(String brand) {
    if (!properties.brands().containsKey(brand)) {
      throw Problem.notFound("brand-unknown", "There is no such brand.");
    }
  }

  /** For the pages; the version in the address changes with the picture, so it keeps for long. */
  @Hidden
  @GetMapping("/pictures/{brand}/{sku}")
  ResponseEntity<byte[]> show(@PathVariable String brand, @PathVariable String sku) {
    return pictures
        .find(brand, sku)
        .map(PictureController::answer)
        .orElseGet(() -> ResponseEntity.notFound().build());
  }

  private static ResponseEntity<byte[]> answer(Picture picture) {
    return ResponseEntity.ok()
        .contentType(MediaType.IMAGE_JPEG)
        .cacheControl(CacheControl.maxAge(FRESH).cachePublic())
        .eTag(picture.version())
        .body(picture.jpeg());
  }
}
