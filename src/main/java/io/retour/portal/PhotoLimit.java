package io.retour.portal;

import io.retour.shared.Problem;
import io.retour.shared.photos.PhotoProperties;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.autoconfigure.web.servlet.MultipartProperties;
import org.springframework.boot.autoconfigure.web.servlet.error.BasicErrorController;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.multipart.MultipartFile;

/**
 * Tells the pages that take photos, and the one that refuses them, how many and how large they may
 * be, so that it is said before anything is sent.
 */
@ControllerAdvice(
    assignableTypes = {PortalController.class, ClaimPages.class, BasicErrorController.class})
class PhotoLimit {

  /** For one item, or for one claim at a time. */
  static final int MOST = 3;

  private final long megabytes;
  private final long megabytesOfAll;

  PhotoLimit(PhotoProperties photos, MultipartProperties upload) {
    this.megabytes = photos.largest().toMegabytes();
    this.megabytesOfAll = upload.getMaxRequestSize().toMegabytes();
  }

  /** In megabytes of 1,048,576 bytes. */
  @ModelAttribute("largestPhoto")
  long largestPhoto() {
    return megabytes;
  }

  @ModelAttribute("mostPhotos")
  int mostPhotos() {
    return MOST;
  }

  /** Of all photos of a form together, in megabytes, with some room for what else is in it. */
  @ModelAttribute("largestForm")
  long largestForm() {
    return megabytesOfAll - 1;
  }

  /**
   * What was chosen; a browser sends an empty file where nothing was.
   *
   * @throws Problem when there are too many
   */
  static List<MultipartFile> sent(@Nullable List<MultipartFile> files, String field) {
    List<MultipartFile> sent =
        files == null ? List.of() : files.stream().filter(file -> !file.isEmpty()).toList();
    if (sent.size() > MOST) {
      throw Problem.invalid("photos-too-many", field, "Choose at most %d photos.".formatted(MOST));
    }
    return sent;
  }
}
