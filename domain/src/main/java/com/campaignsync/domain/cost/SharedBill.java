package com.campaignsync.domain.cost;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Splits one bill among those it was for, exactly: the parts add up to the whole. */
public final class SharedBill {

  /** Decimals of a dollar that are kept. */
  private static final int SCALE = 9;

  private SharedBill() {}

  /**
   * Splits bytes by weights. Where that leaves a remainder, those who lost most by rounding get one
   * byte each. Without any weight all pay the same.
   *
   * @param weights not negative, for example rows; one for each part
   */
  public static List<Long> bytes(long bytes, List<Long> weights) {
    return split(BigInteger.valueOf(bytes), weights).stream()
        .map(BigInteger::longValueExact)
        .toList();
  }

  /** Splits dollars by weights, to nine decimals. */
  public static List<BigDecimal> usd(BigDecimal usd, List<Long> weights) {
    BigInteger units = usd.setScale(SCALE).unscaledValue();
    return split(units, weights).stream().map(part -> new BigDecimal(part, SCALE)).toList();
  }

  private static List<BigInteger> split(BigInteger whole, List<Long> weights) {
    BigInteger sum =
        weights.stream().map(BigInteger::valueOf).reduce(BigInteger.ZERO, BigInteger::add);
    if (sum.signum() == 0) {
      return split(whole, weights.stream().map(weight -> 1L).toList());
    }
    List<BigInteger> parts = new ArrayList<>();
    List<BigInteger> lost = new ArrayList<>();
    for (Long weight : weights) {
      BigInteger[] share = whole.multiply(BigInteger.valueOf(weight)).divideAndRemainder(sum);
      parts.add(share[0]);
      lost.add(share[1]);
    }
    int left =
        whole.subtract(parts.stream().reduce(BigInteger.ZERO, BigInteger::add)).intValueExact();
    IntStream.range(0, parts.size())
        .boxed()
        .sorted(Comparator.comparing(lost::get).reversed())
        .limit(left)
        .forEach(part -> parts.set(part, parts.get(part).add(BigInteger.ONE)));
    return parts;
  }
}
