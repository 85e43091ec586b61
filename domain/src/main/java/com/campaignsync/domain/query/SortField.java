package com.campaignsync.domain.query;

/** Anything that rows can be sorted by: what they are called, or what they hold. */
public sealed interface SortField permits RowKey, Field, CampaignField {

  /** The name used in the API. */
  String wireName();

  /** What its values are; says how a page token writes them down. */
  Kind kind();

  /** Kinds of values. */
  enum Kind {
    /** {@link java.time.LocalDate}. */
    DAY,
    /** {@link java.util.UUID}. */
    ID,
    /** {@link String}. */
    TEXT,
    /** {@link java.math.BigDecimal}. */
    NUMBER
  }
}
