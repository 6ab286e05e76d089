package io.retour.desk;

import io.retour.claims.Claims;
import io.retour.privacy.Act;
import io.retour.privacy.Audit;
import io.retour.refunds.PayoutAccounts;
import io.retour.returns.Returns;
import io.retour.shared.Problem;
import io.retour.shared.RetourProperties;
import java.security.Principal;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;

/**
 * The account that a shopper gave for a payout by hand: masked, and in full for who asks to see it.
 * Each look in full is a line of the case file.
 */
@Controller
@RequestMapping("/desk")
class PayoutAccountScreen {

  private final Returns returns;
  private final Claims claims;
  private final PayoutAccounts accounts;
  private final Audit audit;
  private final RetourProperties properties;

  PayoutAccountScreen(
      Returns returns,
      Claims claims,
      PayoutAccounts accounts,
      Audit audit,
      RetourProperties properties) {
    this.returns = returns;
    this.claims = claims;
    this.accounts = accounts;
    this.audit = audit;
    this.properties = properties;
  }

  @ModelAttribute
  void links(Model model, Principal principal) {
    DeskLinks.show(properties, principal, model);
  }

  @GetMapping("/returns/{rmaNumber}/account")
  String ofReturn(@PathVariable String rmaNumber, Model model) {
    return show(returns.byRmaNumber(rmaNumber).id(), rmaNumber, "/desk/returns/", model);
  }

  /** A post, so that no link and no look ahead of a browser counts as a look. */
  @PostMapping("/returns/{rmaNumber}/account")
  String lookAtReturns(@PathVariable String rmaNumber, Principal principal, Model model) {
    UUID id = returns.byRmaNumber(rmaNumber).id();
    look(id, rmaNumber, principal, model);
    return show(id, rmaNumber, "/desk/returns/", model);
  }

  @GetMapping("/claims/{number}/account")
  String ofClaim(@PathVariable String number, Model model) {
    return show(claims.byNumber(number).id(), number, "/desk/claims/", model);
  }

  /** A post, as above. */
  @PostMapping("/claims/{number}/account")
  String lookAtClaims(@PathVariable String number, Principal principal, Model model) {
    UUID id = claims.byNumber(number).id();
    look(id, number, principal, model);
    return show(id, number, "/desk/claims/", model);
  }

  /** Audited here: the page is the same when there is nothing to be seen. */
  private void look(UUID caseId, String number, Principal principal, Model model) {
    try {
      model.addAttribute("full", accounts.look(caseId, principal.getName()));
      audit.note(principal.getName(), Act.ACCOUNT_SEEN, number, "");
    } catch (Problem gone) {
      model.addAttribute("failed", gone.detail());
    }
  }

  private String show(UUID caseId, String number, String screen, Model model) {
    model.addAttribute("number", number);
    model.addAttribute("caseFile", screen + number);
    model.addAttribute("amount", accounts.allToBePaid(caseId).orElse(null));
    model.addAttribute("onlyLate", accounts.toBePaid(caseId).isEmpty());
    model.addAttribute("account", accounts.of(caseId).orElse(null));
    return "desk/account";
  }
}
