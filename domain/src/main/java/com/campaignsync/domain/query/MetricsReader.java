package com.campaignsync.domain.query;

import com.campaignsync.domain.tenant.TenantId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads figures of one tenant. */
public interface MetricsReader {

  /**
   * Most rows of a filled answer, all pages together: two years of days for a hundred campaigns.
   * Every page of it costs as much as all.
   */
  long FILLED_ROWS_MAX = 100_000;

  /**
   * An answer and what it was asked of.
   *
   * @param tenant whose figures they are
   * @param query what was asked
   * @param report the answer
   */
  record Answer(TenantInfo tenant, MetricsQuery query, MetricsReport report) {}

  /**
   * What is known before the rows of an export come.
   *
   * @param tenant whose figures they are
   * @param query what was asked
   * @param currencies those of the rows, in the order of the codes
   */
  record Export(TenantInfo tenant, MetricsQuery query, List<String> currencies) {}

  /**
   * Answers a query that depends on the tenant: its zone says which day is today. Everything is
   * read from one state of the store. Empty if there is no such tenant. Fails with {@link
   * HistoryGone} or {@link TooManyFilledRows}.
   *
   * @param plan makes the query; what it throws is passed on
   */
  Mono<Answer> report(TenantId tenantId, Function<TenantInfo, MetricsQuery> plan);

  /** Finds out what {@link #rows} would answer, and fails as {@link #report} does. */
  Mono<Export> export(TenantId tenantId, Function<TenantInfo, MetricsQuery> plan);

  /**
   * The rows of all pages from {@code query.after()} on, from one state of the store, read no
   * faster than they are taken. A connection to the store is held until the end.
   */
  Flux<MetricsRow> rows(TenantInfo tenant, MetricsQuery query);

  /** Whether the tenant has the campaign. */
  Mono<Boolean> hasCampaign(TenantId tenantId, UUID campaignSpaceId);

  /** The values of then are not kept any more. */
  final class HistoryGone extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Instant earliest;

    /** From {@code earliest} on, they are. */
    public HistoryGone(Instant earliest) {
      super("values are kept from " + earliest, null, false, false);
      this.earliest = earliest;
    }

    /** The first instant whose values are kept. */
    public Instant earliest() {
      return earliest;
    }
  }

  /** Filling would make more rows than {@link #FILLED_ROWS_MAX}. */
  final class TooManyFilledRows extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final long rows;

    /** It would make {@code rows}. */
    public TooManyFilledRows(long rows) {
      super(rows + " rows, at most " + FILLED_ROWS_MAX, null, false, false);
      this.rows = rows;
    }

    /** How many rows it would make. */
    public long rows() {
      return rows;
    }
  }
}
