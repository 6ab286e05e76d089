package io.retour.portal;

import io.retour.security.RateLimiter;
import io.retour.security.ShopperTokens;
import io.retour.security.ShopperTokens.Purpose;
import io.retour.shared.Problem;
import io.retour.shared.RetourProperties;
import io.retour.withdrawal.Statement;
import io.retour.withdrawal.Statement.ReceivedThrough;
import io.retour.withdrawal.Withdrawals;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.TransactionException;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/**
 * The withdrawal function (CRD Art. 11a, since 19 June 2026): two steps without login, cookie or
 * JavaScript, which ask for a name, the contract and a contact, and for nothing else. Step two
 * shows the statement; its button sends it.
 */
@Controller
class WithdrawalController {

  private static final Logger log = LoggerFactory.getLogger(WithdrawalController.class);
  private static final Duration CONFIRMATION_VALIDITY = Duration.ofDays(30);

  private final Withdrawals withdrawals;
  private final ShopperTokens tokens;
  private final RateLimiter limiter;
  private final RetourProperties properties;
  private final Clock clock;

  WithdrawalController(
      Withdrawals withdrawals,
      ShopperTokens tokens,
      RateLimiter limiter,
      RetourProperties properties,
      Clock clock) {
    this.withdrawals = withdrawals;
    this.tokens = tokens;
    this.limiter = limiter;
    this.properties = properties;
    this.clock = clock;
  }

  /** What the consumer typed; it travels with the form, so nothing is kept before the statement. */
  record Typed(String name, String contract, String items, String contact) {

    /** Whether an acknowledgement by e-mail can arrive there; a hint, never a reason to refuse. */
    boolean looksLikeMail() {
      return contact.strip().matches("[^@\\s,;]+@[^@\\s,;]+\\.[^@\\s,;]+");
    }
  }

  @ModelAttribute
  void brand(@PathVariable String brand, Model model, Locale locale) {
    PortalBrand.show(properties, brand, model);
    model.addAttribute("languages", PortalLocale.LANGUAGES);
    model.addAttribute("language", locale.getLanguage());
  }

  @ModelAttribute("typed")
  Typed typed(
      @RequestParam(defaultValue = "") String name,
      @RequestParam(defaultValue = "") String contract,
      @RequestParam(defaultValue = "") String items,
      @RequestParam(defaultValue = "") String contact) {
    return new Typed(name, contract, items, contact);
  }

  @GetMapping("/p/{brand}/withdraw")
  String begin(@PathVariable String brand, Model model) {
    return showForm(brand, model);
  }

  private static String showForm(String brand, Model model) {
    LanguageForm.show("/p/" + brand + "/withdraw", model);
    return "portal/withdraw";
  }

  /** A language link or a reload on a page that was posted leads to where it began. */
  @GetMapping({"/p/{brand}/withdraw/review", "/p/{brand}/withdraw/confirm"})
  String restart(@PathVariable String brand) {
    return "redirect:/p/" + brand + "/withdraw";
  }

  @PostMapping("/p/{brand}/withdraw")
  String change(@PathVariable String brand, Model model) {
    return showForm(brand, model);
  }

  @PostMapping("/p/{brand}/withdraw/review")
  String review(
      @PathVariable String brand,
      @RequestParam(defaultValue = "") String statementId,
      @ModelAttribute("typed") Typed typed,
      Locale locale,
      HttpServletResponse response,
      Model model) {
    try {
      return showReview(statement(brand, id(statementId), typed, locale), typed, model);
    } catch (Problem incomplete) {
      return incomplete(brand, incomplete, response, model);
    }
  }

  private static String showReview(Statement statement, Typed typed, Model model) {
    model.addAttribute("statement", statement);
    LanguageForm.show("/p/" + statement.brand() + "/withdraw/review", model);
    model.addAttribute("unusualContact", !typed.looksLikeMail());
    return "portal/withdraw-review";
  }

  private static String incomplete(
      String brand, Problem problem, HttpServletResponse response, Model model) {
    PageProblem.show(problem, response, model);
    return showForm(brand, model);
  }

  @PostMapping("/p/{brand}/withdraw/confirm")
  String confirm(
      @PathVariable String brand,
      @RequestParam(defaultValue = "") String statementId,
      @ModelAttribute("typed") Typed typed,
      Locale locale,
      HttpServletRequest request,
      HttpServletResponse response,
      Model model) {
    Statement statement;
    try {
      statement = statement(brand, id(statementId), typed, locale);
    } catch (Problem incomplete) {
      return incomplete(brand, incomplete, response, model);
    }
    try {
      limiter.statement(request.getRemoteAddr());
      Statement stated = withdrawals.state(statement);
      return "redirect:/p/%s/withdrawn/%s?t=%s&lang=%s"
          .formatted(
              brand,
              stated.id(),
              tokens.issue(Purpose.STATEMENT, stated.id(), CONFIRMATION_VALIDITY),
              locale.getLanguage());
    } catch (Problem tooMany) {
      PageProblem.show(tooMany, response, model);
    } catch (DataAccessException | TransactionException away) {
      log.warn("A statement could not be recorded: {}", away.getMessage());
      response.setStatus(HttpStatus.SERVICE_UNAVAILABLE.value());
      response.setHeader(HttpHeaders.RETRY_AFTER, "5");
      model.addAttribute("away", true);
    }
    return showReview(statement, typed, model);
  }

  /** A form that was tampered with states as well as any other. */
  private static UUID id(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException none) {
      return UUID.randomUUID();
    }
  }

  private Statement statement(String brand, UUID id, Typed typed, Locale locale) {
    Instant now = clock.instant();
    return new Statement(
        id,
        brand,
        typed.name(),
        typed.contract(),
        typed.items(),
        List.of(),
        typed.contact(),
        locale.getLanguage(),
        ReceivedThrough.PORTAL,
        now,
        now,
        withdrawals.usualZone(),
        Withdrawals.BY_CONSUMER);
  }

  @GetMapping("/p/{brand}/withdrawn/{statementId}")
  String confirmation(
      @PathVariable String brand,
      @PathVariable UUID statementId,
      @RequestParam(name = "t", defaultValue = "") String token,
      Model model) {
    model.addAttribute("statement", opened(brand, statementId, token));
    model.addAttribute("mailed", withdrawals.acknowledgedByMail(statementId));
    model.addAttribute("token", token);
    return "portal/withdrawn";
  }

  /** The acknowledgement to keep, the same as in the mail. */
  @GetMapping("/p/{brand}/withdrawn/{statementId}/statement.txt")
  ResponseEntity<byte[]> download(
      @PathVariable String brand,
      @PathVariable UUID statementId,
      @RequestParam(name = "t", defaultValue = "") String token) {
    Statement statement = opened(brand, statementId, token);
    return ResponseEntity.ok()
        .contentType(new MediaType(MediaType.TEXT_PLAIN, StandardCharsets.UTF_8))
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"withdrawal-%s.txt\"".formatted(statement.id()))
        .body(withdrawals.acknowledgement(statement.id()).getBytes(StandardCharsets.UTF_8));
  }

  private Statement opened(String brand, UUID statementId, String token) {
    return tokens
        .open(Purpose.STATEMENT, token)
        .filter(statementId::equals)
        .map(withdrawals::get)
        .filter(statement -> statement.brand().equals(brand))
        .orElseThrow(() -> new LinkNotOpen(brand));
  }
}
