package com.campaignsync.domain.request;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.request.PermitStore.Grant;
import com.campaignsync.domain.request.RateLimiter.Decision;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Schedulers;

class RateLimiterTest {

  private static final Caller CALLER = new Caller(new RequestScope("t1"), "u1");
  private static final Limit LIMIT = new Limit("default", 100, Duration.ofMinutes(1));

  private final CountedPermits store = new CountedPermits();
  private final RateLimiter one = new RateLimiter(store, store.nanos::get);
  private final RateLimiter other = new RateLimiter(store, store.nanos::get);

  private static Decision take(RateLimiter limiter) {
    return take(limiter, CALLER);
  }

  private static Decision take(RateLimiter limiter, Caller caller) {
    Decision decision = limiter.take(caller, LIMIT).block(Duration.ofSeconds(5));
    if (decision == null) {
      throw new AssertionError("no decision");
    }
    return decision;
  }

  private static int allowed(RateLimiter limiter, int requests) {
    int allowed = 0;
    for (int i = 0; i < requests; i++) {
      allowed += take(limiter).isAllowed() ? 1 : 0;
    }
    return allowed;
  }

  @Test
  void oneInstance_givesOutTheWholeLimit_withATenthOfTheQuestions() {
    assertEquals(100, allowed(one, 130));
    assertEquals(10, store.draws());
  }

  @Test
  void twoInstances_neverPassTheLimitTogether() {
    int first = allowed(one, 45);
    int second = allowed(other, 200);
    int third = allowed(one, 200);
    assertEquals(45, first);
    assertEquals(50, second);
    assertEquals(5, third);
  }

  @Test
  void blocks_lapseWithTheirWindow() {
    take(one);
    store.pass(Duration.ofSeconds(60));
    assertEquals(100, allowed(other, 100));
    assertFalse(take(one).isAllowed(), "its nine permits were of the minute before");
  }

  @Test
  void refused_untilTheWindowEnds_withoutAnotherQuestion() {
    store.pass(Duration.ofSeconds(50));
    allowed(one, 101);
    int draws = store.draws();
    Decision refused = take(one);
    assertFalse(refused.isAllowed());
    assertEquals(0, refused.remaining());
    assertEquals(Duration.ofSeconds(10), refused.reset());
    assertEquals(draws, store.draws());
    store.pass(Duration.ofSeconds(10));
    assertTrue(take(one).isAllowed());
  }

  @Test
  void remaining_countsWhatTheInstanceHoldsAndNobodyHas() {
    assertEquals(99, take(one).remaining());
    assertEquals(98, take(one).remaining());
    assertEquals(89, take(other).remaining());
  }

  @Test
  void callersAndLimits_areCountedApart() {
    assertEquals(100, allowed(one, 101));
    assertTrue(take(one, new Caller(new RequestScope("t1"), "u2")).isAllowed());
    assertTrue(take(one, new Caller(new RequestScope("t2"), "u1")).isAllowed());
    Limit another = new Limit("other", 1, Duration.ofMinutes(1));
    assertTrue(one.take(CALLER, another).blockOptional().orElseThrow().isAllowed());
    assertFalse(one.take(CALLER, another).blockOptional().orElseThrow().isAllowed());
  }

  @Test
  void storeThatFails_failsTheRequest_heldPermitsGoOn() {
    take(one);
    store.failure = Optional.of(new IllegalStateException("down"));
    assertEquals(9, allowed(one, 9));
    assertThrows(IllegalStateException.class, () -> take(one));
    store.failure = Optional.empty();
    assertTrue(take(one).isAllowed(), "the failure is not remembered");
  }

  @Test
  void callersInMemory_areBounded() {
    RateLimiter small = new RateLimiter(store, store.nanos::get, 10);
    for (int i = 0; i < 1000; i++) {
      take(small, new Caller(new RequestScope("t" + i), "u"));
    }
    assertEquals(10, small.size());
  }

  @Test
  void manyAtOnce_neverPassTheLimit() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<Callable<Boolean>> requests = new ArrayList<>();
      for (int i = 0; i < 2000; i++) {
        RateLimiter limiter = i % 2 == 0 ? one : other;
        requests.add(() -> take(limiter).isAllowed());
      }
      int allowed = 0;
      for (Future<Boolean> request : threads.invokeAll(requests)) {
        allowed += request.get() ? 1 : 0;
      }
      assertEquals(100, allowed);
    } finally {
      threads.shutdownNow();
    }
  }

  private static final Limit LOW = new Limit("low", 40, Duration.ofMinutes(1));

  /** As over a network: whoever comes while the store is asked waits for its one answer. */
  @Test
  void allWhoWaitForOneBlock_areGivenTheWholeLimit() {
    Deque<Sinks.One<Grant>> open = new ArrayDeque<>();
    PermitStore slow =
        (caller, limit, wanted) -> {
          Sinks.One<Grant> answer = Sinks.one();
          open.add(answer);
          return answer.asMono();
        };
    RateLimiter limiter = new RateLimiter(slow, store.nanos::get);
    List<Decision> decisions = new ArrayList<>();
    for (int i = 0; i < 60; i++) {
      limiter.take(CALLER, LOW).subscribe(decisions::add);
    }
    while (!open.isEmpty()) {
      open.remove().tryEmitValue(store.draw(CALLER, LOW, 4).blockOptional().orElseThrow());
    }
    assertEquals(60, decisions.size());
    assertEquals(40, decisions.stream().filter(Decision::isAllowed).count());
    assertEquals(10, store.draws(), "no more questions than there are blocks");
    assertTrue(
        decisions.stream()
            .filter(one -> !one.isAllowed())
            .allMatch(one -> one.reset().equals(Duration.ofMinutes(1))));
  }

  /** The bound on tries is above the number of blocks of every limit. */
  @Test
  void everyLimit_isGivenOutWhole_toManyAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    PermitStore elsewhere =
        (caller, limit, wanted) ->
            Mono.defer(() -> store.draw(caller, limit, wanted))
                .subscribeOn(Schedulers.fromExecutor(threads));
    RateLimiter limiter = new RateLimiter(elsewhere, store.nanos::get);
    try {
      for (int permits = 1; permits <= 120; permits++) {
        Limit limit = new Limit("of " + permits, permits, Duration.ofMinutes(1));
        long allowed =
            Flux.range(0, permits + 20)
                .flatMap(
                    i -> limiter.take(CALLER, limit).subscribeOn(Schedulers.fromExecutor(threads)),
                    64)
                .filter(Decision::isAllowed)
                .count()
                .blockOptional(Duration.ofSeconds(30))
                .orElseThrow();
        assertEquals(permits, allowed, limit.name());
      }
    } finally {
      threads.shutdownNow();
    }
  }
}
