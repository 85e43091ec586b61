package com.campaignsync.adapters.bigquery;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;

/** A statement in a {@code .sql} file with {@code {holes}} for names and expressions. */
final class SqlTemplate {

  private final String text;

  private SqlTemplate(String text) {
    this.text = text;
  }

  static SqlTemplate load(String resource) {
    try (InputStream stream =
        Objects.requireNonNull(SqlTemplate.class.getResourceAsStream(resource))) {
      return new SqlTemplate(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(resource + " cannot be read", e);
    }
  }

  /** The statement; what fills a hole is not looked at again. */
  String fill(Map<String, String> parts) {
    StringBuilder sql = new StringBuilder();
    int from = 0;
    for (int open = text.indexOf('{'); open >= 0; open = text.indexOf('{', from)) {
      int close = text.indexOf('}', open);
      sql.append(text, from, open)
          .append(Objects.requireNonNull(parts.get(text.substring(open + 1, close))));
      from = close + 1;
    }
    return sql.append(text.substring(from)).toString().stripTrailing();
  }
}
