package io.retour.desk;

import io.retour.policy.DecisionExplainer;
import io.retour.policy.DecisionLog;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.springframework.stereotype.Component;
import org.springframework.ui.Model;

/** What the tables decided about a case, in the reader's words, for {@code desk/decisions.html}. */
@Component
class DecisionPanel {

  private final DecisionLog decisions;
  private final DecisionExplainer explainer;

  DecisionPanel(DecisionLog decisions, DecisionExplainer explainer) {
    this.decisions = decisions;
    this.explainer = explainer;
  }

  void show(UUID caseId, Locale locale, Model model) {
    List<DecisionLog.Entry> decided = decisions.of(caseId);
    Map<DecisionLog.Entry, DecisionExplainer.Explanation> said = new IdentityHashMap<>();
    decided.forEach(decision -> said.put(decision, explainer.explain(decision, locale)));
    model.addAttribute("decisions", decided);
    model.addAttribute("said", said);
  }
}
