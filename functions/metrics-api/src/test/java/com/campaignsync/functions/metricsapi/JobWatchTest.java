package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.campaignsync.domain.query.JobView;
import com.campaignsync.domain.store.JobStatus;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class JobWatchTest {

  private static final UUID ID = UUID.randomUUID();

  private static JobView job(JobStatus status) {
    return new JobView(ID, status, Map.of("records_processed", 0L));
  }

  @Test
  void watch_endsWithTheFirstLookThatSatisfies() {
    AtomicInteger looks = new AtomicInteger();
    Mono<JobView> look =
        Mono.fromSupplier(
            () -> job(looks.incrementAndGet() < 4 ? JobStatus.RUNNING : JobStatus.COMPLETED));
    StepVerifier.withVirtualTime(
            () -> JobWatch.until(look, job -> job.status().isOver(), Duration.ofSeconds(30)))
        .thenAwait(JobWatch.PAUSE.multipliedBy(3))
        .expectNext(job(JobStatus.COMPLETED))
        .verifyComplete();
    assertEquals(4, looks.get());
  }

  @Test
  void watch_givesWhatItLastSawWhenPatienceEnds() {
    Mono<JobView> look = Mono.fromSupplier(() -> job(JobStatus.RUNNING));
    StepVerifier.withVirtualTime(
            () -> JobWatch.until(look, job -> job.status().isOver(), Duration.ofSeconds(30)))
        .thenAwait(Duration.ofSeconds(30))
        .expectNext(job(JobStatus.RUNNING))
        .verifyComplete();
    VirtualTimeScheduler.reset();
  }
}
