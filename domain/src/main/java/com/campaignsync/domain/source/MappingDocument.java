package com.campaignsync.domain.source;

import com.campaignsync.domain.source.ColumnSource.Absent;
import com.campaignsync.domain.source.ColumnSource.Column;
import com.campaignsync.domain.source.ColumnSource.Constant;
import com.campaignsync.domain.source.ColumnSource.Scale;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A mapping as a JSON object, in the form that parsers give it: maps, texts and nulls.
 *
 * <pre>{@code
 * {"metric_date": "date_day",                                a column of another name
 *  "revenue": null,                                          the source has none
 *  "spend": {"column": "cost_micros", "scale": "micros"},    millionths
 *  "platform": {"constant": "google_ads"},                   the same for every row
 *  "join": {"table": "p_ads_Campaign_1", "key": "campaign_id", "name": "campaign_name",
 *           "latest_by": "_PARTITIONTIME"},                  names from a second table
 *  "partition": {"column": "date_day", "kind": "day"},       day, month, ingestion or none
 *  "preset": "fivetran_ad_report"}                           what other keys do not say
 * }</pre>
 *
 * A column that is not named is looked for under our own name.
 */
public final class MappingDocument {

  private MappingDocument() {}

  /**
   * The mapping that a document describes.
   *
   * @param table the connection's source
   * @throws InvalidMappingException telling everything that is wrong at once
   */
  public static SourceMapping parse(String table, Map<String, ? extends @Nullable Object> json) {
    Reading reading = read(table, json);
    if (!reading.problems().isEmpty()) {
      throw new InvalidMappingException(reading.problems());
    }
    return reading.mapping();
  }

  /**
   * What a document says and what is wrong with it.
   *
   * @param mapping of what could be read; a column that could not is absent, so that it is
   *     complained of once
   * @param problems each naming the key it is about; empty for a good document
   */
  public record Reading(SourceMapping mapping, List<String> problems) {
    public Reading {
      problems = List.copyOf(problems);
    }
  }

  /** {@link #parse} for whoever wants to try what could be read, and tell of all at once. */
  public static Reading read(String table, Map<String, ? extends @Nullable Object> json) {
    MappingProblems problems = new MappingProblems();
    Map<String, @Nullable Object> document = MappingPresets.expand(table, json, problems);
    @Nullable Object join = document.remove("join");
    @Nullable Object partition = document.remove("partition");
    Map<SourceColumn, ColumnSource> columns = new HashMap<>();
    document.forEach((key, value) -> MappingColumns.read(key, value, columns, problems));
    NameJoin names = join == null ? null : MappingParts.join(join, problems);
    if (names != null && columns.get(SourceColumn.CAMPAIGN_NAME) instanceof Column) {
      problems.add("campaign_name", "is named both by itself and by the join: leave one out");
    }
    PartitionSpec spec = partition == null ? null : MappingParts.partition(partition, problems);
    return new Reading(new SourceMapping(table, columns, names, spec), problems.all());
  }

  /**
   * The document of a mapping: {@link #parse} makes an equal one of it. Presets are spelled out.
   */
  public static Map<String, @Nullable Object> print(SourceMapping mapping) {
    Map<String, @Nullable Object> document = new LinkedHashMap<>();
    new TreeMap<>(mapping.columns())
        .forEach((column, source) -> document.put(column.defaultName(), print(source)));
    NameJoin names = mapping.names();
    if (names != null) {
      document.put("join", print(names));
    }
    PartitionSpec partition = mapping.partition();
    if (partition != null) {
      document.put("partition", print(partition));
    }
    return document;
  }

  private static @Nullable Object print(ColumnSource source) {
    if (source instanceof Constant constant) {
      return Map.of("constant", constant.value());
    }
    if (source instanceof Absent) {
      return null;
    }
    Column column = (Column) source;
    return column.scale() == Scale.UNITS
        ? column.name()
        : Map.of("column", column.name(), "scale", wireName(column.scale()));
  }

  private static Map<String, Object> print(NameJoin join) {
    Map<String, Object> parts = new LinkedHashMap<>();
    parts.put("table", join.table());
    parts.put("key", join.key());
    parts.put("name", join.name());
    String latestBy = join.latestBy();
    if (latestBy != null) {
      parts.put("latest_by", latestBy);
    }
    return parts;
  }

  private static Map<String, Object> print(PartitionSpec partition) {
    Map<String, Object> parts = new LinkedHashMap<>();
    String column = partition.column();
    if (column != null) {
      parts.put("column", column);
    }
    parts.put("kind", wireName(partition.kind()));
    return parts;
  }

  private static String wireName(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }
}
