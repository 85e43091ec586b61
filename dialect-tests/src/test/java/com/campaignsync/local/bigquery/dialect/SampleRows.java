package com.campaignsync.local.bigquery.dialect;

import com.campaignsync.local.bigquery.schema.SchemaJson;
import com.campaignsync.local.bigquery.schema.SqlType;
import com.campaignsync.local.bigquery.schema.TableSchema;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The rows that generated queries read: mild columns, on which arithmetic succeeds, and wild ones
 * with all that is extreme. One value in six is NULL.
 */
final class SampleRows {

  /** Small enough for ZetaSQL's evaluator by far, many enough for groups and windows. */
  private static final int ROWS = 60;

  private static final List<BigDecimal> WILD_DECIMALS =
      decimals(
          "99999999999999999999999999999.999999999",
          "-99999999999999999999999999999.999999999",
          "0.000000001",
          "-0.000000001",
          "1234567890.5",
          "2.5",
          "-2.5",
          "0.0000000005e9",
          "123456789012345678.123456789");
  private static final List<Long> WILD_INTEGERS =
      List.of(
          Long.MAX_VALUE,
          Long.MIN_VALUE,
          9_007_199_254_740_993L,
          -9_007_199_254_740_993L,
          0L,
          1L,
          1_000_000_007L);
  private static final List<Double> WILD_FLOATS =
      List.of(
          Double.NaN,
          Double.POSITIVE_INFINITY,
          Double.NEGATIVE_INFINITY,
          0.1,
          2.675,
          -2.5,
          1e300,
          -1e-300,
          1e20,
          123456789.123456789,
          9.007199254740993e15,
          Double.MIN_VALUE,
          4.0,
          1e15,
          1e16,
          0.0001,
          0.00001);
  private static final List<Instant> WILD_TIMES =
      times(
          "0001-01-01T00:00:00Z",
          "9999-12-31T23:59:59.999999Z",
          "1969-12-31T23:59:59.999999Z",
          "1969-07-20T20:17:40.5Z",
          "1970-01-01T00:00:00Z",
          "2024-02-29T23:59:59.999Z",
          "2026-03-29T01:30:00.000001Z",
          "2024-12-29T00:00:00Z",
          "2024-12-30T12:00:00.120Z",
          "2027-01-03T23:59:59Z");
  private static final List<String> TEXTS =
      List.of(
          "",
          " ",
          "abc",
          "Straße",
          "ÅNGSTRÖM",
          "e\u0301clair",
          "日本語",
          "👩‍👩‍👧 family",
          " \u00a0padded\t\n",
          "%_\\",
          "it's",
          "nul\u0000l",
          "null",
          "ΌΔΟΣ İı",
          "\u2028line");
  private static final List<String> NUMBERS_AS_TEXT =
      List.of(
          "12",
          "-7",
          " 5 ",
          "1.50",
          "1e3",
          "0x1F",
          "nan",
          "-inf",
          "abc",
          "",
          "+3",
          ".5",
          "5.",
          "2026-02-28",
          "2026-02-30",
          "2026-2-3",
          "true",
          "FALSE",
          "9223372036854775808",
          "0.0000000005",
          "12345678901234567890.1234567891",
          "1_000",
          "1e400",
          "-Infinity",
          "1,5",
          "٣",
          "0x",
          "--1",
          "1e-10",
          "-0.0",
          "2026-03-29 01:30:00",
          "2026-03-29T01:30:00.5Z",
          "2026-03-29 01:30:00.123456+02:30",
          "2026-3-9 1:2:3 America/New_York",
          "2026-03-29 25:00:00",
          "1969-12-31 23:59:59.999999 UTC");

  private SampleRows() {}

  /** A column's name, type and values: wild ones are met as they are, mild ones are drawn. */
  record Sample(String name, SqlType type, @Nullable List<?> values) {}

  static final List<Sample> COLUMNS =
      List.of(
          new Sample("id", SqlType.INT64, null),
          new Sample("i", SqlType.INT64, null),
          new Sample("j", SqlType.INT64, WILD_INTEGERS),
          new Sample("f", SqlType.FLOAT64, null),
          new Sample("g", SqlType.FLOAT64, WILD_FLOATS),
          new Sample("n", SqlType.NUMERIC, null),
          new Sample("m", SqlType.NUMERIC, WILD_DECIMALS),
          new Sample("s", SqlType.STRING, TEXTS),
          new Sample("t", SqlType.STRING, NUMBERS_AS_TEXT),
          new Sample("d", SqlType.DATE, null),
          new Sample(
              "e",
              SqlType.DATE,
              List.of(
                  LocalDate.of(1, 1, 1),
                  LocalDate.of(9999, 12, 31),
                  LocalDate.of(2024, 2, 29),
                  LocalDate.of(2026, 1, 4),
                  LocalDate.of(1969, 12, 31))),
          new Sample("b", SqlType.BOOL, List.of(true, false)),
          new Sample("p", SqlType.TIMESTAMP, null),
          new Sample("q", SqlType.TIMESTAMP, WILD_TIMES));

  static TableSchema schema() throws IOException {
    return SchemaJson.read(json());
  }

  /** Writes the definition of a table with these columns, as the server reads it. */
  static Path definition(Path directory, String table) throws IOException {
    return Files.writeString(directory.resolve(table + ".json"), json().toString());
  }

  private static ObjectNode json() {
    ObjectNode table = new ObjectMapper().createObjectNode();
    ArrayNode fields = table.putObject("schema").putArray("fields");
    COLUMNS.forEach(c -> fields.addObject().put("name", c.name()).put("type", c.type().name()));
    return table;
  }

  static List<List<@Nullable Object>> rows(long seed) {
    Random random = new Random(seed);
    List<List<@Nullable Object>> rows = new ArrayList<>();
    for (int id = 0; id < ROWS; id++) {
      List<@Nullable Object> row = new ArrayList<>();
      for (Sample column : COLUMNS) {
        row.add(column.name().equals("id") ? (Object) (long) id : cell(column, random));
      }
      rows.add(row);
    }
    return rows;
  }

  private static @Nullable Object cell(Sample column, Random random) {
    if (random.nextInt(6) == 0) {
      return null;
    }
    List<?> values = column.values();
    return values == null ? mild(column.type(), random) : values.get(random.nextInt(values.size()));
  }

  private static Object mild(SqlType type, Random random) {
    return switch (type) {
      case INT64 -> (long) random.nextInt(41) - 20;
      case FLOAT64 -> random.nextInt(2001) / 8.0 - 125;
      case NUMERIC -> BigDecimal.valueOf(random.nextInt(2_000_001) - 1_000_000, 3);
      case TIMESTAMP ->
          Instant.parse("2025-12-20T22:15:00Z").plusMillis(random.nextInt(1_000) * 1_234_567L);
      case DATE -> LocalDate.of(2025, 11, 1).plusDays(random.nextInt(120));
      default -> throw new IllegalArgumentException("no mild " + type);
    };
  }

  private static List<Instant> times(String... texts) {
    return Arrays.stream(texts).map(Instant::parse).toList();
  }

  private static List<BigDecimal> decimals(String... texts) {
    return Arrays.stream(texts).map(BigDecimal::new).toList();
  }
}
