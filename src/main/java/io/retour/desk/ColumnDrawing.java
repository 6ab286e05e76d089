package io.retour.desk;

import java.util.ArrayList;
import java.util.List;

/**
 * Columns side by side from a zero line, one for each week. A second part of a column stands on the
 * first; what is no whole week is hatched, so that it is not read as a drop.
 *
 * @param ticks the axis, from zero
 * @param second what the upper parts stand for, empty if there are none
 * @param parts whether a column is hatched
 */
public record ColumnDrawing(
    List<Tick> ticks, List<Column> columns, String first, String second, boolean parts) {

  private static final int LEFT = 58;
  private static final int RIGHT = 584;
  private static final int TOP = 22;
  private static final int BOTTOM = 200;
  private static final int MOST_LABELS = 9;
  private static final int MOST_FIGURES = 14;
  private static final int TICKS = 4;

  /** A line across, at its height. */
  public record Tick(int y, String label) {}

  /**
   * A column as it is drawn.
   *
   * @param label what stands below, empty where there is no room
   * @param figure what stands above, empty where there is no room
   * @param says all of it, for who points at it
   */
  public record Column(
      int x,
      int width,
      int y,
      int height,
      int upperY,
      int upperHeight,
      boolean part,
      String label,
      String figure,
      String says) {

    /** Where its texts stand. */
    public int middle() {
      return x + width / 2;
    }

    /** Where it ends above. */
    public int top() {
      return upperHeight > 0 ? upperY : y;
    }
  }

  /** What a column shows. */
  record Value(long amount, long upper, boolean part, String label, String figure, String says) {}

  /** How a mark of the axis is written. */
  interface AxisLabel {
    String of(long value);
  }

  public ColumnDrawing {
    ticks = List.copyOf(ticks);
    columns = List.copyOf(columns);
  }

  /**
   * @param unit a mark of the axis is a multiple of it: 1 for things, 100 for cents
   */
  static ColumnDrawing of(
      List<Value> values, String first, String second, long unit, AxisLabel axis) {
    long most = values.stream().mapToLong(value -> value.amount() + value.upper()).max().orElse(0);
    long step = step(most, unit);
    List<Tick> ticks = new ArrayList<>();
    for (int tick = 0; tick <= TICKS; tick++) {
      ticks.add(new Tick(y(step * tick, step), axis.of(step * tick)));
    }
    int room = (RIGHT - LEFT) / Math.max(values.size(), 1);
    int width = Math.max(Math.min(room * 7 / 10, 48), 3);
    int every = (values.size() + MOST_LABELS - 1) / MOST_LABELS;
    List<Column> columns = new ArrayList<>();
    for (int i = 0; i < values.size(); i++) {
      Value value = values.get(i);
      int y = y(value.amount(), step);
      int upperY = y(value.amount() + value.upper(), step);
      columns.add(
          new Column(
              LEFT + i * (RIGHT - LEFT) / values.size() + (room - width) / 2,
              width,
              y,
              BOTTOM - y,
              upperY,
              y - upperY,
              value.part(),
              (values.size() - 1 - i) % every == 0 ? value.label() : "",
              values.size() <= MOST_FIGURES ? value.figure() : "",
              value.says()));
    }
    return new ColumnDrawing(
        ticks,
        columns,
        first,
        second,
        values.stream().anyMatch(value -> value.part() && value.amount() + value.upper() > 0));
  }

  private static int y(long value, long step) {
    return BOTTOM - (int) (value * (BOTTOM - TOP) / (step * TICKS));
  }

  /** 1, 2, 5, 10, 20, 50, … units, so that four of them hold the most. */
  private static long step(long most, long unit) {
    long step = unit;
    for (int i = 0; step * TICKS < most; i++) {
      step = i % 3 == 1 ? step / 2 * 5 : step * 2;
    }
    return step;
  }
}
