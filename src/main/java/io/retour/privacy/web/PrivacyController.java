package io.retour.privacy.web;

import io.retour.privacy.Act;
import io.retour.privacy.Audit;
import io.retour.privacy.Erasures;
import io.retour.privacy.Erasures.Outcome;
import io.retour.privacy.Exports;
import io.retour.privacy.Exports.Export;
import io.retour.privacy.Hindrance;
import io.retour.privacy.PersonalData.Kind;
import io.retour.shared.web.ShownOnce;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Size;
import java.security.Principal;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What is kept of a person, and its end. The mail address is in the body, never in an address. */
@RestController
@RequestMapping("/api/v1/privacy")
@Tag(name = "Privacy", description = "Data of persons: export, erasure, and who saw what")
class PrivacyController {

  private final Exports exports;
  private final Erasures erasures;
  private final Audit audit;

  PrivacyController(Exports exports, Erasures erasures, Audit audit) {
    this.exports = exports;
    this.erasures = erasures;
    this.audit = audit;
  }

  /**
   * A person at a brand.
   *
   * @param brand the shop's brand
   * @param email where the person gets mail
   */
  record PersonRequest(
      @NotBlank @Size(max = 40) String brand, @NotBlank @Size(max = 254) String email) {}

  /**
   * Something a person has.
   *
   * @param kind what it is
   * @param number as staff call it
   * @param why what holds it up; absent when nothing does
   * @param because the same in words
   * @param notBefore when it goes at the earliest, where that is known (UTC)
   */
  record PartView(
      Kind kind,
      String number,
      @Nullable Hindrance why,
      @Nullable String because,
      @Nullable Instant notBefore) {

    static PartView of(Erasures.Part part) {
      return new PartView(
          part.kind(),
          part.number(),
          part.why(),
          part.why() == null ? null : part.why().says(),
          part.notBefore());
    }
  }

  /**
   * What became of a person's data.
   *
   * @param gone what was erased, or would be
   * @param waits what goes by itself later, and why not yet
   */
  record OutcomeView(List<PartView> gone, List<PartView> waits) {

    static OutcomeView of(Outcome outcome) {
      return new OutcomeView(
          outcome.gone().stream().map(PartView::of).toList(),
          outcome.waits().stream().map(PartView::of).toList());
    }
  }

  /**
   * Who saw or did something.
   *
   * @param id orders the entries
   * @param at when (UTC)
   * @param who the user name
   * @param act what it was
   * @param about the number of a return or claim, or the id of something else
   * @param detail what should be known besides
   */
  record EntryView(long id, Instant at, String who, Act act, String about, String detail) {

    static EntryView of(Audit.Entry entry) {
      return new EntryView(
          entry.id(), entry.at(), entry.who(), entry.act(), entry.about(), entry.detail());
    }
  }

  /**
   * Some entries of the audit.
   *
   * @param entries the newest first
   * @param next pass it on as cursor for the next page; absent after the last
   */
  record AuditPage(List<EntryView> entries, @Nullable Long next) {}

  @PostMapping("/exports")
  @Operation(
      summary = "Everything about a person",
      description =
          "By table, with what each column means, why it is kept and how long (GDPR Art. 15, 20)."
              + " The answer is not kept for a request that comes again.")
  Export export(
      @Valid @RequestBody PersonRequest request, Principal caller, HttpServletRequest http) {
    ShownOnce.mark(http);
    return exports.of(request.brand(), request.email(), caller.getName());
  }

  @PostMapping("/erasures/preview")
  @Operation(summary = "What an erasure would do now; changes nothing")
  OutcomeView preview(@Valid @RequestBody PersonRequest request, Principal caller) {
    return OutcomeView.of(erasures.look(request.brand(), request.email(), caller.getName()));
  }

  @PostMapping("/erasures")
  @Operation(
      summary = "Erase a person",
      description =
          "What nothing holds up goes at once, the rest goes by itself when its reason is over (GDPR"
              + " Art. 17). Amounts, bookings and credit notes stay and name nobody. A second time"
              + " nothing more happens.")
  OutcomeView erase(@Valid @RequestBody PersonRequest request, Principal caller) {
    return OutcomeView.of(erasures.erase(request.brand(), request.email(), caller.getName()));
  }

  @GetMapping("/audit")
  @Operation(summary = "Who of staff saw or did what with shoppers' data")
  AuditPage audit(
      @Parameter(description = "Only what this user did.") @RequestParam(defaultValue = "")
          String who,
      @Parameter(description = "Only about this number or id.") @RequestParam(defaultValue = "")
          String about,
      @RequestParam(required = false) @Nullable Long cursor,
      @RequestParam(defaultValue = "50") @Min(1) @Max(200) int limit) {
    List<EntryView> page =
        audit.find(who, about, cursor, limit).stream().map(EntryView::of).toList();
    return new AuditPage(page, page.size() < limit ? null : page.getLast().id());
  }
}
