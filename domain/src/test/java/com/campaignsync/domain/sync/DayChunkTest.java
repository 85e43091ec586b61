package com.campaignsync.domain.sync;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.source.RejectReason;
import com.campaignsync.domain.source.SourceRecord;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class DayChunkTest {

  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

  @Test
  void aChunkEndsWithTheDayInWhichItIsFull() {
    Flux<SourceRecord> records = Flux.just(0, 0, 1, 1, 1, 2, 3).map(DayChunkTest::on);

    StepVerifier.create(DayChunk.split(records, 3).concatMap(DayChunkTest::describe, 0))
        .expectNext("5 of [2026-03-01, 2026-03-02]")
        .expectNext("2 of [2026-03-03, 2026-03-04]")
        .verifyComplete();
  }

  @Test
  void noRecords_noChunk() {
    StepVerifier.create(DayChunk.split(Flux.empty(), 3)).verifyComplete();
  }

  @Test
  void recordsOutOfOrder_failInsteadOfSplittingADay() {
    Flux<SourceRecord> records = Flux.just(1, 0).map(DayChunkTest::on);

    StepVerifier.create(DayChunk.split(records, 1).concatMap(DayChunkTest::describe, 0))
        .expectErrorMatches(error -> String.valueOf(error.getMessage()).contains("out of order"))
        .verify();
  }

  @Test
  void aSlowLoadHoldsTheSourceBack() {
    AtomicLong emitted = new AtomicLong();
    Flux<SourceRecord> records =
        Flux.range(0, 1_000_000)
            .map(i -> on(i / 1_000))
            .doOnNext(record -> emitted.incrementAndGet());

    StepVerifier.create(
            DayChunk.split(records, 10_000).concatMap(chunk -> chunk.records().take(1), 0).take(1))
        .expectNextCount(1)
        .verifyComplete();

    assertTrue(emitted.get() < 11_000, "emitted " + emitted.get());
  }

  @Test
  void manyChunks_loseNothing() {
    Flux<SourceRecord> records = Flux.range(0, 100_000).map(i -> on(i / 7));

    List<Long> sizes =
        DayChunk.split(records, 1_000)
            .concatMap(chunk -> chunk.records().count(), 0)
            .collectList()
            .block();

    assertEquals(100_000, sizes.stream().mapToLong(Long::longValue).sum());
    assertTrue(sizes.stream().allMatch(size -> size <= 1_007));
  }

  private static Mono<String> describe(DayChunk chunk) {
    return chunk
        .records()
        .count()
        .map(count -> count + " of " + Set.copyOf(chunk.days()).stream().sorted().toList());
  }

  private static SourceRecord on(int day) {
    return new SourceRecord.Rejected(DAY.plusDays(day), RejectReason.NO_CAMPAIGN, "{}");
  }
}
