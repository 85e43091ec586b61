package com.campaignsync.domain.query;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a row stands in its order: its values of the order's terms. A page begins behind such a
 * place, whether the row is still there or not.
 *
 * @param values one per term; null is unknown
 */
public record Place(List<@Nullable Object> values) {

  /** Copies the values. */
  public Place {
    values = Collections.unmodifiableList(new ArrayList<>(values));
  }
}
