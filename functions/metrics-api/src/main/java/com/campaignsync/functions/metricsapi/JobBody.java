package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.JobView;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How rows of the store look in JSON: their columns under their own names. */
final class JobBody {

  private JobBody() {}

  static Map<String, @Nullable Object> of(JobView job) {
    return of(job.columns());
  }

  static Map<String, @Nullable Object> of(Map<String, @Nullable Object> columns) {
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    columns.forEach(
        (name, value) ->
            body.put(name, value instanceof BigDecimal number ? Figures.plain(number) : value));
    return body;
  }
}
