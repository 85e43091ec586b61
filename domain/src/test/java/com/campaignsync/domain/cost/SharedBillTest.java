package com.campaignsync.domain.cost;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SharedBillTest {

  private static final int SEEDS = 5_000;

  @Test
  void partsAddUpToTheWhole_andNobodyPaysForLessThanNothing_whateverTheWeights() {
    for (long seed = 0; seed < SEEDS; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      long bytes = random.nextLong(1L << random.nextInt(1, 50));
      BigDecimal usd = BigDecimal.valueOf(random.nextLong(10_000_000_000L), 9);
      List<Long> weights =
          LongStream.generate(() -> random.nextInt(4) == 0 ? 0 : random.nextLong(1L << 40))
              .limit(1 + random.nextInt(200))
              .boxed()
              .toList();

      List<Long> shares = SharedBill.bytes(bytes, weights);
      List<BigDecimal> dollars = SharedBill.usd(usd, weights);

      String why = "seed " + seed;
      assertEquals(bytes, shares.stream().mapToLong(share -> share).sum(), why);
      assertEquals(usd, dollars.stream().reduce(BigDecimal.ZERO, BigDecimal::add), why);
      assertTrue(shares.stream().allMatch(share -> share >= 0), why);
      assertTrue(dollars.stream().allMatch(share -> share.signum() >= 0), why);
      assertFair(bytes, weights, shares, why);
    }
  }

  /** A part differs from its exact share by less than one byte. */
  private static void assertFair(long bytes, List<Long> weights, List<Long> shares, String why) {
    double sum = weights.stream().mapToDouble(weight -> weight).sum();
    for (int i = 0; sum > 0 && i < shares.size(); i++) {
      double exact = bytes * (weights.get(i) / sum);
      // Doubles hold 53 bits; bills of the test have up to 50.
      assertTrue(Math.abs(exact - shares.get(i)) < 1.5, why);
    }
  }

  @Test
  void withoutAnyWeight_allPayTheSame() {
    assertEquals(List.of(4L, 3L, 3L), SharedBill.bytes(10, List.of(0L, 0L, 0L)));
  }

  @Test
  void whoLostMostByRounding_getsTheRest() {
    assertEquals(List.of(3L, 7L), SharedBill.bytes(10, List.of(1L, 2L)));
  }
}
