package io.retour.warehouse;

import io.retour.policy.InspectionCheck;
import io.retour.policy.ReturnPolicy;
import io.retour.shared.Problem;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What to look at, and what the answers say about lost value, as the business's table has it. */
@Component
public class Checklist {

  /** The finding of an answer that says nothing about lost value. */
  public static final String NOTHING = "NONE";

  private final ReturnPolicy policy;

  Checklist(ReturnPolicy policy) {
    this.policy = policy;
  }

  /** In the order in which it is looked at. */
  public List<InspectionCheck> of(String category) {
    return policy.checklist(category);
  }

  /**
   * What the answers say about lost value, in the order of the list.
   *
   * @throws Problem when something was answered that is not asked of such goods
   */
  List<String> findings(String category, Map<String, Answer> answers) {
    List<InspectionCheck> list = of(category);
    answers.keySet().stream()
        .filter(answered -> list.stream().noneMatch(each -> each.check().equals(answered)))
        .findFirst()
        .ifPresent(
            unknown -> {
              throw Problem.invalid(
                  "check-unknown",
                  "checks",
                  "The checklist of %s has no %s (any more). Load the page again, and answer what is there."
                      .formatted(category, unknown));
            });
    return list.stream()
        .filter(each -> seen(each, Optional.ofNullable(answers.get(each.check()))))
        .map(InspectionCheck::finding)
        .filter(finding -> !finding.equals(NOTHING))
        .distinct()
        .toList();
  }

  private static boolean seen(InspectionCheck check, Optional<Answer> answer) {
    Answer telling = check.seenOnYes() ? Answer.YES : Answer.NO;
    return answer.filter(given -> given == telling).isPresent();
  }
}
