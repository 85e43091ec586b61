package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.MetricsQuery;
import com.campaignsync.domain.query.MetricsReader;
import com.campaignsync.domain.query.MetricsReader.Export;
import com.campaignsync.domain.query.MetricsRow;
import com.campaignsync.runtime.Await;
import com.campaignsync.runtime.http.Problem;
import com.campaignsync.runtime.http.Reply;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/**
 * Metrics as comma-separated values: all rows, from one state of the store, sent as they are read.
 * Should the reading fail under way, the connection breaks.
 */
final class MetricsExport {

  /** A million rows take a quarter of it; who reads slower holds a connection of the pool. */
  private static final Duration EXPORT_MAX = Duration.ofMinutes(2);

  /** How long an export waits for a place: most take some milliseconds. */
  private static final Duration PLACE_MAX = Duration.ofSeconds(5);

  /** Rows that may wait for the caller: a few hundred kilobytes. */
  private static final int ROWS_AHEAD = 512;

  private static final int BUFFER_CHARS = 1 << 16;

  private final MetricsReader metrics;
  private final Semaphore free;

  /**
   * @param atOnceMax exports that may be under way; each holds a connection of the pool for long
   */
  MetricsExport(MetricsReader metrics, int atOnceMax) {
    this.metrics = metrics;
    this.free = new Semaphore(atOnceMax, true);
  }

  /** All rows of the query. */
  Reply all(Export export) {
    requireOneCurrency(export);
    return reply(
        export.query(),
        out -> writeAll(export, metrics.rows(export.tenant(), export.query()), out));
  }

  /** One page; the header {@code Next-Page-Token} says where the next one begins. */
  static Reply page(MetricsQuery query, List<MetricsRow> rows, @Nullable String nextPageToken) {
    Reply reply =
        reply(
            query,
            out -> {
              Writer lines = lines(out);
              lines.write(head(query));
              for (MetricsRow row : rows) {
                lines.write(line(row, query));
              }
              lines.flush();
            });
    return nextPageToken == null ? reply : reply.header("Next-Page-Token", nextPageToken);
  }

  private static Reply reply(MetricsQuery query, Reply.Content content) {
    String file =
        "metrics_%s_%s.csv".formatted(query.window().firstDay(), query.window().lastDay());
    return Reply.streaming(Csv.CONTENT_TYPE, content)
        .header("Content-Disposition", "attachment; filename=\"" + file + "\"");
  }

  private static void requireOneCurrency(Export export) {
    if (export.query().needsOneCurrency() && export.currencies().size() > 1) {
      throw MixedCurrencies.problem(export.currencies());
    }
  }

  private void writeAll(Export export, Flux<MetricsRow> rows, OutputStream out) throws IOException {
    if (!hasPlace()) {
      throw Problem.of(
              503, "EXPORTS_BUSY", "long exports are under way here; try again in a moment")
          .withHeader("Retry-After", "5");
    }
    try {
      writeRows(new OneCurrency(export.query()), rows, out);
    } finally {
      free.release();
    }
  }

  private boolean hasPlace() {
    try {
      return free.tryAcquire(PLACE_MAX.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What was written stays unsent until the first rows are there; the end is sent only then. */
  private static void writeRows(OneCurrency rule, Flux<MetricsRow> rows, OutputStream out)
      throws IOException {
    Writer lines = lines(out);
    lines.write(head(rule.query));
    Await.each(
        rows,
        EXPORT_MAX,
        ROWS_AHEAD,
        row -> {
          rule.check(row);
          lines.write(line(row, rule.query));
        });
    lines.flush();
  }

  /** A second currency that came between the question and the answer. */
  private static final class OneCurrency {

    private final MetricsQuery query;
    private @Nullable String seen;

    OneCurrency(MetricsQuery query) {
      this.query = query;
    }

    void check(MetricsRow row) {
      if (seen != null && !seen.equals(row.currency()) && query.needsOneCurrency()) {
        throw MixedCurrencies.problem(List.of(seen, row.currency()));
      }
      seen = row.currency();
    }
  }

  private static Writer lines(OutputStream out) {
    return new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8), BUFFER_CHARS);
  }

  private static String head(MetricsQuery query) {
    return Csv.line(List.copyOf(Figures.names(query.shape())));
  }

  private static String line(MetricsRow row, MetricsQuery query) {
    return Csv.line(new ArrayList<@Nullable Object>(Figures.row(row, query.shape()).values()));
  }
}
