package com.campaignsync.local.bigquery;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.cloud.bigquery.FieldValueList;
import com.google.cloud.bigquery.QueryJobConfiguration;
import com.google.cloud.bigquery.QueryParameterValue;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** FLOAT64 → NUMERIC against BigDecimal, and NUMERIC arithmetic. */
class NumericCastTest {

  private static final BigDecimal MAX = new BigDecimal("99999999999999999999999999999.999999999");

  @Test
  void safeCast_isTheExactExpansionRoundedHalfAwayFromZero() throws InterruptedException {
    long seed = System.nanoTime();
    System.out.println("NumericCastTest seed " + seed);
    Random random = new Random(seed);
    List<Double> values =
        new ArrayList<>(
            List.of(
                1e23,
                0.0009765625,
                -0.0009765625,
                0.1,
                5e-10,
                4.9e-324,
                1e28,
                9.9999999999999991e28,
                1e29,
                1e300,
                0.0,
                -0.0,
                Double.NaN,
                Double.POSITIVE_INFINITY,
                Math.nextDown(5e-10),
                2.5,
                9007199254740993.0));
    for (int i = 0; i < 4000; i++) {
      values.add(
          switch (i % 4) {
            case 0 -> Double.longBitsToDouble(random.nextLong());
            case 1 -> Math.scalb(random.nextDouble() - 0.5, random.nextInt(200) - 100);
            case 2 -> random.nextInt(1 << 20) / 1024.0 / (1 << random.nextInt(20));
            default ->
                Math.round(random.nextDouble() * 1e9) / 100.0 * (random.nextBoolean() ? 1 : -1);
          });
    }
    try (LocalBigQueryFixture bq = new LocalBigQueryFixture()) {
      QueryJobConfiguration query =
          QueryJobConfiguration.newBuilder(
                  "SELECT x, SAFE_CAST(x AS NUMERIC) AS n FROM UNNEST(@xs) AS x WITH OFFSET o ORDER BY o")
              .addNamedParameter(
                  "xs", QueryParameterValue.array(values.toArray(new Double[0]), Double.class))
              .build();
      int i = 0;
      for (FieldValueList row : bq.client.query(query).iterateAll()) {
        double value = values.get(i++);
        assertEquals(
            value + 0.0, row.get(0).getDoubleValue() + 0.0, "value " + i + ", seed " + seed);
        BigDecimal want = exact(value);
        BigDecimal got = row.get(1).isNull() ? null : row.get(1).getNumericValue();
        assertEquals(
            want == null ? null : want.stripTrailingZeros(),
            got == null ? null : got.stripTrailingZeros(),
            value + ", seed " + seed);
      }
      assertEquals(values.size(), i);
    }
  }

  private static BigDecimal exact(double value) {
    if (!Double.isFinite(value)) {
      return null;
    }
    BigDecimal rounded = new BigDecimal(value).setScale(9, RoundingMode.HALF_UP);
    return rounded.abs().compareTo(MAX) > 0 ? null : rounded;
  }

  @Test
  void sumAndAverageOfNumeric_areExactNumerics() throws InterruptedException {
    try (LocalBigQueryFixture bq = new LocalBigQueryFixture()) {
      assertEquals(
          List.of(
              List.of(
                  "30000000000000000000000.000000002", "10000000000000000000000.000000001", "0.3")),
          bq.rows(
              "SELECT SUM(x), AVG(x), SUM(NUMERIC '0.1') FROM UNNEST([NUMERIC"
                  + " '10000000000000000000000.000000001', NUMERIC '10000000000000000000000.000000001',"
                  + " NUMERIC '10000000000000000000000']) AS x"));
    }
  }
}
