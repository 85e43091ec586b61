package com.campaignsync.domain.source;

/** Where the values of one of our columns come from. */
public sealed interface ColumnSource {

  /**
   * A column of the source.
   *
   * @param name its name there
   * @param scale the unit that its numbers are in
   */
  record Column(String name, Scale scale) implements ColumnSource {

    /** A column whose values are taken as they are. */
    public Column(String name) {
      this(name, Scale.UNITS);
    }
  }

  /** The same value for every row of the source: a source of one tenant, platform or currency. */
  record Constant(String value) implements ColumnSource {}

  /**
   * The source does not have it. A measure is unknown; a source without a tenant or platform column
   * is wholly the connection's own.
   */
  record Absent() implements ColumnSource {}

  /** The unit of a number at its source. */
  enum Scale {
    /** Whole units. */
    UNITS(1),
    /** Millionths, as the Google Ads API gives money. */
    MICROS(1_000_000);

    private final int perUnit;

    Scale(int perUnit) {
      this.perUnit = perUnit;
    }

    /** How many of them make one unit. */
    public int perUnit() {
      return perUnit;
    }
  }
}
