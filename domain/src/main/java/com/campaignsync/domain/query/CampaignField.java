package com.campaignsync.domain.query;

import java.util.List;
import java.util.Locale;

/** What a list of campaigns can be sorted by; the names are those of its columns. */
public enum CampaignField implements SortField {
  /** Our id of the campaign; those made later have greater ones. */
  ID(Kind.ID),
  /** The campaign's name. */
  NAME(Kind.TEXT),
  /** The platform's id of it. */
  CAMPAIGN_ID(Kind.TEXT),
  /** The ad platform. */
  PLATFORM(Kind.TEXT),
  /** The campaign's one currency. */
  CURRENCY(Kind.TEXT),
  /** Impressions of all rows kept. */
  TOTAL_IMPRESSIONS(Kind.NUMBER),
  /** Clicks of all rows kept. */
  TOTAL_CLICKS(Kind.NUMBER),
  /** Money spent in all rows kept. */
  TOTAL_SPEND(Kind.NUMBER),
  /** Conversions of all rows kept. */
  TOTAL_CONVERSIONS(Kind.NUMBER),
  /** Conversion value of all rows kept. */
  TOTAL_REVENUE(Kind.NUMBER),
  /** Clicks in percent of impressions. */
  AVG_CTR(Kind.NUMBER),
  /** Revenue per unit spent. */
  AVG_ROAS(Kind.NUMBER),
  /** Cost per click. */
  AVG_CPC(Kind.NUMBER),
  /** Conversions in percent of clicks. */
  CONVERSION_RATE(Kind.NUMBER);

  /** Of what is asked for, then the oldest first. */
  public static final SortOrder.Rule ORDER = new SortOrder.Rule(List.of(values()), List.of(ID));

  /** By platform, then name. */
  public static final SortOrder ORDER_DEFAULT =
      ORDER.parse("platform,name").orElseThrow(IllegalStateException::new);

  private final String wireName = name().toLowerCase(Locale.ROOT);
  private final Kind kind;

  CampaignField(Kind kind) {
    this.kind = kind;
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
