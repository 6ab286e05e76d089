package io.retour.desk;

import io.retour.journey.JourneyInstances;
import io.retour.notifications.Notifications;
import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.privacy.Act;
import io.retour.privacy.Audited;
import io.retour.returns.CaseHistory;
import io.retour.returns.TaskAnswers;
import io.retour.shared.RetourProperties;
import io.retour.shared.web.BrandAccess;
import io.retour.withdrawal.Statement;
import io.retour.withdrawal.Withdrawals;
import java.security.Principal;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** Statements of withdrawal: the list, and each word for word with what became of it. */
@Controller
@RequestMapping("/desk/withdrawals")
class WithdrawalScreen {

  private static final int MOST = 100;

  private final Withdrawals withdrawals;
  private final Notifications notifications;
  private final DecisionPanel decisions;
  private final TaskAnswers answers;
  private final TimelineWords timeline;
  private final Orders orders;
  private final JourneyInstances instances;
  private final RetourProperties properties;
  private final BrandAccess access;

  WithdrawalScreen(
      Withdrawals withdrawals,
      Notifications notifications,
      DecisionPanel decisions,
      TaskAnswers answers,
      TimelineWords timeline,
      Orders orders,
      JourneyInstances instances,
      RetourProperties properties,
      BrandAccess access) {
    this.withdrawals = withdrawals;
    this.notifications = notifications;
    this.decisions = decisions;
    this.answers = answers;
    this.timeline = timeline;
    this.orders = orders;
    this.instances = instances;
    this.properties = properties;
    this.access = access;
  }

  @ModelAttribute
  void links(Model model, Principal principal) {
    DeskLinks.show(properties, principal, model);
  }

  /**
   * @param answered whether the consumer was told the outcome
   */
  public record Row(Statement statement, boolean answered, String last) {}

  @GetMapping
  String list(Model model) {
    model.addAttribute(
        "rows",
        withdrawals.newest(access.brands(), MOST).stream()
            .map(
                statement -> {
                  var events = withdrawals.events(statement.id());
                  return new Row(
                      statement,
                      events.stream().anyMatch(event -> event.kind().equals("answered")),
                      events.isEmpty() ? "" : events.getLast().kind());
                })
            .toList());
    return "desk/withdrawals";
  }

  @GetMapping("/{statementId}")
  @Audited(value = Act.STATEMENT_SEEN, about = "statementId")
  String statement(@PathVariable UUID statementId, Model model, Locale locale) {
    Statement statement = withdrawals.get(statementId);
    Optional<Order> order = withdrawals.order(statementId);
    model.addAttribute("statement", statement);
    model.addAttribute("order", order.orElse(null));
    model.addAttribute("registered", withdrawals.returnOf(statementId).orElse(null));
    model.addAttribute("outcomes", withdrawals.outcomes(statementId));
    model.addAttribute(
        "events",
        timeline.of(
            withdrawals.events(statementId).stream()
                .map(
                    each ->
                        new CaseHistory.Event(each.at(), each.actor(), each.kind(), each.detail()))
                .toList(),
            locale));
    model.addAttribute("answers", answers.about(statementId));
    model.addAttribute("messages", notifications.of(statementId));
    decisions.show(statementId, locale, model);
    model.addAttribute(
        "candidates",
        order.isPresent() ? List.of() : orders.numbersOf(statement.brand(), statement.contact()));
    instances
        .of(statementId)
        .ifPresent(instance -> DeskLinks.showInstance(properties, instance, model));
    return "desk/withdrawal";
  }
}
