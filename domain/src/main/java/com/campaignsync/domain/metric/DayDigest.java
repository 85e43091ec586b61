package com.campaignsync.domain.metric;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What one side holds of one connection's day, in a form that both sides can compute. Two sides
 * with equal digests hold equal rows.
 *
 * @param rows keys of the day
 * @param impressions their sum, null where no row has a value; so are the other sums
 * @param clicks their sum
 * @param spend their sum, in the rows' currency
 * @param conversions their sum
 * @param revenue their sum, in the rows' currency
 * @param checksum sum over the rows of the first 60 bits of the MD5 of each row's canonical text:
 *     the same in any order
 */
public record DayDigest(
    long rows,
    @Nullable BigDecimal impressions,
    @Nullable BigDecimal clicks,
    @Nullable BigDecimal spend,
    @Nullable BigDecimal conversions,
    @Nullable BigDecimal revenue,
    BigDecimal checksum) {

  /** A day without a row. */
  public static final DayDigest EMPTY =
      new DayDigest(0, null, null, null, null, null, BigDecimal.ZERO);

  /** Whether both sides hold the same rows. */
  public boolean agreesWith(DayDigest other) {
    return rows == other.rows && checksum.compareTo(other.checksum) == 0;
  }
}
