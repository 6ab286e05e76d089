package io.retour.desk;

import io.retour.claims.Claim;
import io.retour.claims.ClaimPhoto;
import io.retour.claims.Claims;
import io.retour.journey.JourneyInstances;
import io.retour.notifications.Notifications;
import io.retour.privacy.Act;
import io.retour.privacy.Audit;
import io.retour.privacy.Audited;
import io.retour.refunds.Grant;
import io.retour.refunds.Ledger;
import io.retour.refunds.PayoutAccounts;
import io.retour.refunds.RefundDeadlines;
import io.retour.refunds.Refunds;
import io.retour.returns.InternalNotes;
import io.retour.returns.TaskAnswers;
import io.retour.shared.RetourProperties;
import io.retour.shared.web.BrandAccess;
import java.security.Principal;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** The case file of a claim: what was stated, decided and done. */
@Controller
@RequestMapping("/desk/claims")
class ClaimScreen {

  private static final int MOST_IN_LIST = 100;
  private static final int MOST_SEEN = 20;

  private final Claims claims;
  private final Refunds refunds;
  private final RefundDeadlines deadlines;
  private final PayoutAccounts accounts;
  private final Ledger ledger;
  private final DecisionPanel decisions;
  private final TaskAnswers answers;
  private final TimelineWords timeline;
  private final InternalNotes notes;
  private final Notifications notifications;
  private final JourneyInstances instances;
  private final Audit audit;
  private final RetourProperties properties;
  private final BrandAccess access;

  ClaimScreen(
      Claims claims,
      Refunds refunds,
      RefundDeadlines deadlines,
      PayoutAccounts accounts,
      Ledger ledger,
      DecisionPanel decisions,
      TaskAnswers answers,
      TimelineWords timeline,
      InternalNotes notes,
      Notifications notifications,
      JourneyInstances instances,
      Audit audit,
      RetourProperties properties,
      BrandAccess access) {
    this.claims = claims;
    this.refunds = refunds;
    this.deadlines = deadlines;
    this.accounts = accounts;
    this.ledger = ledger;
    this.decisions = decisions;
    this.answers = answers;
    this.timeline = timeline;
    this.notes = notes;
    this.notifications = notifications;
    this.instances = instances;
    this.audit = audit;
    this.properties = properties;
    this.access = access;
  }

  @ModelAttribute
  void links(Model model, Principal principal) {
    DeskLinks.show(properties, principal, model);
  }

  @GetMapping
  String list(Model model) {
    model.addAttribute("claims", claims.newest(access.brands(), MOST_IN_LIST));
    return "desk/claims";
  }

  @GetMapping("/{number}")
  @Audited(value = Act.CLAIM_SEEN, about = "number")
  String caseFile(@PathVariable String number, Model model, Locale locale) {
    Claim shown = claims.byNumber(number);
    model.addAttribute("claim", shown);
    model.addAttribute("order", claims.order(shown));
    model.addAttribute("damagedBattery", claims.damagedBattery(shown));
    model.addAttribute("caseFile", "/desk/claims/" + number);
    model.addAttribute("events", timeline.of(claims.history(shown.id()), locale));
    model.addAttribute("internalNotes", notes.of(shown.id()));
    model.addAttribute("noteId", UUID.randomUUID());
    decisions.show(shown.id(), locale, model);
    model.addAttribute("answers", answers.about(shown.id()));
    model.addAttribute("messages", notifications.of(shown.id()));
    model.addAttribute("deadline", deadlines.of(shown.id()).orElse(null));
    Optional<Grant> grant = refunds.grantOf(shown.id());
    model.addAttribute("grant", grant.orElse(null));
    model.addAttribute("refunds", grant.map(g -> refunds.refundsOf(g.id())).orElse(null));
    model.addAttribute("account", accounts.of(shown.id()).orElse(null));
    model.addAttribute("entries", ledger.of(shown.id()));
    model.addAttribute("photos", claims.photos(shown.id()));
    model.addAttribute("seen", audit.about(number, MOST_SEEN));
    instances
        .of(shown.id())
        .ifPresent(instance -> DeskLinks.showInstance(properties, instance, model));
    return "desk/claim";
  }

  @GetMapping("/{number}/photos/{photoId}")
  @Audited(value = Act.PHOTO_SEEN, about = "number")
  ResponseEntity<byte[]> photo(@PathVariable String number, @PathVariable UUID photoId) {
    return claims
        .photo(claims.byNumber(number).id(), photoId)
        .map(ClaimPhoto::content)
        .map(content -> ResponseEntity.ok().contentType(MediaType.IMAGE_JPEG).body(content))
        .orElseGet(() -> ResponseEntity.notFound().build());
  }
}
