package com.campaignsync.domain.source;

import com.campaignsync.domain.source.ColumnSource.Absent;
import com.campaignsync.domain.source.ColumnSource.Column;
import com.campaignsync.domain.source.ColumnSource.Constant;
import com.campaignsync.domain.source.ColumnSource.Scale;
import com.campaignsync.domain.source.SourceColumn.Type;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Reads the keys of a mapping document that are columns. */
final class MappingColumns {

  /** What identifies rows: there is nothing to read without it. */
  private static final Set<SourceColumn> NEVER_ABSENT =
      EnumSet.of(SourceColumn.CAMPAIGN_ID, SourceColumn.METRIC_DATE, SourceColumn.ASSET_ID);

  /** What all rows of a source may have in common. */
  private static final Set<SourceColumn> MAY_BE_CONSTANT =
      EnumSet.of(
          SourceColumn.TENANT_ID,
          SourceColumn.PLATFORM,
          SourceColumn.ACCOUNT_ID,
          SourceColumn.CURRENCY);

  /** The store's bounds, as keys.sql has them: rows with longer texts are all rejected. */
  private static final int CURRENCY_CHARACTERS_MAX = 16;

  private static final int ID_CHARACTERS_MAX = 256;

  /**
   * Names that BigQuery's columns may have (letters of any script, digits and a few signs, at most
   * 300), and none that ends a quoted name.
   */
  private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}`\\\\\"'.;*(){}\\[\\]/]{1,300}");

  private static final String FORM =
      "must be a column's name, null, {\"column\": ..., \"scale\": \"micros\"} or"
          + " {\"constant\": ...}";

  private MappingColumns() {}

  static void read(
      String key,
      @Nullable Object value,
      Map<SourceColumn, ColumnSource> columns,
      MappingProblems problems) {
    Optional<SourceColumn> column =
        Arrays.stream(SourceColumn.values()).filter(c -> c.defaultName().equals(key)).findAny();
    if (column.isEmpty()) {
      problems.add(key, "is neither one of our columns nor preset, join or partition");
      return;
    }
    ColumnSource source = source(column.get(), key, value, problems);
    columns.put(column.get(), source == null ? new Absent() : source);
  }

  private static @Nullable ColumnSource source(
      SourceColumn column, String key, @Nullable Object value, MappingProblems problems) {
    if (value == null) {
      return absent(column, key, problems);
    }
    if (value instanceof String name) {
      return column(column, key, name, Scale.UNITS, problems);
    }
    if (value instanceof Map<?, ?> parts && parts.keySet().equals(Set.of("constant"))) {
      return constant(column, key, parts.get("constant"), problems);
    }
    if (value instanceof Map<?, ?> parts
        && parts.get("column") instanceof String name
        && Set.of("column", "scale").containsAll(parts.keySet())) {
      Scale scale = scale(column, key, parts.get("scale"), problems);
      return scale == null ? null : column(column, key, name, scale, problems);
    }
    problems.add(key, FORM);
    return null;
  }

  private static @Nullable ColumnSource absent(
      SourceColumn column, String key, MappingProblems problems) {
    if (NEVER_ABSENT.contains(column)) {
      problems.add(key, "cannot be null: rows are told apart by it");
      return null;
    }
    return new Absent();
  }

  private static @Nullable ColumnSource constant(
      SourceColumn column, String key, @Nullable Object value, MappingProblems problems) {
    if (!MAY_BE_CONSTANT.contains(column)) {
      String which =
          MAY_BE_CONSTANT.stream().map(SourceColumn::defaultName).collect(Collectors.joining(", "));
      problems.add(key, "cannot be a constant; only " + which + " can");
      return null;
    }
    int max = column == SourceColumn.CURRENCY ? CURRENCY_CHARACTERS_MAX : ID_CHARACTERS_MAX;
    if (value instanceof String text && isStorable(text, max)) {
      return new Constant(text);
    }
    problems.add(
        key,
        "needs a constant of 1 to %d characters, not all of them blanks and none U+0000"
            .formatted(max));
    return null;
  }

  /**
   * What rows are rejected for is refused before there are any: unpaired surrogates have no UTF-8.
   */
  private static boolean isStorable(String text, int charactersMax) {
    return !text.isBlank()
        && text.codePointCount(0, text.length()) <= charactersMax
        && text.codePoints()
            .noneMatch(
                c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
  }

  private static @Nullable ColumnSource column(
      SourceColumn column, String key, String name, Scale scale, MappingProblems problems) {
    if (!isName(name)) {
      problems.add(key, "cannot be read from '%s': that is no column's name".formatted(name));
      return null;
    }
    return new Column(name, scale);
  }

  private static @Nullable Scale scale(
      SourceColumn column, String key, @Nullable Object scale, MappingProblems problems) {
    if (scale == null) {
      return Scale.UNITS;
    }
    if (!"micros".equals(scale)) {
      problems.add(key, "has scale '%s'; only \"micros\" is known".formatted(scale));
      return null;
    }
    if (column.type() != Type.NUMBER) {
      problems.add(key, "cannot be in micros: only money and fractional measures can");
      return null;
    }
    return Scale.MICROS;
  }

  static boolean isName(String text) {
    return !text.isBlank() && NAME.matcher(text).matches();
  }
}
