package io.retour.desk;

import io.retour.orders.Order;
import io.retour.policy.DecisionExplainer;
import io.retour.policy.DecisionLog;
import io.retour.returns.ReturnCase;
import java.util.List;
import java.util.Locale;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/**
 * Other returns of the same shopper at the same brand, and what stood out about this one, as facts
 * with their source: for {@code desk/shopper.html}.
 */
@Component
class ShopperPanel {

  private static final String RISK = "fraud-risk";
  private static final int MOST = 100;

  private final CaseSearch search;
  private final DecisionLog decisions;
  private final DecisionExplainer explainer;

  ShopperPanel(CaseSearch search, DecisionLog decisions, DecisionExplainer explainer) {
    this.search = search;
    this.decisions = decisions;
    this.explainer = explainer;
  }

  void show(ReturnCase shown, Order order, Locale locale, Model model) {
    List<CaseSearch.Row> others =
        search.ofShopper(shown.brand(), order.email(), shown.rmaNumber(), MOST + 1);
    model.addAttribute("otherReturns", others.stream().limit(MOST).toList());
    model.addAttribute("moreReturns", others.size() > MOST);
    model.addAttribute(
        "risk",
        decisions.of(shown.id()).stream()
            .filter(decision -> decision.decisionId().equals(RISK))
            .reduce((earlier, later) -> later)
            .map(decision -> explainer.explain(decision, locale))
            .orElse(null));
  }
}
