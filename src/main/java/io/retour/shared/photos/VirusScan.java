package io.retour.shared.photos;

import java.io.IOException;
import java.util.Optional;

/**
 * Looks for malicious software in a file that somebody sent, before anything of ours opens it. By
 * default nobody does: every photo is drawn anew, and what is not the picture is not kept.
 */
public interface VirusScan {

  /** Finds nothing, because nobody looks. */
  VirusScan NONE = file -> Optional.empty();

  /**
   * The name of what was found; empty when nothing was.
   *
   * @throws IOException when the scanner did not answer, so that nobody knows
   */
  Optional<String> find(byte[] file) throws IOException;
}
