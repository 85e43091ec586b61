package com.campaignsync.domain.query;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A connection as the API shows it.
 *
 * @param id its id
 * @param columns the columns of {@code connections} by name
 */
public record ConnectionView(UUID id, Map<String, @Nullable Object> columns) {

  /** Copies the columns, in their order. */
  public ConnectionView {
    columns = Collections.unmodifiableMap(new LinkedHashMap<>(columns));
  }
}
