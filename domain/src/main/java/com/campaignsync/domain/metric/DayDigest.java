package com.campaignsync.domain.metric;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * What one side holds of one connection's day, in a form that both sides can compute. Two sides
 * with equal digests hold equal rows.
 *
 * @param rows keys of the day that are stored, or can be
 * @param impressions their sum, null where no row has a value; so are the other sums. A source's
 *     sums hold the finite values of rejected keys too
 * @param clicks their sum
 * @param spend their sum, in the rows' currency
 * @param conversions their sum
 * @param revenue their sum, in the rows' currency
 * @param checksum sum over the rows of the first 60 bits of the MD5 of each row's canonical text:
 *     the same in any order; rejected keys count for nothing in it
 * @param rejected of a source: further keys of the day that cannot be stored as they are
 */
public record DayDigest(
    long rows,
    @Nullable BigDecimal impressions,
    @Nullable BigDecimal clicks,
    @Nullable BigDecimal spend,
    @Nullable BigDecimal conversions,
    @Nullable BigDecimal revenue,
    BigDecimal checksum,
    long rejected) {

  /** A day without a row. */
  public static final DayDigest EMPTY =
      new DayDigest(0, null, null, null, null, null, BigDecimal.ZERO);

  /** Of a day without a key that cannot be stored. */
  public DayDigest(
      long rows,
      @Nullable BigDecimal impressions,
      @Nullable BigDecimal clicks,
      @Nullable BigDecimal spend,
      @Nullable BigDecimal conversions,
      @Nullable BigDecimal revenue,
      BigDecimal checksum) {
    this(rows, impressions, clicks, spend, conversions, revenue, checksum, 0);
  }

  /** All keys, whatever becomes of them. */
  public long keys() {
    return rows + rejected;
  }

  /** Whether both sides hold the same rows, apart from those that cannot be stored. */
  public boolean agreesWith(DayDigest other) {
    return rows == other.rows && checksum.compareTo(other.checksum) == 0;
  }
}
