package io.retour.refunds.db;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.retour.returns.RefundStatement;
import io.retour.returns.RefundStatement.Kind;
import io.retour.shared.Money;
import java.util.List;
import org.springframework.stereotype.Component;

/** A statement as it is kept: its lines in JSON, in minor units of the currency beside it. */
@Component
class StatementText {

  private record Row(
      Kind kind, String subject, long amountMinor, long taxMinor, int taxRateBasisPoints) {}

  private record Text(List<Row> lines) {}

  private final ObjectMapper json;

  StatementText(ObjectMapper json) {
    this.json = json;
  }

  String write(RefundStatement statement) {
    try {
      return json.writeValueAsString(
          new Text(
              statement.lines().stream()
                  .map(
                      line ->
                          new Row(
                              line.kind(),
                              line.subject(),
                              line.amount().minor(),
                              line.tax().minor(),
                              line.taxRateBasisPoints()))
                  .toList()));
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A statement is plain data", impossible);
    }
  }

  RefundStatement read(String text, Money shipping, Money total) {
    try {
      return new RefundStatement(
          json.readValue(text, Text.class).lines().stream()
              .map(
                  row ->
                      new RefundStatement.Line(
                          row.kind(),
                          row.subject(),
                          new Money(row.amountMinor(), total.currency()),
                          new Money(row.taxMinor(), total.currency()),
                          row.taxRateBasisPoints()))
              .toList(),
          shipping,
          total);
    } catch (JsonProcessingException impossible) {
      throw new IllegalStateException("A statement is kept as it was written", impossible);
    }
  }
}
