package com.campaignsync.adapters.bigquery;

import com.campaignsync.domain.source.SourceColumn;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Says which texts of a row are bad that {@code keys.sql} calls BAD_TEXT, and why. Only told here,
 * never judged: the statement stays short, and its verdict stands whatever is said of it.
 */
final class BadTexts {

  /** A text of the result, and the most characters that {@code keys.sql} allows it. */
  private record Bound(SourceColumn column, int position, int charactersMax) {

    @Nullable String complaint(Cells row) {
      String text = row.text(position);
      if (text == null) {
        return null;
      }
      int characters = text.codePointCount(0, text.length());
      if (characters > charactersMax) {
        return "%s has %d characters, at most %d"
            .formatted(column.defaultName(), characters, charactersMax);
      }
      return text.indexOf('\0') < 0 ? null : column.defaultName() + " has U+0000";
    }
  }

  private static final List<Bound> BOUNDS =
      List.of(
          new Bound(SourceColumn.CAMPAIGN_ID, ResultLayout.CAMPAIGN_ID, 256),
          new Bound(SourceColumn.ASSET_ID, ResultLayout.ASSET_ID, 256),
          new Bound(SourceColumn.CURRENCY, ResultLayout.CURRENCY, 16),
          new Bound(SourceColumn.CAMPAIGN_NAME, ResultLayout.CAMPAIGN_NAME, 1_024),
          new Bound(SourceColumn.ASSET_NAME, ResultLayout.ASSET_NAME, 1_024));

  private BadTexts() {}

  /** As {@code campaign_id has 300 characters, at most 256; campaign_name has U+0000}. */
  static String of(Cells row) {
    return BOUNDS.stream()
        .map(bound -> bound.complaint(row))
        .filter(Objects::nonNull)
        .collect(Collectors.joining("; "));
  }
}
