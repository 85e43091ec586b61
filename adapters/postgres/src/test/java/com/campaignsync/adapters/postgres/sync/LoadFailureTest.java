package com.campaignsync.adapters.postgres.sync;

import static com.campaignsync.adapters.postgres.sync.Fixture.DAY;
import static com.campaignsync.adapters.postgres.sync.Fixture.V1;
import static com.campaignsync.adapters.postgres.sync.Fixture.row;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.store.LoadCounts;
import com.campaignsync.domain.store.StoreException;
import io.netty.buffer.PooledByteBufAllocator;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;

/** However a load ends, all of it is in or nothing, and no connection is lost. */
class LoadFailureTest {

  /** What idle connections may hold to read into; the rounds' input is 15 MiB. */
  private static final long ONE_MIB = 1 << 20;

  private final Fixture fixture = new Fixture();

  @AfterEach
  void poolIsWholeAndUsable() {
    Poll.until(
        "all connections are back",
        () -> Fixture.POOL.getMetrics().orElseThrow().acquiredSize() == 0);
    for (int i = 0; i < 8; i++) {
      LoadCounts counts = fixture.load(V1.plusSeconds(i), row("after", DAY, 1L, "1"));
      assertEquals(1, counts.processed());
    }
  }

  private static Flux<SourceRecord> records(int count) {
    return Flux.range(0, count)
        .map(i -> new SourceRecord.Accepted(row("c" + i, DAY, (long) i, "1")));
  }

  private void assertNothingStored() {
    assertEquals(
        "0|0|0",
        fixture.value(
            "SELECT (SELECT count(*) FROM campaign_metrics m WHERE m.connection_id = k.id),"
                + " (SELECT count(*) FROM campaign_spaces s WHERE s.connection_id = k.id),"
                + " (SELECT count(*) FROM source_partitions p WHERE p.connection_id = k.id)"
                + " FROM connections k WHERE id = ?"));
  }

  private CompletableFuture<LoadCounts> loadOf(Flux<SourceRecord> records) {
    return fixture
        .metrics
        .load(fixture.lease, fixture.context(V1), () -> Set.of(DAY), records)
        .toFuture();
  }

  @Test
  void failingSource_leavesNothingAndItsOwnErrorIsSeen() {
    RuntimeException failure = new IllegalStateException("the source broke off");
    CompletableFuture<LoadCounts> load = loadOf(Flux.concat(records(50_000), Flux.error(failure)));
    ExecutionException error =
        assertThrows(ExecutionException.class, () -> load.get(30, TimeUnit.SECONDS));
    assertSame(failure, error.getCause());
    assertNothingStored();
  }

  @Test
  void cancellation_leavesNothing() {
    long pinnedBefore = PooledByteBufAllocator.DEFAULT.pinnedDirectMemory();
    for (int round = 0; round < 5; round++) {
      Disposable load =
          fixture
              .metrics
              .load(
                  fixture.lease,
                  fixture.context(V1),
                  () -> Set.of(DAY),
                  Flux.concat(records(20_000 * round), Flux.never()))
              .subscribe();
      LeaseTest.awaitLoadTransaction(fixture);
      load.dispose();
      Poll.until(
          "the connection is back",
          () -> Fixture.POOL.getMetrics().orElseThrow().acquiredSize() == 0);
      assertNothingStored();
    }
    Poll.until(
        "buffers are given back",
        () -> PooledByteBufAllocator.DEFAULT.pinnedDirectMemory() - pinnedBefore < ONE_MIB);
  }

  @Test
  void duplicateKeys_areRefusedAsAWhole() {
    StoreException error =
        assertThrows(
            StoreException.class,
            () -> fixture.load(V1, row("a", DAY, 1L, "1"), row("a", DAY, 2L, "1")));
    assertEquals(StoreException.Code.STORE_REFUSED, error.code());
    assertNothingStored();
  }

  @Test
  void killedBackend_isUnreachableAndThePoolRecovers() {
    CompletableFuture<LoadCounts> load = loadOf(Flux.concat(records(50_000), Flux.never()));
    LeaseTest.awaitLoadTransaction(fixture);
    Poll.until("COPY runs", () -> !Fixture.POSTGRES.rows(COPYING).isEmpty());
    Fixture.POSTGRES.execute(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'test_worker'");
    ExecutionException error =
        assertThrows(ExecutionException.class, () -> load.get(30, TimeUnit.SECONDS));
    assertEquals(StoreException.Code.STORE_UNREACHABLE, ((StoreException) error.getCause()).code());
    assertNothingStored();
  }

  private static final String COPYING =
      "SELECT 1 FROM pg_stat_activity WHERE usename = 'test_worker' AND query LIKE 'COPY%'"
          + " AND state = 'active'";
}
