package io.retour.refunds;

import static io.retour.refunds.WorkedExamples.euro;
import static io.retour.refunds.WorkedExamples.minor;
import static io.retour.testing.OrderBuilder.order;
import static org.assertj.core.api.Assertions.assertThat;

import io.retour.orders.KitParts;
import io.retour.orders.OrderLine;
import io.retour.orders.OrderLine.Exemption;
import io.retour.orders.ShopCurrency;
import io.retour.orders.Tender;
import io.retour.policy.PolicyForTests;
import io.retour.policy.ReturnPolicy;
import io.retour.refunds.CreditAccount.Parts;
import io.retour.refunds.CreditMovement.Kind;
import io.retour.refunds.WorkedExamples.Example;
import io.retour.returns.RefundStatement;
import io.retour.shared.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What docs/money.md tells an accountant is what the program does. */
class MoneyDocTest {

  static List<Example> examples() {
    return WorkedExamples.all();
  }

  @ParameterizedTest
  @MethodSource("examples")
  void theProgramComesToTheLinesOfTheExample(Example example) {
    RefundStatement statement = example.calculated();
    List<List<String>> written =
        new ArrayList<>(statement.lines().stream().map(WorkedExamples::written).toList());
    written.add(List.of("refund", statement.total().toMajor().toPlainString(), "", ""));

    assertThat(written).isEqualTo(example.lines());
  }

  @Test
  void thePageHasExamplesOfEveryKindOfLine() {
    assertThat(
            examples().stream()
                .flatMap(example -> example.calculated().lines().stream())
                .map(RefundStatement.Line::kind)
                .distinct())
        .containsExactlyInAnyOrder(RefundStatement.Kind.values());
  }

  @Test
  void aKitIsSplitIntoThePartsOfThePage() {
    List<List<String>> rows = WorkedExamples.table("part");
    OrderLine kit =
        order()
            .pricesWithoutTax()
            .line("KIT-1", 1, 15999, 0, 600, Exemption.NONE, false)
            .build()
            .lines()
            .getFirst();

    List<OrderLine> parts =
        KitParts.lines(
            kit,
            1,
            euro(960),
            1,
            rows.stream()
                .map(
                    row ->
                        new KitParts.Part(
                            row.get(0),
                            row.get(0),
                            "ELECTRONICS",
                            1,
                            euro(minor(row.get(1))),
                            500,
                            Exemption.NONE,
                            OrderLine.Battery.NONE))
                .toList());

    assertThat(
            parts.stream()
                .map(
                    part ->
                        Stream.of(
                                part.afterLineDiscount(),
                                part.tax(),
                                part.afterLineDiscount().plus(part.tax()))
                            .map(amount -> amount.toMajor().toPlainString())
                            .toList()))
        .isEqualTo(rows.stream().map(row -> row.subList(2, 5)).toList());
  }

  @Test
  void meansOfPaymentAreFilledAsOnThePage() {
    Tender giftCard = new Tender(UUID.randomUUID(), "GIFT_CARD", "bank", "g", euro(3500));
    Tender card = new Tender(UUID.randomUUID(), "CARD", "bank", "c", euro(6500));
    Map<UUID, Money> back = new HashMap<>();
    for (List<String> row : WorkedExamples.table("refunded")) {
      TenderSplit split =
          TenderSplit.of(
              euro(minor(row.get(0))),
              List.of(giftCard, card),
              each -> each.captured().minus(back.getOrDefault(each.id(), euro(0))));
      split.parts().forEach(part -> back.merge(part.tender().id(), part.amount(), Money::plus));

      assertThat(
              Stream.of(giftCard, card)
                  .map(
                      means ->
                          split.parts().stream()
                              .filter(part -> part.tender().equals(means))
                              .map(TenderSplit.Part::amount)
                              .reduce(euro(0), Money::plus)
                              .toMajor()
                              .toPlainString()))
          .as(row.toString())
          .isEqualTo(row.subList(1, 3));
    }
    assertThat(back).containsEntry(giftCard.id(), euro(3500)).containsEntry(card.id(), euro(6500));
  }

  @Test
  void storeCreditGoesTheStepsOfThePage() {
    List<CreditMovement> moved = new ArrayList<>();
    LocalDate today = LocalDate.of(2026, 12, 1);
    StoreCredit credit = null;
    for (List<String> step : WorkedExamples.table("step")) {
      Money amount = euro(minor(step.get(1)));
      if (step.get(0).equals("issued")) {
        Money bonus = euro(minor(step.get(3)));
        credit =
            new StoreCredit(
                UUID.randomUUID(),
                UUID.randomUUID(),
                "SC-1",
                amount,
                bonus,
                Instant.EPOCH,
                null,
                null,
                "",
                ZoneId.of("Europe/Amsterdam"),
                null);
      } else {
        CreditAccount before = new CreditAccount(credit, moved);
        moved.add(movement(step.get(0), before, amount, today));
      }
      assertThat(new CreditAccount(credit, moved).left())
          .as(step.toString())
          .isEqualTo(new Parts(euro(minor(step.get(2))), euro(minor(step.get(3)))));
    }
    assertThat(moved).hasSize(4);
  }

  @Test
  void whatADelayCostsIsThatOfThePage() {
    ReturnPolicy policy = PolicyForTests.packaged();
    List<List<String>> rows = WorkedExamples.table("late refund");
    assertThat(rows).isNotEmpty();
    for (List<String> row : rows) {
      LateSum sum =
          LateSum.of(
                  euro(minor(row.get(0))),
                  euro(minor(row.get(1))),
                  LocalDate.parse(row.get(2)),
                  LocalDate.parse(row.get(3)),
                  day -> policy.lateStep("FR", "STATUTORY_WITHDRAWAL", day),
                  month -> policy.legalRate("FR", month))
              .orElseThrow();

      assertThat(
              List.of(
                  String.valueOf(sum.daysLate()),
                  sum.uplift().toMajor().toPlainString(),
                  sum.total().minus(sum.uplift()).toMajor().toPlainString(),
                  sum.total().toMajor().toPlainString()))
          .isEqualTo(row.subList(4, 8));
    }
  }

  @Test
  void exchangeDifferencesAreThoseOfThePage() {
    List<List<String>> rows = WorkedExamples.table("paid");
    assertThat(rows).isNotEmpty();
    for (List<String> row : rows) {
      ExchangeDifference difference =
          ExchangeDifference.of(
              new ExchangeDifference.Open(
                  UUID.randomUUID(),
                  "refund:1",
                  Ledger.Account.PROVIDER_CLEARING,
                  UUID.randomUUID(),
                  UUID.randomUUID(),
                  euro(minor(row.get(0))),
                  new ShopCurrency(Currency.getInstance(row.get(1)), new BigDecimal(row.get(2))),
                  Instant.EPOCH),
              new BigDecimal(row.get(3)));

      assertThat(
              List.of(
                  difference.then().toMajor().toPlainString(),
                  difference.now().toMajor().toPlainString(),
                  difference.loss().toMajor().toPlainString()))
          .isEqualTo(row.subList(4, 7));
    }
  }

  private static CreditMovement movement(
      String step, CreditAccount before, Money amount, LocalDate today) {
    return switch (step) {
      case "spent" -> {
        Parts taken = before.taking(amount, today);
        yield moved(Kind.REDEEMED, taken.value().negate(), taken.bonus().negate(), null);
      }
      case "given back" -> {
        UUID last = before.movements().getLast().id();
        Parts back = before.givingBack(last, amount);
        yield moved(Kind.GIVEN_BACK, back.value(), back.bonus(), last);
      }
      case "turned into money" -> {
        Parts left = before.usable(today);
        assertThat(left.value()).isEqualTo(amount);
        yield moved(Kind.CASHED_OUT, left.value().negate(), left.bonus().negate(), null);
      }
      default -> throw new IllegalStateException(step);
    };
  }

  private static CreditMovement moved(Kind kind, Money value, Money bonus, UUID reverses) {
    return new CreditMovement(
        UUID.randomUUID(), UUID.randomUUID(), 1, kind, value, bonus, "", reverses, Instant.EPOCH);
  }
}
