package com.campaignsync.domain.source;

import com.campaignsync.domain.metric.Entity;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Every column a source of metrics may have, for which entities, whether it must, and which types
 * it may have.
 */
public enum SourceColumn {
  TENANT_ID(Need.REQUIRED, Type.TEXT),
  CAMPAIGN_ID(Need.REQUIRED, Type.TEXT),
  PLATFORM(Need.REQUIRED, Type.TEXT),
  METRIC_DATE(Need.REQUIRED, Type.DATE),
  IMPRESSIONS(Need.REQUIRED, Type.COUNT),
  CLICKS(Need.REQUIRED, Type.COUNT),
  SPEND(Need.REQUIRED, Type.NUMBER),
  CONVERSIONS(Need.REQUIRED, Type.NUMBER),
  REVENUE(Need.REQUIRED, Type.NUMBER),
  METRIC_HOUR(Need.OPTIONAL, Type.COUNT),
  CURRENCY(Need.OPTIONAL, Type.TEXT),
  CAMPAIGN_NAME(Need.OPTIONAL, Type.TEXT),
  ACCOUNT_ID(Need.OPTIONAL, Type.TEXT),
  LEADS(Need.OPTIONAL, Type.NUMBER),
  INSTALLS(Need.OPTIONAL, Type.NUMBER),
  PURCHASES(Need.OPTIONAL, Type.NUMBER),
  VISITORS(Need.OPTIONAL, Type.NUMBER),
  PROFIT(Need.OPTIONAL, Type.NUMBER),
  ASSET_ID(Need.REQUIRED_OF_ASSETS, Type.TEXT),
  ASSET_NAME(Need.OPTIONAL_OF_ASSETS, Type.TEXT),
  ENGAGEMENTS(Need.OPTIONAL_OF_ASSETS, Type.COUNT);

  /**
   * What a column holds: TEXT is STRING, or INT64 written as digits; COUNT is INT64; NUMBER is
   * INT64, NUMERIC or FLOAT64.
   */
  public enum Type {
    TEXT,
    DATE,
    COUNT,
    NUMBER
  }

  private enum Need {
    REQUIRED,
    OPTIONAL,
    REQUIRED_OF_ASSETS,
    OPTIONAL_OF_ASSETS
  }

  private final Need need;
  private final Type type;

  SourceColumn(Need need, Type type) {
    this.need = need;
    this.type = type;
  }

  /** The columns that an entity's source may have, in order. */
  public static List<SourceColumn> of(Entity entity) {
    return Arrays.stream(values()).filter(column -> column.belongsTo(entity)).toList();
  }

  /** The column's name in a source of the default mapping, and its key in a mapping document. */
  public String defaultName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Whether an entity's source must have it, unless the mapping says that it does not. */
  public boolean requiredOf(Entity entity) {
    return need == Need.REQUIRED
        || (need == Need.REQUIRED_OF_ASSETS && entity == Entity.ASSET_METRICS);
  }

  public Type type() {
    return type;
  }

  private boolean belongsTo(Entity entity) {
    return need == Need.REQUIRED || need == Need.OPTIONAL || entity == Entity.ASSET_METRICS;
  }
}
