package com.campaignsync.domain.query;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/** A ratio of two sums, as every figure of the API that is not a sum is made. */
final class Ratio {

  /** The scale of stored money, and of the ratios that the database computes. */
  static final int SCALE = 9;

  private Ratio() {}

  /** {@code factor · numerator / denominator}; null where either is unknown or the latter zero. */
  static @Nullable BigDecimal of(
      int factor, @Nullable BigDecimal numerator, @Nullable BigDecimal denominator) {
    if (numerator == null || denominator == null || denominator.signum() == 0) {
      return null;
    }
    return BigDecimal.valueOf(factor)
        .multiply(numerator)
        .divide(denominator, SCALE, RoundingMode.HALF_UP);
  }
}
