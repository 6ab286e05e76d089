package io.retour.returns;

import java.util.List;
import java.util.OptionalInt;

/** Whoever knows what carriers take, and where. */
public interface WaysCarried {

  /**
   * The ways back on which a carrier takes such a parcel, by name and in the alphabet's order.
   *
   * @param country where it is sent from, ISO 3166-1 alpha-2
   * @param gramsEach the weight of one parcel
   * @param lithium whether a lithium battery is in it
   */
  List<String> methods(String country, long gramsEach, boolean lithium);

  /**
   * How many metres it is to the nearest drop-off point, empty where there is none or it is not
   * known now.
   */
  OptionalInt nearestPoint(String country, String postcode);
}
