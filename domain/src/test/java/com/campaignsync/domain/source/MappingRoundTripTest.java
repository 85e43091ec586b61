package com.campaignsync.domain.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.domain.source.ColumnSource.Absent;
import com.campaignsync.domain.source.ColumnSource.Column;
import com.campaignsync.domain.source.ColumnSource.Constant;
import com.campaignsync.domain.source.ColumnSource.Scale;
import com.campaignsync.domain.source.SourceColumn.Type;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** parse ∘ print is the identity, over random mappings; the seed is in every failure. */
class MappingRoundTripTest {

  private static final int MAPPINGS = 2_000;
  private static final List<String> NAMES =
      List.of("a", "Cost total", "umsätze", "日付", "_PARTITIONTIME", "x-y", "metrics_cost_micros");
  private static final Set<SourceColumn> KEYS =
      EnumSet.of(SourceColumn.CAMPAIGN_ID, SourceColumn.METRIC_DATE, SourceColumn.ASSET_ID);
  private static final Set<SourceColumn> CONSTANTS =
      EnumSet.of(
          SourceColumn.TENANT_ID,
          SourceColumn.PLATFORM,
          SourceColumn.ACCOUNT_ID,
          SourceColumn.CURRENCY);

  @Test
  void printedMappings_parseToThemselves() {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    for (int i = 0; i < MAPPINGS; i++) {
      SourceMapping mapping = mapping(random);
      Map<String, @Nullable Object> document = MappingDocument.print(mapping);

      assertEquals(
          mapping, MappingDocument.parse("d.t", document), "seed " + seed + ": " + document);
    }
  }

  private static SourceMapping mapping(Random random) {
    Map<SourceColumn, ColumnSource> columns = new HashMap<>();
    for (SourceColumn column : SourceColumn.values()) {
      if (random.nextBoolean()) {
        columns.put(column, source(column, random));
      }
    }
    NameJoin names = random.nextBoolean() ? null : names(random);
    if (names != null) {
      columns.remove(SourceColumn.CAMPAIGN_NAME);
    }
    return new SourceMapping("d.t", columns, names, random.nextBoolean() ? null : spec(random));
  }

  private static ColumnSource source(SourceColumn column, Random random) {
    return switch (random.nextInt(4)) {
      case 0 -> KEYS.contains(column) ? new Column(name(random)) : new Absent();
      case 1 ->
          CONSTANTS.contains(column) ? new Constant(constant(random)) : new Column(name(random));
      case 2 ->
          column.type() == Type.NUMBER
              ? new Column(name(random), Scale.MICROS)
              : new Column(name(random));
      default -> new Column(name(random));
    };
  }

  private static NameJoin names(Random random) {
    return new NameJoin(
        "p.d.c", name(random), name(random), random.nextBoolean() ? null : name(random));
  }

  private static PartitionSpec spec(Random random) {
    PartitionSpec.Kind[] kinds = PartitionSpec.Kind.values();
    PartitionSpec.Kind kind = kinds[random.nextInt(kinds.length)];
    boolean needed = kind == PartitionSpec.Kind.DAY || kind == PartitionSpec.Kind.MONTH;
    return new PartitionSpec(needed || random.nextBoolean() ? name(random) : null, kind);
  }

  /** Short enough for any column. */
  private static String constant(Random random) {
    String name = name(random);
    return "c "
        + name.substring(
            0, name.offsetByCodePoints(0, Math.min(14, name.codePointCount(0, name.length()))));
  }

  private static String name(Random random) {
    return NAMES.get(random.nextInt(NAMES.size()));
  }
}
