package io.retour.logistics;

import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A carrier that brings parcels back. Real connectors and the simulator stand behind it alike. */
public interface Carrier {

  /** The carrier's name in data and addresses, e.g. {@code simulated}. */
  String name();

  /** The ways back that it has, by name, and what it takes on each; it refuses all else. */
  Map<String, Terms> terms();

  /**
   * Asks for a return label.
   *
   * @param requestKey the same key always gives the same label, however often it is asked
   * @throws LabelRefused when the carrier will not carry this parcel
   * @throws RuntimeException when it is not known whether a label exists; ask again with the key
   */
  Label createLabel(String requestKey, LabelRequest request) throws LabelRefused;

  /**
   * Asks for the label of a parcel that goes to a shopper, at the seller's cost.
   *
   * @param requestKey the same key always gives the same label, however often it is asked
   * @throws LabelRefused when the carrier will not carry this parcel
   * @throws RuntimeException when it is not known whether a label exists; ask again with the key
   */
  Label createDeliveryLabel(String requestKey, DeliveryRequest request) throws LabelRefused;

  /**
   * When a driver could come, earliest first.
   *
   * @param country ISO 3166-1 alpha-2
   */
  List<Slot> freeSlots(String country, String postcode);

  /**
   * Orders a driver.
   *
   * @param requestKey the same key always gives the same booking, however often it is asked
   * @return the carrier's own reference
   * @throws PickupRefused when no driver comes at that time
   * @throws RuntimeException when it is not known whether a booking exists; ask again with the key
   */
  String bookPickup(String requestKey, String trackingNumber, Slot slot) throws PickupRefused;

  /**
   * Sends the driver home; what is released already stays so, and a key that nothing was booked
   * with, or whose driver has been there, changes nothing.
   */
  void releasePickup(String requestKey);

  /** How long after it got a parcel the carrier takes a claim for its loss, by its terms. */
  Duration claimPeriod();

  /**
   * Claims the worth of a parcel that the carrier lost.
   *
   * @param requestKey the same key always gives the same claim
   * @return the carrier's own reference
   */
  String openClaim(String requestKey, String trackingNumber, String reason);

  /** Makes a label useless; a label that is already void stays void. */
  void voidLabel(String trackingNumber);

  /**
   * What a carrier takes on one way back.
   *
   * @param countries where it takes parcels, ISO 3166-1 alpha-2
   * @param heaviestGrams the most that one parcel may weigh
   * @param lithium whether it takes lithium batteries in devices (ADR special provision 188)
   */
  record Terms(Set<String> countries, long heaviestGrams, boolean lithium) {

    public Terms {
      countries = Set.copyOf(countries);
    }

    boolean take(String country, long grams, boolean withLithium) {
      return countries.contains(country) && grams <= heaviestGrams && (lithium || !withLithium);
    }
  }

  /**
   * @param reference what the warehouse reads on the label
   * @param fromPostcode where the shopper hands it over
   * @param fromCountry ISO 3166-1 alpha-2
   * @param to where it goes: name, street, place and country, with commas between
   */
  record LabelRequest(
      String reference, String fromPostcode, String fromCountry, long weightGrams, String to) {}

  /**
   * Retour keeps no streets: a connector takes the address from the system that delivered the
   * order, by the order's number.
   *
   * @param reference what the shopper reads on the label
   * @param from the warehouse that sends it, with commas between
   * @param orderNumber the order's number, unique within its brand
   * @param toCountry ISO 3166-1 alpha-2
   */
  record DeliveryRequest(
      String reference,
      String from,
      String brand,
      String orderNumber,
      String toPostcode,
      String toCountry,
      long weightGrams) {}

  /**
   * @param pdf the label as the carrier draws it, absent when it was arranged by hand
   */
  record Label(String trackingNumber, byte @Nullable [] pdf) {}

  /**
   * A time at which a driver could come.
   *
   * @param day in the shopper's zone
   * @param from local time, inclusive
   * @param until local time, exclusive
   */
  record Slot(LocalDate day, LocalTime from, LocalTime until) {

    /** How addresses, forms and records name it, e.g. {@code 2026-03-02T09:00}. */
    public String id() {
      return day.atTime(from).toString();
    }
  }

  /** The carrier's no to a driver, in its own words. */
  final class PickupRefused extends Exception {

    private static final long serialVersionUID = 1L;

    public PickupRefused(String reason) {
      super(reason);
    }
  }

  /** The carrier's no, in its own words. */
  final class LabelRefused extends Exception {

    private static final long serialVersionUID = 1L;

    public LabelRefused(String reason) {
      super(reason);
    }
  }
}
