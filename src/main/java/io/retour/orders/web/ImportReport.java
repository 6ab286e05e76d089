package io.retour.orders.web;

import java.util.List;

/**
 * What became of an import.
 *
 * @param added orders that were taken in
 * @param alreadyKnown orders whose number the brand already had; they stay as they are
 * @param errors what is wrong with the orders that were not taken, at most 1,000
 * @param moreErrors how many errors there are that are not listed
 */
record ImportReport(int added, int alreadyKnown, List<LineError> errors, int moreErrors) {

  /**
   * @param line the line of the body where the order begins, or which cannot be read, counted from
   *     1
   * @param field the field that is wrong; empty when the line cannot be read at all
   * @param detail what is wrong, in a sentence
   */
  record LineError(long line, String field, String detail) {}
}
