package io.retour.logistics;

import org.jspecify.annotations.Nullable;

/** A carrier that brings parcels back. Real connectors and the simulator stand behind it alike. */
public interface Carrier {

  /** The carrier's name in data and addresses, e.g. {@code simulated}. */
  String name();

  /**
   * Asks for a return label.
   *
   * @param requestKey the same key always gives the same label, however often it is asked
   * @throws LabelRefused when the carrier will not carry this parcel
   * @throws RuntimeException when it is not known whether a label exists; ask again with the key
   */
  Label createLabel(String requestKey, LabelRequest request) throws LabelRefused;

  /** Makes a label useless; a label that is already void stays void. */
  void voidLabel(String trackingNumber);

  /**
   * @param reference what the warehouse reads on the label
   * @param fromPostcode where the shopper hands it over
   * @param fromCountry ISO 3166-1 alpha-2
   */
  record LabelRequest(
      String reference, String fromPostcode, String fromCountry, long weightGrams) {}

  /**
   * @param pdf the label as the carrier draws it, absent when it was arranged by hand
   */
  record Label(String trackingNumber, byte @Nullable [] pdf) {}

  /** The carrier's no, in its own words. */
  final class LabelRefused extends Exception {

    private static final long serialVersionUID = 1L;

    public LabelRefused(String reason) {
      super(reason);
    }
  }
}
