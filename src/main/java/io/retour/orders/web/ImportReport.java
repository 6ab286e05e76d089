package io.retour.orders.web;

import java.util.List;

/**
 * What became of an import.
 *
 * @param alreadyKnown orders whose number the brand already had; they stay as they are
 * @param errors what is wrong with the orders that were not taken
 */
record ImportReport(int added, int alreadyKnown, List<LineError> errors) {

  /**
   * @param line the line of the body where the order begins, counted from 1
   * @param field the field that is wrong; empty when the line cannot be read at all
   */
  record LineError(long line, String field, String detail) {}
}
