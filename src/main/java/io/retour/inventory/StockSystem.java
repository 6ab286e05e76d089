package io.retour.inventory;

/** The system that knows how many pieces are where: an ERP, a warehouse system, or a simulator. */
public interface StockSystem {

  /**
   * Adds pieces to a stock location.
   *
   * @param requestKey the same key is booked once, however often it is asked
   */
  void add(String requestKey, String sku, String location, int quantity);
}
