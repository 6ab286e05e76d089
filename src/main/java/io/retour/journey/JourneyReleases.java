package io.retour.journey;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** The sets of journeys, tables and forms that were ever released; they are never changed. */
public interface JourneyReleases {

  /**
   * A set that belongs together.
   *
   * @param packaged whether it came with the application
   * @param files content by file name
   */
  record Release(long id, Instant at, String by, boolean packaged, Map<String, String> files) {}

  /**
   * The right to deploy to Camunda, which one copy of Retour has at a time.
   *
   * @param takenOver whether the holder before did not come to an end, so that nobody knows what
   *     Camunda took
   */
  record Lease(UUID token, boolean takenOver) {}

  /**
   * @param fingerprint tells sets apart
   */
  Release add(
      Map<String, String> files, String fingerprint, String by, boolean packaged, Instant at);

  /** Empty while another one holds it. */
  Optional<Lease> lease(Instant now, Instant until);

  /**
   * @return false when somebody else has taken it over
   */
  boolean end(Lease lease);

  /** Lets it run out, so that who comes next deploys what counts once more. */
  void abandon(Lease lease, Instant now);

  /** Whether a lease ran out. */
  boolean abandoned(Instant now);

  Optional<Release> newest();

  /** The newest one if it came after that one. */
  Optional<Release> after(Release known);

  /** The fingerprint of the last set that came with an application. */
  Optional<String> lastPackaged();

  /** Every diagram that was ever released, oldest first. */
  List<String> diagrams();
}
