package io.retour.logistics;

import java.util.List;

/** Finds drop-off points. Real connectors and the simulator stand behind it alike. */
public interface DropOffPoints {

  /**
   * @param country ISO 3166-1 alpha-2
   * @return nearest first, empty where the carrier has none
   */
  List<DropOffPoint> near(String country, String postcode);
}
