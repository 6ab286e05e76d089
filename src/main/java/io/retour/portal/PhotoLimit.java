package io.retour.portal;

import io.retour.shared.photos.PhotoProperties;
import org.springframework.boot.autoconfigure.web.servlet.error.BasicErrorController;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Tells the pages that take photos, and the one that refuses them, how large a photo may be. */
@ControllerAdvice(
    assignableTypes = {PortalController.class, ClaimPages.class, BasicErrorController.class})
class PhotoLimit {

  private final long megabytes;

  PhotoLimit(PhotoProperties photos) {
    this.megabytes = photos.largest().toMegabytes();
  }

  /** In megabytes of 1,048,576 bytes. */
  @ModelAttribute("largestPhoto")
  long largestPhoto() {
    return megabytes;
  }
}
