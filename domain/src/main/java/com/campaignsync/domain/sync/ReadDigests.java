package com.campaignsync.domain.sync;

import com.campaignsync.domain.metric.CanonicalRows;
import com.campaignsync.domain.metric.DayDigest;
import com.campaignsync.domain.source.SourceRecord;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/**
 * What a run has read of each day, digested as it passed: what is stored afterwards must be the
 * same, however the source moved before and after.
 */
final class ReadDigests {

  private final Map<LocalDate, Day> days = new HashMap<>();

  /** So far. */
  private record Day(long rows, long rejected, BigInteger checksum) {

    static final Day EMPTY = new Day(0, 0, BigInteger.ZERO);

    Day withRow(String text) {
      return new Day(rows + 1, rejected, checksum.add(CanonicalRows.value(text)));
    }

    Day withReject() {
      return new Day(rows, rejected + 1, checksum);
    }
  }

  synchronized void add(SourceRecord record) {
    days.put(record.day(), plus(days.getOrDefault(record.day(), Day.EMPTY), record));
  }

  private static Day plus(Day day, SourceRecord record) {
    if (record instanceof SourceRecord.Accepted accepted) {
      return day.withRow(CanonicalRows.text(accepted.row()));
    }
    return record instanceof SourceRecord.AcceptedAsset accepted
        ? day.withRow(CanonicalRows.text(accepted.row()))
        : day.withReject();
  }

  /** Without sums: rows, rejected keys and checksum tell whether two sides are the same. */
  synchronized DayDigest of(LocalDate day) {
    Day read = days.getOrDefault(day, Day.EMPTY);
    return new DayDigest(
        read.rows, null, null, null, null, null, new BigDecimal(read.checksum), read.rejected);
  }
}
