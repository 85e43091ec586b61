package com.campaignsync.domain.source;

import java.util.Locale;

/**
 * Every column a source of campaign metrics may have, whether it must, and which types it may have.
 */
public enum SourceColumn {
  TENANT_ID(true, Type.TEXT),
  CAMPAIGN_ID(true, Type.TEXT),
  PLATFORM(true, Type.TEXT),
  METRIC_DATE(true, Type.DATE),
  IMPRESSIONS(true, Type.COUNT),
  CLICKS(true, Type.COUNT),
  SPEND(true, Type.NUMBER),
  CONVERSIONS(true, Type.NUMBER),
  REVENUE(true, Type.NUMBER),
  METRIC_HOUR(false, Type.COUNT),
  CURRENCY(false, Type.TEXT),
  CAMPAIGN_NAME(false, Type.TEXT),
  ACCOUNT_ID(false, Type.TEXT),
  LEADS(false, Type.NUMBER),
  INSTALLS(false, Type.NUMBER),
  PURCHASES(false, Type.NUMBER),
  VISITORS(false, Type.NUMBER),
  PROFIT(false, Type.NUMBER);

  /** What a column holds: COUNT is INT64; NUMBER is INT64, NUMERIC or FLOAT64. */
  public enum Type {
    TEXT,
    DATE,
    COUNT,
    NUMBER
  }

  private final boolean required;
  private final Type type;

  SourceColumn(boolean required, Type type) {
    this.required = required;
    this.type = type;
  }

  /** The column's name in a source of the default mapping. */
  public String defaultName() {
    return name().toLowerCase(Locale.ROOT);
  }

  public boolean required() {
    return required;
  }

  public Type type() {
    return type;
  }
}
