package com.campaignsync.domain.cost;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * BigQuery's on-demand price in one region: dollars per TiB <em>billed</em> (2^40 bytes), never per
 * byte processed.
 *
 * <p>Source: Google's price list as of September 2026; {@link OnDemandPrices} holds it.
 *
 * @param usdPerTib US dollars per 2^40 bytes billed
 */
public record OnDemandPrice(BigDecimal usdPerTib) {

  private static final BigDecimal BYTES_PER_TIB = BigDecimal.valueOf(1L << 40);

  /** Decimals kept of a dollar: those of NUMERIC(38, 9). */
  private static final int SCALE = 9;

  /** The cost of a job in US dollars, rounded half up at nine decimals. */
  public BigDecimal costUsd(long bytesBilled) {
    return usdPerTib
        .multiply(BigDecimal.valueOf(bytesBilled))
        .divide(BYTES_PER_TIB, SCALE, RoundingMode.HALF_UP);
  }
}
