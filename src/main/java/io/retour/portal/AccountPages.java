package io.retour.portal;

import io.retour.claims.Claim;
import io.retour.claims.Claims;
import io.retour.notifications.ClaimNotifications;
import io.retour.notifications.Notifications;
import io.retour.refunds.PayoutAccount;
import io.retour.refunds.PayoutAccounts;
import io.retour.returns.ReturnCase;
import io.retour.returns.Returns;
import io.retour.security.ShopperTokens;
import io.retour.security.ShopperTokens.Purpose;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import io.retour.shared.RetourProperties;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * Where a shopper names the account for money that could not go back the way it was paid. Opened by
 * the link of a mail only, which the buyer got (ADR 19).
 */
@Controller
class AccountPages {

  private final Returns returns;
  private final Claims claims;
  private final PayoutAccounts accounts;
  private final Notifications notifications;
  private final ClaimNotifications claimNotifications;
  private final ShopperTokens tokens;
  private final RetourProperties properties;

  AccountPages(
      Returns returns,
      Claims claims,
      PayoutAccounts accounts,
      Notifications notifications,
      ClaimNotifications claimNotifications,
      ShopperTokens tokens,
      RetourProperties properties) {
    this.returns = returns;
    this.claims = claims;
    this.accounts = accounts;
    this.notifications = notifications;
    this.claimNotifications = claimNotifications;
    this.tokens = tokens;
    this.properties = properties;
  }

  /**
   * The return or the claim whose money it is.
   *
   * @param number as people read it
   */
  private record Opened(UUID id, String number, String brand, boolean claim) {}

  /** What was typed, to be mended. */
  record Typed(String holder, String iban) {

    /** Hidden, so that no log line tells it. */
    @Override
    public String toString() {
      return "Typed[hidden]";
    }
  }

  @GetMapping("/a/{number}")
  String page(
      @PathVariable String number,
      @RequestParam(name = "t", defaultValue = "") String token,
      Locale locale,
      Model model) {
    return show(opened(number, token), token, new Typed("", ""), locale, model);
  }

  @PostMapping("/a/{number}")
  String give(
      @PathVariable String number,
      @RequestParam(name = "t", defaultValue = "") String token,
      @RequestParam(defaultValue = "") String holder,
      @RequestParam(defaultValue = "") String iban,
      Locale locale,
      HttpServletResponse response,
      Model model) {
    Opened opened = opened(number, token);
    try {
      PayoutAccount kept = accounts.give(opened.id(), holder, iban, "shopper");
      confirm(opened, kept);
    } catch (Problem problem) {
      PageProblem.show(problem, response, model);
      return show(opened, token, new Typed(holder, iban), locale, model);
    }
    return "redirect:/a/" + number + "?t=" + token + "&kept=true";
  }

  /** The page in another language, with what is typed on it. */
  @PostMapping("/a/{number}/again")
  String again(
      @PathVariable String number,
      @RequestParam(name = "t", defaultValue = "") String token,
      @RequestParam(defaultValue = "") String holder,
      @RequestParam(defaultValue = "") String iban,
      Locale locale,
      Model model) {
    return show(opened(number, token), token, new Typed(holder, iban), locale, model);
  }

  @GetMapping("/a/{number}/again")
  String back(
      @PathVariable String number, @RequestParam(name = "t", defaultValue = "") String token) {
    return "redirect:/a/" + number + "?t=" + token;
  }

  /** So that a buyer hears of an account that somebody else gave. */
  private void confirm(Opened opened, PayoutAccount kept) {
    String occasion = String.valueOf(kept.entryNo());
    if (opened.claim()) {
      claimNotifications.send(opened.id(), "account-given", occasion);
    } else {
      notifications.send(opened.id(), "account-given", occasion);
    }
  }

  private String show(Opened opened, String token, Typed typed, Locale locale, Model model) {
    PortalBrand.show(properties, opened.brand(), model);
    model.addAttribute("languages", PortalLocale.LANGUAGES);
    model.addAttribute("language", locale.getLanguage());
    model.addAttribute("number", opened.number());
    model.addAttribute("token", token);
    model.addAttribute("typed", typed);
    Optional<Money> amount = accounts.allToBePaid(opened.id());
    if (amount.isPresent()) {
      LanguageForm.show("/a/" + opened.number() + "/again", model);
    }
    model.addAttribute("amount", amount.map(due -> due.format(locale)).orElse(null));
    model.addAttribute("onlyLate", accounts.toBePaid(opened.id()).isEmpty());
    model.addAttribute("account", accounts.of(opened.id()).orElse(null));
    return "portal/account";
  }

  private Opened opened(String number, String token) {
    return tokens
        .open(Purpose.ACCOUNT, token)
        .map(this::found)
        .filter(found -> found.number().equals(number))
        .orElseThrow(
            () ->
                new LinkNotOpen(
                    tokens
                        .openedOnce(Purpose.ACCOUNT, token)
                        .map(this::found)
                        .map(Opened::brand)
                        .orElse(null)));
  }

  private Opened found(UUID id) {
    Optional<Claim> claim = claims.find(id);
    if (claim.isPresent()) {
      return new Opened(id, claim.get().number(), claim.get().brand(), true);
    }
    ReturnCase of = returns.get(id);
    return new Opened(id, of.rmaNumber(), of.brand(), false);
  }
}
