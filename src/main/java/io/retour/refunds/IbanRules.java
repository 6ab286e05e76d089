package io.retour.refunds;

import java.util.Currency;

/** Says whether an IBAN can be one, so that a typing error shows at once and not at the bank. */
public interface IbanRules {

  /**
   * @param typed as the shopper typed it, with or without spaces
   * @param paidIn the currency that is to be paid there
   * @return the IBAN in capitals, without spaces
   * @throws io.retour.shared.Problem when it cannot be one; it names the field {@code iban} and
   *     never repeats what was typed
   */
  String checked(String typed, Currency paidIn);
}
