package com.campaignsync.domain.query;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What the rows of an answer look like.
 *
 * @param grouping what tells one row from the others
 * @param granularity how long the periods of a grouping by date are
 * @param fields the figures shown, in this order; at least one
 * @param order the order of the rows
 * @param filled whether each group that has a row gets one for every period of the window from the
 *     tenant's first row on, with zeros where there is none; without other keys than the date,
 *     every period whether or not the window has any row; totals are those of the rows found
 */
public record MetricsShape(
    Grouping grouping,
    Granularity granularity,
    List<Field> fields,
    SortOrder order,
    boolean filled) {

  /** What is shown where nobody asks otherwise. */
  public static final List<Field> FIELDS_DEFAULT =
      List.of(
          Measure.IMPRESSIONS,
          Measure.CLICKS,
          Measure.SPEND,
          Measure.CONVERSIONS,
          Measure.REVENUE,
          Rate.CTR,
          Rate.CPC,
          Rate.CPM,
          Rate.ROAS,
          Rate.CONVERSION_RATE);

  /** A row per day, with the usual figures. */
  public static final MetricsShape BY_DATE = by(Grouping.BY_DATE);

  /**
   * @throws IllegalArgumentException if no figure is shown, or periods are asked for without a
   *     grouping by date: mistakes of the caller's code
   */
  public MetricsShape {
    fields = List.copyOf(fields);
    if (fields.isEmpty()) {
      throw new IllegalArgumentException("want at least one figure");
    }
    if (!grouping.has(GroupKey.DATE) && (filled || granularity != Granularity.DAY)) {
      throw new IllegalArgumentException("periods are told apart by the date alone");
    }
  }

  /** Days, the usual figures, in the order of the keys. */
  public static MetricsShape by(Grouping grouping) {
    return new MetricsShape(
        grouping, Granularity.DAY, FIELDS_DEFAULT, SortOrder.byKeys(grouping), false);
  }

  /** The same in another order. */
  public MetricsShape sorted(SortOrder other) {
    return new MetricsShape(grouping, granularity, fields, other, filled);
  }

  /** Whether money is shown or sorted by, be it within a ratio. */
  public boolean hasMoney() {
    return measures().stream().anyMatch(Measure::isMoney);
  }

  /** The sums needed: those shown, those that ratios are made of, those sorted by. */
  public Set<Measure> measures() {
    Set<Measure> needed = EnumSet.noneOf(Measure.class);
    fields.forEach(field -> needed.addAll(field.measures()));
    for (SortOrder.Term term : order.terms()) {
      if (term.field() instanceof Field field) {
        needed.addAll(field.measures());
      }
    }
    return needed;
  }
}
