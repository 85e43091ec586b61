package com.campaignsync.domain.query;

import java.util.List;
import java.util.Locale;

/** A column that says which group a row is; there if the rows are told apart by its group key. */
public enum RowKey implements SortField {
  /** The day, or the first day of the week or month. */
  DATE(GroupKey.DATE, Kind.DAY),
  /** Our id of the campaign. */
  CAMPAIGN(GroupKey.CAMPAIGN, Kind.ID),
  /** The platform's id of the campaign. */
  CAMPAIGN_ID(GroupKey.CAMPAIGN, Kind.TEXT),
  /** The campaign's name. */
  CAMPAIGN_NAME(GroupKey.CAMPAIGN, Kind.TEXT),
  /** The ad platform. */
  PLATFORM(GroupKey.PLATFORM, Kind.TEXT),
  /** The currency. */
  CURRENCY(GroupKey.CURRENCY, Kind.TEXT);

  private final String wireName = name().toLowerCase(Locale.ROOT);
  private final GroupKey key;
  private final Kind kind;

  RowKey(GroupKey key, Kind kind) {
    this.key = key;
    this.kind = kind;
  }

  /** What rows must be told apart by to have this. */
  public GroupKey key() {
    return key;
  }

  /** The one that tells a group key's groups apart. */
  static RowKey of(GroupKey key) {
    return switch (key) {
      case DATE -> DATE;
      case CAMPAIGN -> CAMPAIGN;
      case PLATFORM -> PLATFORM;
      case CURRENCY -> CURRENCY;
    };
  }

  /** Those that rows of a grouping have, in their order. */
  static List<RowKey> in(Grouping grouping) {
    return List.of(values()).stream().filter(one -> grouping.has(one.key)).toList();
  }

  @Override
  public String wireName() {
    return wireName;
  }

  @Override
  public Kind kind() {
    return kind;
  }
}
