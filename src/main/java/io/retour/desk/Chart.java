package io.retour.desk;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A figure of a screen: a drawing, and the same in a table for who reads rather than looks. It has
 * one of the two drawings, or none when there is nothing to draw.
 *
 * @param id its name on the page and in addresses
 * @param says what is counted, in a sentence
 * @param summary what the drawing shows, for who does not see it
 * @param empty what stands there when there is nothing to show
 * @param gaps what stands in a column of numbers in place of one
 */
public record Chart(
    String id,
    String title,
    String says,
    String summary,
    String empty,
    @Nullable ColumnDrawing columns,
    @Nullable BarDrawing bars,
    List<String> headings,
    List<List<String>> rows,
    Set<String> gaps) {

  public Chart {
    gaps = Set.copyOf(gaps);
    headings = List.copyOf(headings);
    rows = rows.stream().map(List::copyOf).toList();
  }

  /** Whether a column of the table holds numbers, which stand below each other at the right. */
  public boolean ofNumbers(int column) {
    return column > 0
        && rows.stream()
            .map(row -> row.get(column))
            .allMatch(cell -> gaps.contains(cell) || cell.matches("([0-9.]+( %)?)?"));
  }

  static Chart ofColumns(
      String id,
      String title,
      String says,
      String summary,
      ColumnDrawing columns,
      List<String> headings,
      List<List<String>> rows,
      Set<String> gaps) {
    return new Chart(id, title, says, summary, "", columns, null, headings, rows, gaps);
  }

  static Chart ofBars(
      String id,
      String title,
      String says,
      String summary,
      BarDrawing bars,
      List<String> headings,
      List<List<String>> rows,
      Set<String> gaps) {
    return new Chart(id, title, says, summary, "", null, bars, headings, rows, gaps);
  }

  static Chart nothing(String id, String title, String says, String empty) {
    return new Chart(id, title, says, "", empty, null, null, List.of(), List.of(), Set.of());
  }
}
