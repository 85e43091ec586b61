package com.campaignsync.domain.source;

import com.campaignsync.domain.metric.AssetRow;
import com.campaignsync.domain.metric.MetricRow;
import java.time.LocalDate;

/** One key read from a source: a row to store, or one to keep aside. */
public sealed interface SourceRecord {

  /** The day that the record belongs to. */
  LocalDate day();

  /** A row of a campaign whose every value can be stored exactly. */
  record Accepted(MetricRow row) implements SourceRecord {
    @Override
    public LocalDate day() {
      return row.day();
    }
  }

  /** A row of an asset whose every value can be stored exactly. */
  record AcceptedAsset(AssetRow row) implements SourceRecord {
    @Override
    public LocalDate day() {
      return row.metrics().day();
    }
  }

  /**
   * A key that cannot be stored.
   *
   * @param day the day it stands under
   * @param reason why
   * @param rawJson a JSON object with the key and the offending values, as the source has them
   */
  record Rejected(LocalDate day, RejectReason reason, String rawJson) implements SourceRecord {}
}
