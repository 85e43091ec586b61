package com.campaignsync.endtoend.oracle;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads RFC 4180; an empty field without quotes is null. */
final class CsvText {

  private CsvText() {}

  static List<List<@Nullable String>> read(String text) {
    List<List<@Nullable String>> records = new ArrayList<>();
    List<@Nullable String> record = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    boolean wasQuoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"') {
        boolean doubled = quoted && i + 1 < text.length() && text.charAt(i + 1) == '"';
        if (doubled) {
          field.append(c);
          i++;
        } else {
          quoted = !quoted;
          wasQuoted = true;
        }
      } else if (!quoted && (c == ',' || text.startsWith("\r\n", i))) {
        record.add(field.isEmpty() && !wasQuoted ? null : field.toString());
        field.setLength(0);
        wasQuoted = false;
        if (c == '\r') {
          records.add(record);
          record = new ArrayList<>();
          i++;
        }
      } else {
        field.append(c);
      }
    }
    if (quoted || !field.isEmpty() || !record.isEmpty()) {
      throw new AssertionError("the last record has no end");
    }
    return records;
  }
}
