package io.retour.desk;

import java.util.ArrayList;
import java.util.List;

/**
 * Bars below each other from a zero line, each with its name and its figure above it.
 *
 * @param height of the drawing
 */
public record BarDrawing(List<Bar> bars, int height) {

  private static final int WIDTH = 360;
  private static final int ROW = 46;
  private static final int LONGEST_NAME = 30;

  /**
   * A bar as it is drawn.
   *
   * @param y of the line of text above it
   * @param figure the number, and the share where there are enough for one
   * @param apart whether it is hatched, for what is of another kind than the rest
   */
  public record Bar(int y, int width, String name, String figure, boolean apart) {}

  /** What a bar shows. */
  record Value(long amount, String name, String figure, boolean apart) {}

  public BarDrawing {
    bars = List.copyOf(bars);
  }

  static BarDrawing of(List<Value> values) {
    long most = Math.max(values.stream().mapToLong(Value::amount).max().orElse(0), 1);
    List<Bar> bars = new ArrayList<>();
    for (Value value : values) {
      String name = value.name();
      bars.add(
          new Bar(
              bars.size() * ROW + 16,
              (int) (value.amount() * WIDTH / most),
              name.length() > LONGEST_NAME ? name.substring(0, LONGEST_NAME - 1) + "…" : name,
              value.figure(),
              value.apart()));
    }
    return new BarDrawing(bars, bars.size() * ROW);
  }
}
