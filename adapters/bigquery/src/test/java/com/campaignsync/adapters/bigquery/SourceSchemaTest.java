package com.campaignsync.adapters.bigquery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.source.MappingDocument;
import com.campaignsync.domain.source.SourceColumn;
import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.source.SourceException.Code;
import com.campaignsync.domain.source.SourceMapping;
import com.google.cloud.bigquery.Field;
import com.google.cloud.bigquery.Schema;
import com.google.cloud.bigquery.StandardSQLTypeName;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SourceSchemaTest {

  private static final SourceMapping IDENTITY = new SourceMapping("d.t", Map.of());

  private final Map<String, Field> fields = new LinkedHashMap<>();

  @BeforeEach
  void requiredColumns() {
    put("tenant_id", StandardSQLTypeName.STRING);
    put("campaign_id", StandardSQLTypeName.STRING);
    put("platform", StandardSQLTypeName.STRING);
    put("metric_date", StandardSQLTypeName.DATE);
    put("impressions", StandardSQLTypeName.INT64);
    put("clicks", StandardSQLTypeName.INT64);
    put("spend", StandardSQLTypeName.NUMERIC);
    put("conversions", StandardSQLTypeName.INT64);
    put("revenue", StandardSQLTypeName.FLOAT64);
  }

  @Test
  void requiredColumns_areEnough_andFloatsAreNoted() {
    SourceSchema schema = check(IDENTITY);

    assertEquals(fields.size(), schema.columns().size());
    assertEquals(Set.of(SourceColumn.REVENUE), schema.floatColumns());
  }

  @Test
  void optionalColumns_areTakenWhereTheyAre_andStrangersIgnored() {
    put("currency", StandardSQLTypeName.STRING);
    put("ctr", StandardSQLTypeName.FLOAT64);
    put("updated_at", StandardSQLTypeName.TIMESTAMP);

    EnumSet<SourceColumn> columns = EnumSet.copyOf(check(IDENTITY).columns());

    assertEquals(10, columns.size());
    assertEquals(true, columns.contains(SourceColumn.CURRENCY));
  }

  @Test
  void namesAreComparedAsBigQueryDoes_withoutRegardToCase() {
    fields.remove("spend");
    put("Spend", StandardSQLTypeName.NUMERIC);

    assertEquals(9, check(IDENTITY).columns().size());
    assertEquals(
        9, check(new SourceMapping("d.t", Map.of(SourceColumn.CLICKS, "CLICKS"))).columns().size());
  }

  @Test
  void aMappedName_isLookedForInsteadOfOurs() {
    fields.remove("spend");
    put("cost", StandardSQLTypeName.FLOAT64);

    assertEquals(
        Set.of(SourceColumn.SPEND, SourceColumn.REVENUE),
        check(new SourceMapping("d.t", Map.of(SourceColumn.SPEND, "cost"))).floatColumns());
  }

  @Test
  void missingRequiredColumns_areAllNamed() {
    fields.remove("spend");
    fields.remove("tenant_id");

    assertRefused(
        Code.SOURCE_COLUMN_MISSING,
        "source 'd.t' has no column tenant_id, spend; mend the table or the connection's mapping",
        IDENTITY);
  }

  @Test
  void aMissingOptionalColumn_isRefusedOnlyIfTheMappingNamesIt() {
    assertRefused(
        Code.SOURCE_COLUMN_MISSING,
        "source 'd.t' has no column ccy; mend the table or the connection's mapping",
        new SourceMapping("d.t", Map.of(SourceColumn.CURRENCY, "ccy")));
  }

  @Test
  void columnsOfAWrongType_areAllNamed() {
    put("metric_date", StandardSQLTypeName.TIMESTAMP);
    put("clicks", StandardSQLTypeName.FLOAT64);

    assertRefused(
        Code.SOURCE_COLUMN_TYPE,
        "source 'd.t' has columns of a wrong type: metric_date is TIMESTAMP, want [DATE], clicks is"
            + " FLOAT64, want [INT64]; mend the table or the connection's mapping",
        IDENTITY);
  }

  @Test
  void aTypeThatCannotBeSummedExactly_isRefused() {
    put("spend", StandardSQLTypeName.BIGNUMERIC);

    assertEquals(
        Code.SOURCE_COLUMN_TYPE, assertThrows(SourceException.class, () -> check(IDENTITY)).code());
  }

  @Test
  void aRepeatedColumn_isOfAWrongType_andSaysSo() {
    fields.put(
        "spend",
        Field.newBuilder("spend", StandardSQLTypeName.NUMERIC)
            .setMode(Field.Mode.REPEATED)
            .build());

    assertRefused(
        Code.SOURCE_COLUMN_TYPE,
        "source 'd.t' has columns of a wrong type: spend is ARRAY of NUMERIC, want [INT64, FLOAT64,"
            + " NUMERIC]; mend the table or the connection's mapping",
        IDENTITY);
  }

  @Test
  void missingAndMistypedColumns_areReportedTogether() {
    fields.remove("spend");
    put("clicks", StandardSQLTypeName.STRING);

    assertRefused(
        Code.SOURCE_COLUMN_MISSING,
        "source 'd.t' has no column spend; has columns of a wrong type: clicks is STRING, want"
            + " [INT64]; mend the table or the connection's mapping",
        IDENTITY);
  }

  @Test
  void aTableWithoutASchema_lacksEverything() {
    fields.clear();

    assertEquals(
        Code.SOURCE_COLUMN_MISSING,
        assertThrows(SourceException.class, () -> check(IDENTITY)).code());
  }

  @Test
  void integerIds_areTextsToCast() {
    put("campaign_id", StandardSQLTypeName.INT64);

    assertEquals(Set.of(SourceColumn.CAMPAIGN_ID), check(IDENTITY).integerTexts());
  }

  @Test
  void aColumnThatTheMappingSaysIsNotThere_isNotMissed() {
    fields.remove("revenue");
    fields.remove("tenant_id");
    Map<String, Object> document = new HashMap<>();
    document.put("revenue", null);
    document.put("tenant_id", Map.of("constant", "acme"));

    assertEquals(7, check(MappingDocument.parse("d.t", document)).columns().size());
  }

  @Test
  void assets_needTheirId_andOnlyTheyHaveOne() {
    SourceException error =
        assertThrows(
            SourceException.class,
            () -> SourceSchema.check(Entity.ASSET_METRICS, IDENTITY, Schema.of(fields.values())));
    assertEquals(
        "source 'd.t' has no column asset_id; mend the table or the connection's mapping",
        error.getMessage());

    put("asset_id", StandardSQLTypeName.STRING);
    put("engagements", StandardSQLTypeName.INT64);
    assertEquals(
        11,
        SourceSchema.check(Entity.ASSET_METRICS, IDENTITY, Schema.of(fields.values()))
            .columns()
            .size());
    assertEquals(9, check(IDENTITY).columns().size());
  }

  private void put(String name, StandardSQLTypeName type) {
    fields.put(name.toLowerCase(Locale.ROOT), Field.of(name, type));
  }

  private SourceSchema check(SourceMapping mapping) {
    return SourceSchema.check(Entity.CAMPAIGN_METRICS, mapping, Schema.of(fields.values()));
  }

  private void assertRefused(Code code, String message, SourceMapping mapping) {
    SourceException error = assertThrows(SourceException.class, () -> check(mapping));
    assertEquals(message, error.getMessage());
    assertEquals(code, error.code());
  }
}
