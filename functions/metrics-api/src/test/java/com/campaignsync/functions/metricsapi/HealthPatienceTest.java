package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.query.ServiceHealth;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** How long health waits for a store that hangs, in a time that the test moves. */
class HealthPatienceTest extends OperationsFixture {

  private static final Duration JUST = Duration.ofMillis(1);

  private VirtualTimeScheduler time;

  @BeforeEach
  void stopTime() {
    time = VirtualTimeScheduler.getOrSet();
  }

  @AfterEach
  void letTimeGo() {
    VirtualTimeScheduler.reset();
  }

  /** The wait's end is seen on the thread that moves the time: nothing has to be waited for. */
  private void assertWaitsFor(Duration patience) throws Exception {
    AtomicBoolean isGivenUp = new AtomicBoolean();
    fakes.health = Mono.<ServiceHealth>never().doOnCancel(() -> isGivenUp.set(true));
    long waits = time.getScheduledTaskCount();
    CompletableFuture<TestApi.Answer> answer =
        CompletableFuture.supplyAsync(() -> api.anonymous("/health"));
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    while (time.getScheduledTaskCount() == waits) {
      assertTrue(System.nanoTime() < deadline, "the wait for the store begins");
      Thread.onSpinWait();
    }
    time.advanceTimeBy(patience.minus(JUST));
    assertFalse(isGivenUp.get(), "it may take " + patience);
    time.advanceTimeBy(JUST);
    assertTrue(isGivenUp.get(), "it takes longer than " + patience);
    assertEquals(503, answer.get(10, TimeUnit.SECONDS).status());
    assertEquals(Optional.of("3"), answer.get().header("Retry-After"));
  }

  @Test
  void storeThatAnsweredBefore_hasTimeForANewConnection_andNoMore() throws Exception {
    assertEquals(200, api.anonymous("/health").status());
    assertWaitsFor(Duration.ofSeconds(3));
  }

  @Test
  void newInstance_waitsLonger() throws Exception {
    assertWaitsFor(Duration.ofSeconds(5));
  }
}
