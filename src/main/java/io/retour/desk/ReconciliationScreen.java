package io.retour.desk;

import io.retour.refunds.Reconciliation;
import io.retour.refunds.Reconciliation.Pair;
import io.retour.refunds.Reconciliation.Report;
import io.retour.returns.ReturnCase;
import io.retour.returns.Returns;
import io.retour.shared.Money;
import io.retour.shared.Problem;
import io.retour.shared.RetourProperties;
import java.security.Principal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** What the ledger says against what the payment providers' books say, for some days. */
@Controller
@RequestMapping("/desk/reconciliation")
class ReconciliationScreen {

  /** Providers' books are read page by page while somebody waits. */
  private static final int MOST_DAYS = 92;

  private static final List<String> HEADINGS =
      List.of(
          "provider",
          "difference",
          "return",
          "refund",
          "provider_refund",
          "currency",
          "asked",
          "ledger",
          "state_here",
          "provider_books",
          "state_there",
          "at");

  private final Reconciliation reconciliation;
  private final Returns returns;
  private final RetourProperties properties;
  private final Clock clock;

  ReconciliationScreen(
      Reconciliation reconciliation, Returns returns, RetourProperties properties, Clock clock) {
    this.reconciliation = reconciliation;
    this.returns = returns;
    this.properties = properties;
    this.clock = clock;
  }

  @ModelAttribute
  void links(Model model, Principal principal) {
    DeskLinks.show(properties, principal, model);
  }

  @GetMapping
  String show(
      @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate from,
      @RequestParam(required = false) @DateTimeFormat(iso = ISO.DATE) @Nullable LocalDate to,
      Model model) {
    LocalDate last = to == null ? today() : to;
    LocalDate first = from == null ? last.minusDays(6) : from;
    model.addAttribute("from", first);
    model.addAttribute("to", last);
    try {
      List<Report> reports = compared(first, last);
      model.addAttribute("reports", reports);
      model.addAttribute("rmaNumbers", rmaNumbers(reports));
    } catch (Problem wrongDays) {
      model.addAttribute("failed", wrongDays.detail());
      model.addAttribute("reports", List.of());
    }
    return "desk/reconciliation";
  }

  @GetMapping("/refunds.csv")
  ResponseEntity<byte[]> csv(
      @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate from,
      @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate to) {
    List<Report> reports = compared(from, to);
    Map<UUID, String> numbers = rmaNumbers(reports);
    List<List<@Nullable Object>> lines = new ArrayList<>();
    for (Report report : reports) {
      for (Pair pair : report.pairs()) {
        lines.add(line(report.provider(), pair, numbers));
      }
    }
    return new CsvFile("reconciliation-%s-%s.csv".formatted(from, to), HEADINGS, lines).download();
  }

  private LocalDate today() {
    return LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
  }

  private List<Report> compared(LocalDate from, LocalDate to) {
    if (to.isBefore(from) || to.isAfter(from.plusDays(MOST_DAYS - 1))) {
      throw Problem.invalid(
          "days-invalid", "to", "Choose 1 to %d days, the first one first.".formatted(MOST_DAYS));
    }
    return reconciliation.compare(from, to);
  }

  private Map<UUID, String> rmaNumbers(List<Report> reports) {
    Map<UUID, String> numbers = new HashMap<>();
    for (Report report : reports) {
      for (Pair pair : report.pairs()) {
        UUID caseId = pair.caseId();
        if (caseId != null && !numbers.containsKey(caseId)) {
          rmaNumber(caseId).ifPresent(number -> numbers.put(caseId, number));
        }
      }
    }
    return numbers;
  }

  /** Claims have another number, and a page of their own. */
  private Optional<String> rmaNumber(UUID caseId) {
    try {
      return Optional.of(returns.get(caseId)).map(ReturnCase::rmaNumber);
    } catch (Problem aClaim) {
      return Optional.empty();
    }
  }

  private static List<@Nullable Object> line(
      String provider, Pair pair, Map<UUID, String> numbers) {
    Money known = pair.here() == null ? pair.there() : pair.here();
    return Arrays.asList(
        provider,
        pair.difference(),
        pair.caseId() == null ? null : numbers.getOrDefault(pair.caseId(), ""),
        pair.refundId(),
        pair.providerRefundId(),
        known == null ? null : known.currency(),
        major(pair.here()),
        major(pair.booked()),
        pair.stateHere(),
        major(pair.there()),
        pair.stateThere(),
        pair.at());
  }

  private static @Nullable String major(@Nullable Money amount) {
    return amount == null ? null : amount.toMajor().toPlainString();
  }
}
