package io.retour.bench.load;

import io.retour.bench.Purchase.Goods;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

/** The journeys that the load is made of, each of which ends with nobody there. */
enum Kind {
  PARCEL_REFUND("parcel, money back", 8, "PARCEL_DROP_OFF", "REFUND", Goods.LAMP),
  QR_REFUND("QR code, money back", 4, "QR_DROP_OFF", "REFUND", Goods.LAMP),
  STORE_CREDIT("parcel, store credit", 3, "PARCEL_DROP_OFF", "STORE_CREDIT", Goods.LAMP),
  TWO_PIECES("parcel of two pieces", 2, "PARCEL_DROP_OFF", "REFUND", Goods.LAMP, Goods.SHIRT),
  EXCHANGE("parcel, another size", 2, "PARCEL_DROP_OFF", "EXCHANGE", Goods.SHIRT),
  INTEGRATOR("registered by a program", 3, "PARCEL_DROP_OFF", "REFUND", Goods.LAMP),
  COUNTER("handed in at a counter", 2, "STORE", "REFUND", Goods.LAMP);

  private final String words;
  private final int share;
  private final String method;
  private final String resolution;
  private final Goods[] goods;

  Kind(String words, int share, String method, String resolution, Goods... goods) {
    this.words = words;
    this.share = share;
    this.method = method;
    this.resolution = resolution;
    this.goods = goods;
  }

  String words() {
    return words;
  }

  String method() {
    return method;
  }

  String resolution() {
    return resolution;
  }

  Goods[] goods() {
    return goods.clone();
  }

  /**
   * So many journeys in their shares: as a pack of cards that is shuffled each time it is dealt.
   */
  static List<Kind> mix(int journeys, long seed) {
    Random random = new Random(seed);
    List<Kind> dealt = new ArrayList<>();
    while (dealt.size() < journeys) {
      List<Kind> pack = new ArrayList<>();
      for (Kind kind : values()) {
        IntStream.range(0, kind.share).forEach(i -> pack.add(kind));
      }
      Collections.shuffle(pack, random);
      dealt.addAll(pack);
    }
    return List.copyOf(dealt.subList(0, journeys));
  }
}
