package com.campaignsync.domain.store;

import com.campaignsync.domain.source.RejectReason;
import com.campaignsync.domain.source.SourceRecord.Rejected;
import java.time.LocalDate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which rows a rejected record may be, as far as it can be read. Null is anything: without a
 * campaign any row of the day, without an asset any of the campaign, without an hour any of the
 * day.
 *
 * @param none whether it is no row at all: what names no campaign was never stored
 */
record RejectedKey(
    LocalDate day,
    boolean none,
    @Nullable String campaignId,
    @Nullable String assetId,
    @Nullable Integer hour) {

  private static final Pattern CAMPAIGN = Pattern.compile("\"campaign_id\":\"([^\"]*)\"");
  private static final Pattern ASSET = Pattern.compile("\"asset_id\":\"([^\"]*)\"");
  private static final Pattern HOUR = Pattern.compile("\"metric_hour\":\"?(-?[0-9]{1,2})\\b");

  static RejectedKey of(Rejected record) {
    String hour = found(HOUR, record);
    return new RejectedKey(
        record.day(),
        record.reason() == RejectReason.NO_CAMPAIGN,
        found(CAMPAIGN, record),
        found(ASSET, record),
        hour == null ? null : Integer.valueOf(hour));
  }

  private static @Nullable String found(Pattern pattern, Rejected record) {
    Matcher matcher = pattern.matcher(record.rawJson());
    return matcher.find() ? matcher.group(1) : null;
  }

  boolean mayBe(StoredRow row) {
    if (none || !day.equals(row.metrics().day())) {
      return false;
    }
    return campaignId == null
        || (campaignId.equals(row.metrics().campaignId())
            && (row.asset() == null || assetId == null || assetId.equals(row.key().assetId()))
            && (hour == null || hour == row.metrics().hour()));
  }
}
