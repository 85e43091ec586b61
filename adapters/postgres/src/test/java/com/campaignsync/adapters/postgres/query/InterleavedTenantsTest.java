package com.campaignsync.adapters.postgres.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.adapters.postgres.BoundedAcquire;
import com.campaignsync.adapters.postgres.Database;
import com.campaignsync.adapters.postgres.SqlStatement;
import com.campaignsync.adapters.postgres.api.PostgresDataVersions;
import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.query.MetricsFilter;
import com.campaignsync.domain.query.MetricsQuery;
import com.campaignsync.domain.query.MetricsShape;
import com.campaignsync.domain.tenant.TenantId;
import io.r2dbc.pool.ConnectionPool;
import io.r2dbc.spi.Connection;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Requests of two tenants that take turns on one database connection, many of them cut off on the
 * way: none is ever answered with rows of the other.
 */
class InterleavedTenantsTest {

  private static final int REQUESTS = 10_000;
  private static final int AT_ONCE = 32;
  private static final LocalDate DAY = LocalDate.of(2026, 3, 28);
  private static final Store STORE = new Store();
  private static final ConnectionPool POOL = STORE.postgres.apis(1);

  private static final ApiTransactions ONE_CONNECTION =
      new ApiTransactions(new Database(new BoundedAcquire(POOL, Duration.ofSeconds(60))));

  private static Side left;
  private static Side right;

  /** A tenant, and what is its alone: a name of its connection, and its spend. */
  private record Side(TenantId tenant, String name, String spend) {

    static Side make(String name, String spend) {
      TenantId tenant = STORE.tenant("UTC");
      var campaign = STORE.campaign(STORE.connection(tenant, "google_ads", name), name, "EUR");
      STORE.row(campaign, DAY, 1L, 1L, spend);
      STORE.rollUp(tenant);
      return new Side(tenant, name, spend);
    }
  }

  @BeforeAll
  static void twoTenants() {
    left = Side.make("left", "111");
    right = Side.make("right", "222");
  }

  @AfterAll
  static void close() {
    POOL.close();
  }

  /** What a request of the side saw; empty if it was cut off. */
  private static Mono<String> request(Side side, int kind) {
    return switch (kind) {
      case 0 ->
          new PostgresConnectionReader(ONE_CONNECTION)
              .list(side.tenant(), null, 10)
              .map(all -> all.stream().map(one -> one.columns().get("name")).toList().toString());
      case 1 ->
          new PostgresMetricsReader(ONE_CONNECTION)
              .report(side.tenant(), tenant -> byDate())
              .map(answer -> answer.report().total().spend().stripTrailingZeros().toPlainString());
      case 2 ->
          new PostgresConnectionReader(ONE_CONNECTION)
              .tenant(side.tenant())
              .map(tenant -> tenant.id().value());
      default ->
          new PostgresDataVersions(ONE_CONNECTION)
              .of(side.tenant())
              .map(version -> "" + version.dataVersion());
    };
  }

  private static String expected(Side side, int kind) {
    return switch (kind) {
      case 0 -> "[" + side.name() + "]";
      case 1 -> side.spend();
      case 2 -> side.tenant().value();
      default -> "0";
    };
  }

  private static MetricsQuery byDate() {
    return MetricsQuery.of(
        DayWindow.inclusive(DAY, DAY),
        new MetricsFilter(List.of(), Optional.empty(), Optional.empty()),
        MetricsShape.BY_DATE,
        10);
  }

  @Test
  void tenThousandRequestsOverOneConnection_leakNothing() {
    long seed = 20261122;
    Random random = new Random(seed);
    AtomicInteger answered = new AtomicInteger();
    AtomicInteger cut = new AtomicInteger();
    Flux.range(0, REQUESTS)
        .flatMap(
            i -> {
              Side side = random.nextBoolean() ? left : right;
              int kind = random.nextInt(4);
              boolean isCut = random.nextInt(5) == 0;
              Mono<String> request = request(side, kind);
              // Somewhere between the first statement and the last, or while it waits.
              Duration patience = Duration.ofNanos(1000L * random.nextInt(60_000));
              return (isCut ? request.takeUntilOther(Mono.delay(patience)) : request)
                  .doOnNext(seen -> assertEquals(expected(side, kind), seen, "seed " + seed))
                  .map(Optional::of)
                  .defaultIfEmpty(Optional.empty())
                  .doOnNext(
                      seen -> {
                        assertTrue(isCut || seen.isPresent(), "an answer got lost");
                        (seen.isPresent() ? answered : cut).incrementAndGet();
                      });
            },
            AT_ONCE)
        .blockLast(Duration.ofMinutes(5));
    assertEquals(REQUESTS, answered.get() + cut.get());
    assertTrue(answered.get() > REQUESTS / 2, answered + " answered");
    assertTrue(cut.get() > REQUESTS / 100, cut + " cut off");
  }

  @Test
  void connection_isGivenBackByWhoWasCutOff_withoutATenant() {
    for (int i = 0; i < 50; i++) {
      request(left, 1).takeUntilOther(Mono.delay(Duration.ofNanos(40_000L * i))).block();
    }
    long seen = Store.get(new Database(POOL).inTransaction(InterleavedTenantsTest::countTenants));
    assertEquals(0, seen);
  }

  private static Mono<Long> countTenants(Connection connection) {
    return new SqlStatement("SELECT count(*) AS n FROM tenants")
        .rows(connection, statement -> {}, row -> row.get("n", Long.class))
        .single();
  }
}
