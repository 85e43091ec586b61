package com.campaignsync.local.bigquery.job;

import com.campaignsync.local.bigquery.analysis.Plan;
import com.campaignsync.local.bigquery.analysis.TableScan;
import com.campaignsync.local.bigquery.schema.PhysicalTable;
import com.campaignsync.local.bigquery.storage.PartitionTimes;
import com.campaignsync.local.bigquery.storage.Results;
import com.campaignsync.local.bigquery.storage.StreamingBuffer;
import java.sql.SQLException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Results that answer the same text again for nothing, while the tables behind them are unchanged:
 * "Using cached query results" of BigQuery's documentation.
 */
public final class QueryCache {

  /** As BigQuery keeps them. */
  private static final Duration AGE_MAX = Duration.ofHours(24);

  /** As many as results are kept. */
  private static final int ENTRIES_MAX = 1_000;

  /** What a query saw; taken before it runs, so that a change meanwhile is a miss. */
  record Seen(String key, Map<Long, Long> modifiedMillis) {}

  private record Kept(Results.Result result, Map<Long, Long> modifiedMillis) {}

  private final Results results;
  private final PartitionTimes times;
  private final StreamingBuffer buffer;
  private final InstantSource clock;
  private final Map<String, Kept> entries =
      new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Kept> eldest) {
          return size() > ENTRIES_MAX;
        }
      };

  public QueryCache(
      Results results, PartitionTimes times, StreamingBuffer buffer, InstantSource clock) {
    this.results = results;
    this.times = times;
    this.buffer = buffer;
    this.clock = clock;
  }

  /** What the query sees now; null if its result must be neither kept nor taken from here. */
  @Nullable Seen look(QueryRequest request, Plan.Select select) throws SQLException {
    if (!request.usesCache() || !select.deterministic()) {
      return null;
    }
    Map<Long, Long> modified = new TreeMap<>();
    for (TableScan scan : select.scans()) {
      PhysicalTable table = scan.table();
      if (buffer.state(table).rows() > 0) {
        return null;
      }
      modified.put(table.id(), times.tableModifiedMillis(table));
    }
    // The translation holds the parameters' values and the views' definitions.
    Map<String, String> types = new TreeMap<>();
    request.parameters().forEach((name, value) -> types.put(name, value.type().toString()));
    // The types decide the columns' types, which the translation does not show: 1 is 1.
    String shape = types + "\0" + select.columns();
    return new Seen(request.sql() + '\0' + shape + '\0' + select.sql(), modified);
  }

  synchronized Results.@Nullable Result find(Seen seen) {
    Kept entry = entries.get(seen.key());
    if (entry == null
        || !entry.modifiedMillis().equals(seen.modifiedMillis())
        || clock.millis() - entry.result().createdMillis() >= AGE_MAX.toMillis()) {
      return null;
    }
    return results.find(entry.result().name());
  }

  synchronized void keep(Seen seen, Results.Result result) {
    entries.put(seen.key(), new Kept(result, seen.modifiedMillis()));
  }
}
