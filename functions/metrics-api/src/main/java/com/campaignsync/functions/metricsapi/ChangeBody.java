package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.ChangeReader.Change;
import com.campaignsync.domain.query.Measure;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How a change looks in JSON: every measure and the currency before and after, and the names of
 * those that moved.
 */
final class ChangeBody {

  /** All of a row's measures; engagements are counted of assets alone. */
  private static final List<String> MEASURES =
      Stream.concat(Stream.of(Measure.values()).map(Measure::wireName), Stream.of("engagements"))
          .toList();

  private static final String CURRENCY = "currency";

  private ChangeBody() {}

  static Map<String, @Nullable Object> of(Change change) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>(change.columns());
    Map<String, @Nullable Object> before = values(body.get("old"), body.get(CURRENCY));
    Map<String, @Nullable Object> after = values(body.get("new"), body.get(CURRENCY));
    body.put("old", before);
    body.put("new", body.get("new") == null ? null : after);
    body.put(
        "changed",
        before.keySet().stream()
            .filter(name -> !Objects.equals(before.get(name), after.get(name)))
            .toList());
    return body;
  }

  /** The same keys in the same order for every row; null is unknown. */
  private static Map<String, @Nullable Object> values(
      @Nullable Object kept, @Nullable Object currency) {
    Map<String, @Nullable Object> all = new LinkedHashMap<>();
    for (String name : MEASURES) {
      Object value = kept instanceof Map<?, ?> values ? values.get(name) : null;
      all.put(name, value == null ? null : Figures.plain(new BigDecimal(String.valueOf(value))));
    }
    Object own = kept instanceof Map<?, ?> values ? values.get(CURRENCY) : null;
    all.put(CURRENCY, own == null ? currency : own);
    return all;
  }
}
