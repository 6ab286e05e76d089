package io.retour.returns;

import io.retour.policy.LineAssessment;
import io.retour.policy.MethodOffer;
import io.retour.policy.ResolutionOffer;
import io.retour.shared.Money;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * What is possible for a draft, as the tables say today.
 *
 * @param money what the shopper gets when asking for money back: a refund, unless only the shop's
 *     own policy applies and says store credit
 * @param credit what the shopper would get when asking for store credit
 * @param advance whether new pieces of an exchange may go out before the old ones are back
 * @param statement what would be paid back after the draft's method's fee, line by line; it equals
 *     what is granted later if nothing changes
 */
public record ReturnOffer(
    List<LineAssessment> lines,
    List<MethodOffer> methods,
    ResolutionOffer money,
    ResolutionOffer credit,
    boolean advance,
    RefundStatement statement) {

  /** What would be paid back. */
  public Money refund() {
    return statement.total();
  }

  public boolean possible() {
    return lines.stream().allMatch(LineAssessment::possible);
  }

  /**
   * The draft without the lines that {@link #staysOut stay out}; the draft as it is when nothing
   * would remain.
   *
   * @param draft the draft that this is the offer for
   */
  public ReturnDraft kept(ReturnDraft draft) {
    List<ReturnDraft.Line> kept =
        IntStream.range(0, lines.size())
            .filter(i -> !staysOut(lines.get(i)))
            .mapToObj(draft.lines()::get)
            .toList();
    return kept.isEmpty()
        ? draft
        : new ReturnDraft(draft.order(), kept, draft.method(), draft.requestedResolution());
  }

  /**
   * Whether a line stays out while the others go on: because the policy says so (mode MENTION), or
   * because a person has to look at it while another line comes back under a right. Nobody may hold
   * that one up, so this one would pass unseen beside it.
   */
  public boolean staysOut(LineAssessment line) {
    return line.leftOut() || line.needsALook() && lines.stream().anyMatch(LineAssessment::byRight);
  }

  /** Whether a damaged lithium battery is in it, which no parcel service takes (ADR SP 376). */
  public boolean damagedBattery() {
    return lines.stream().anyMatch(LineAssessment::damagedBattery);
  }

  /** Whether money back is on offer; under a statutory right it always is (CRD Art. 13(1)). */
  public boolean moneyBack() {
    return money.resolution().equals("REFUND");
  }

  public Optional<MethodOffer> method(String name) {
    return methods.stream().filter(offer -> offer.method().equals(name)).findFirst();
  }
}
