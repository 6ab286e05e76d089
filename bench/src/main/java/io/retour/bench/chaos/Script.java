package io.retour.bench.chaos;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What one shopper, the carrier and the warehouse do with one return: the same for the same seed
 * and number.
 *
 * @param number counted from 0
 * @param pieces what comes back, a line of the order each
 * @param resolution REFUND, STORE_CREDIT or EXCHANGE
 * @param parcels in how many it is sent
 * @param scans what the carrier tells of each parcel, in the order in which it is told
 * @param pauseMillis how long everybody takes between two steps
 */
record Script(
    int number,
    Way way,
    String country,
    List<Piece> pieces,
    String resolution,
    int parcels,
    List<Scan> scans,
    int pauseMillis) {

  /** How it comes back, or does not. */
  enum Way {
    PARCEL(42),
    QR(10),
    PICKUP(8),
    /** Announced, and then handed in at a store. */
    STORE(6),
    /** Handed in at a store, with nothing announced. */
    COUNTER(10),
    /** By a statement of withdrawal. */
    WITHDRAWAL(10),
    /** Called off again. */
    CANCELLED(14);

    private final int share;

    Way(int share) {
      this.share = share;
    }
  }

  /**
   * @param quantity how many of the two pieces of its line come back
   * @param grade what the warehouse sees
   */
  record Piece(Goods goods, int quantity, String reason, String grade) {}

  enum Goods {
    SHIRT("TEE12-M", "Organic cotton T-shirt, M", "FASHION", 2495, 180),
    LAMP("LAMP3-BR", "Brass desk lamp", "HOME", 7900, 1900);

    final String sku;
    final String title;
    final String category;
    final long priceMinor;
    final int weightGrams;

    Goods(String sku, String title, String category, long priceMinor, int weightGrams) {
      this.sku = sku;
      this.title = title;
      this.category = category;
      this.priceMinor = priceMinor;
      this.weightGrams = weightGrams;
    }
  }

  /**
   * @param minute when it happened, counted from the registration, whenever it is told
   * @param afterReceipt whether it is told only after the warehouse has the parcel
   */
  record Scan(String status, int minute, boolean afterReceipt) {}

  private static final List<String> COUNTRIES = List.of("NL", "DE", "BE");

  private static final List<String> REASONS =
      List.of(
          "SIZE_TOO_SMALL",
          "COLOUR_DIFFERENT",
          "NOT_AS_EXPECTED",
          "CHANGED_MIND",
          "ORDERED_BY_MISTAKE",
          "ARRIVED_TOO_LATE",
          "WRONG_ITEM_RECEIVED",
          "DEFECTIVE",
          "NO_REASON_GIVEN");

  Script {
    pieces = List.copyOf(pieces);
    scans = List.copyOf(scans);
  }

  static List<Script> all(long seed, int returns) {
    List<Script> all = new ArrayList<>();
    for (int number = 0; number < returns; number++) {
      all.add(of(seed, number));
    }
    return all;
  }

  static Script of(long seed, int number) {
    SplittableRandom random = new SplittableRandom(seed * 1_000_003 + number);
    Way way = way(random);
    List<Piece> pieces = new ArrayList<>();
    pieces.add(piece(random, Goods.SHIRT));
    if (random.nextInt(3) == 0) {
      pieces.add(piece(random, Goods.LAMP));
    }
    String resolution = "REFUND";
    if (way == Way.PARCEL || way == Way.QR) {
      int wish = random.nextInt(10);
      if (wish == 0) {
        resolution = "STORE_CREDIT";
      } else if (wish == 1) {
        resolution = "EXCHANGE";
        pieces = List.of(new Piece(Goods.SHIRT, 1, "SIZE_TOO_SMALL", "A"));
      }
    }
    int parcels = way == Way.PARCEL && random.nextInt(6) == 0 ? 2 : 1;
    return new Script(
        number,
        way,
        COUNTRIES.get(random.nextInt(COUNTRIES.size())),
        pieces,
        resolution,
        parcels,
        scans(random),
        random.nextInt(3000));
  }

  private static Way way(SplittableRandom random) {
    int ticket = random.nextInt(100);
    for (Way way : Way.values()) {
      ticket -= way.share;
      if (ticket < 0) {
        return way;
      }
    }
    throw new IllegalStateException("The shares make up 100");
  }

  private static Piece piece(SplittableRandom random, Goods goods) {
    return new Piece(
        goods,
        random.nextInt(1, 3),
        REASONS.get(random.nextInt(REASONS.size())),
        random.nextInt(4) == 0 ? "B" : "A");
  }

  /** Some are told twice, some out of order, some late. */
  private static List<Scan> scans(SplittableRandom random) {
    List<Scan> scans = new ArrayList<>();
    List<String> states = List.of("DROPPED_OFF", "IN_TRANSIT", "DELIVERED");
    for (int i = 0; i < states.size(); i++) {
      Scan scan = new Scan(states.get(i), 1 + i, i > 0 && random.nextInt(6) == 0);
      scans.add(scan);
      if (random.nextInt(3) == 0) {
        scans.add(scan);
      }
    }
    if (random.nextInt(4) == 0) {
      List<Scan> shuffled = new ArrayList<>();
      while (!scans.isEmpty()) {
        shuffled.add(scans.remove(random.nextInt(scans.size())));
      }
      return shuffled;
    }
    return scans;
  }
}
