package io.retour.demo;

import java.util.List;
import java.util.UUID;

/** What waits for somebody who does not come. */
public interface Waiting {

  /** Tracking numbers of parcels in that state, oldest first. */
  List<String> parcels(String status, int most);

  /** Pieces received before a stop and not graded yet. */
  List<UUID> ungraded(int most);
}
