package io.retour.desk;

import io.retour.exchanges.Exchanges;
import io.retour.inventory.Stock;
import io.retour.logistics.Parcels;
import io.retour.logistics.SendBacks;
import io.retour.notifications.Notifications;
import io.retour.orders.Order;
import io.retour.privacy.Act;
import io.retour.privacy.Audit;
import io.retour.privacy.Audited;
import io.retour.refunds.CreditNotes;
import io.retour.refunds.DeductionObjections;
import io.retour.refunds.Grant;
import io.retour.refunds.LatePayments;
import io.retour.refunds.Ledger;
import io.retour.refunds.Overpayments;
import io.retour.refunds.PayoutAccounts;
import io.retour.refunds.RefundDeadlines;
import io.retour.refunds.Refunds;
import io.retour.refunds.StoreCredits;
import io.retour.returns.CaseHistory;
import io.retour.returns.InternalNotes;
import io.retour.returns.Photo;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnUnit;
import io.retour.returns.Returns;
import io.retour.returns.TaskAnswers;
import io.retour.shared.Problem;
import io.retour.shared.RetourProperties;
import io.retour.shared.web.BrandAccess;
import io.retour.withdrawal.Withdrawals;
import java.security.Principal;
import java.util.ArrayList;
import java.util.List;
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
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Searching returns, and the case file that shows all about one. */
@Controller
@RequestMapping("/desk")
class DeskController {

  private static final int MOST_SEEN = 20;

  private final CaseSearch search;
  private final Returns returns;
  private final Parcels parcels;
  private final SendBacks sendBacks;
  private final Refunds refunds;
  private final StoreCredits credits;
  private final PayoutAccounts accounts;
  private final RefundDeadlines deadlines;
  private final Ledger ledger;
  private final CreditNotes notes;
  private final Overpayments overpayments;
  private final LatePayments late;
  private final DeductionObjections objections;
  private final Exchanges exchanges;
  private final Stock stock;
  private final DecisionPanel decisions;
  private final CaseHistory history;
  private final TimelineWords timeline;
  private final TaskAnswers answers;
  private final Notifications notifications;
  private final Withdrawals withdrawals;
  private final InternalNotes internalNotes;
  private final ShopperPanel shopper;
  private final Audit audit;
  private final ScreenWords words;
  private final RetourProperties properties;
  private final BrandAccess access;

  DeskController(
      CaseSearch search,
      Returns returns,
      Parcels parcels,
      SendBacks sendBacks,
      Refunds refunds,
      StoreCredits credits,
      PayoutAccounts accounts,
      RefundDeadlines deadlines,
      Ledger ledger,
      CreditNotes notes,
      Overpayments overpayments,
      LatePayments late,
      DeductionObjections objections,
      Exchanges exchanges,
      Stock stock,
      DecisionPanel decisions,
      CaseHistory history,
      TimelineWords timeline,
      TaskAnswers answers,
      Notifications notifications,
      Withdrawals withdrawals,
      InternalNotes internalNotes,
      ShopperPanel shopper,
      Audit audit,
      ScreenWords words,
      RetourProperties properties,
      BrandAccess access) {
    this.search = search;
    this.returns = returns;
    this.parcels = parcels;
    this.sendBacks = sendBacks;
    this.refunds = refunds;
    this.credits = credits;
    this.accounts = accounts;
    this.deadlines = deadlines;
    this.ledger = ledger;
    this.notes = notes;
    this.overpayments = overpayments;
    this.late = late;
    this.objections = objections;
    this.exchanges = exchanges;
    this.stock = stock;
    this.decisions = decisions;
    this.history = history;
    this.timeline = timeline;
    this.answers = answers;
    this.notifications = notifications;
    this.withdrawals = withdrawals;
    this.internalNotes = internalNotes;
    this.shopper = shopper;
    this.audit = audit;
    this.words = words;
    this.properties = properties;
    this.access = access;
  }

  @ModelAttribute
  void links(Model model, Principal principal) {
    DeskLinks.show(properties, principal, model);
  }

  /** A link can hold a number, but no mail address: addresses of pages are logged on their way. */
  @GetMapping
  String list(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "false") boolean open,
      Model model) {
    if (namesAPerson(q)) {
      model.addAttribute("failed", words.text("desk.privacy.not-in-the-address"));
      return show("", open, model);
    }
    return show(q, open, model);
  }

  /** What is typed into the field; a mail address stays out of the page's address. */
  @PostMapping("/search")
  String search(
      @RequestParam(defaultValue = "") String q,
      @RequestParam(defaultValue = "false") boolean open,
      Principal principal,
      Model model,
      RedirectAttributes redirect) {
    if (namesAPerson(q)) {
      audit.note(principal.getName(), Act.SEARCHED, "", "");
      return show(q, open, model);
    }
    redirect.addAttribute("q", q);
    if (open) {
      redirect.addAttribute("open", true);
    }
    return "redirect:/desk";
  }

  private static boolean namesAPerson(String text) {
    return text.indexOf('@') >= 0;
  }

  private String show(String q, boolean open, Model model) {
    model.addAttribute("q", q);
    model.addAttribute("open", open);
    model.addAttribute("rows", search.find(access.brands(), q, open));
    return "desk/list";
  }

  @GetMapping("/returns/{rmaNumber}")
  @Audited(value = Act.CASE_SEEN, about = "rmaNumber")
  String caseFile(@PathVariable String rmaNumber, Model model, Locale locale) {
    ReturnCase shown = returns.byRmaNumber(rmaNumber);
    Order order = returns.order(shown);
    model.addAttribute("return", shown);
    model.addAttribute("caseFile", "/desk/returns/" + rmaNumber);
    model.addAttribute("order", order);
    model.addAttribute("events", timeline.of(history.of(shown.id()), locale));
    decisions.show(shown.id(), locale, model);
    shopper.show(shown, order, locale, model);
    model.addAttribute("internalNotes", internalNotes.of(shown.id()));
    model.addAttribute("noteId", UUID.randomUUID());
    model.addAttribute("parcels", parcels.ofReturn(shown.id()));
    model.addAttribute("sendBack", sendBacks.of(shown.id()).orElse(null));
    model.addAttribute("scans", parcels.newsOf(shown.id()));
    model.addAttribute("answers", answers.about(shown.id()));
    model.addAttribute("messages", notifications.of(shown.id()));
    model.addAttribute("movements", stock.of(shown.units().stream().map(ReturnUnit::id).toList()));
    model.addAttribute("deadline", deadlines.of(shown.id()).orElse(null));
    model.addAttribute("interest", deadlines.interest(shown.id()));
    model.addAttribute("latePayment", late.of(shown.id()).orElse(null));
    Optional<Grant> grant = refunds.grantOf(shown.id());
    model.addAttribute("grant", grant.orElse(null));
    model.addAttribute("refunds", grant.map(g -> refunds.refundsOf(g.id())).orElse(null));
    model.addAttribute("credit", grant.flatMap(g -> credits.accountOfGrant(g.id())).orElse(null));
    model.addAttribute("exchange", exchanges.ofReturn(shown.id()).orElse(null));
    model.addAttribute("account", accounts.of(shown.id()).orElse(null));
    model.addAttribute("creditNote", notes.ofReturn(shown.id()).orElse(null));
    model.addAttribute("correction", notes.correctionOfReturn(shown.id()).orElse(null));
    model.addAttribute("overpaid", overpayments.of(shown.id()).orElse(null));
    List<Ledger.Entry> entries = new ArrayList<>(ledger.of(shown.id()));
    objections
        .ofReturn(shown.id())
        .ifPresent(
            objection -> {
              model.addAttribute("objection", objection);
              notes
                  .ofReturn(objection.id())
                  .ifPresent(note -> model.addAttribute("givenBack", note));
              refunds
                  .grantOf(objection.id())
                  .ifPresent(
                      back -> {
                        model.addAttribute("objectionGrant", back);
                        model.addAttribute("objectionRefunds", refunds.refundsOf(back.id()));
                      });
              entries.addAll(ledger.of(objection.id()));
            });
    model.addAttribute("entries", entries);
    model.addAttribute("statements", withdrawals.ofOrder(order.id()));
    model.addAttribute("photos", returns.photos(shown.id()));
    model.addAttribute("seen", audit.about(rmaNumber, MOST_SEEN));
    if (shown.processInstanceKey() != null) {
      DeskLinks.showInstance(properties, shown.processInstanceKey(), model);
    }
    return "desk/case";
  }

  /** What carriers told of parcels that nobody here knows: kept, and here to be seen. */
  @GetMapping("/scans")
  String scans(Model model) {
    model.addAttribute("scans", parcels.strayNews());
    return "desk/scans";
  }

  @GetMapping("/returns/{rmaNumber}/credit-note")
  String creditNote(@PathVariable String rmaNumber, Model model) {
    ReturnCase shown = returns.byRmaNumber(rmaNumber);
    model.addAttribute("return", shown);
    model.addAttribute(
        "note",
        notes
            .ofReturn(shown.id())
            .orElseThrow(
                () ->
                    Problem.notFound("credit-note-unknown", "There is no credit note of it yet.")));
    return "desk/credit-note";
  }

  @GetMapping("/returns/{rmaNumber}/photos/{photoId}")
  @Audited(value = Act.PHOTO_SEEN, about = "rmaNumber")
  ResponseEntity<byte[]> photo(@PathVariable String rmaNumber, @PathVariable UUID photoId) {
    return returns
        .photo(returns.byRmaNumber(rmaNumber).id(), photoId)
        .map(Photo::content)
        .map(content -> ResponseEntity.ok().contentType(MediaType.IMAGE_JPEG).body(content))
        .orElseGet(() -> ResponseEntity.notFound().build());
  }

  /** Audited here: what is refused leads back to the case file as well. */
  @PostMapping("/returns/{rmaNumber}/cancel")
  String cancel(@PathVariable String rmaNumber, Principal principal, RedirectAttributes redirect) {
    try {
      returns.requestCancellation(returns.byRmaNumber(rmaNumber).id(), principal.getName());
      audit.note(principal.getName(), Act.CANCELLED, rmaNumber, "");
      redirect.addFlashAttribute("done", words.text("desk.cancelling"));
    } catch (Problem tooLate) {
      redirect.addFlashAttribute("failed", tooLate.detail());
    }
    return "redirect:/desk/returns/" + rmaNumber;
  }
}
