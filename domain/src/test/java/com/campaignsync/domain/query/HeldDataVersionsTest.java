package com.campaignsync.domain.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.tenant.TenantId;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class HeldDataVersionsTest {

  private static final TenantId TENANT = new TenantId("t1");

  private final AtomicLong nanos = new AtomicLong();
  private final AtomicLong version = new AtomicLong(7);
  private final AtomicInteger questions = new AtomicInteger();
  private Optional<Mono<TenantVersion>> answer = Optional.empty();
  private final DataVersions held = new HeldDataVersions(this::ask, nanos::get);

  private Mono<TenantVersion> ask(TenantId tenant) {
    questions.incrementAndGet();
    return answer.orElseGet(
        () -> Mono.fromSupplier(() -> new TenantVersion(version.get(), ZoneOffset.UTC, "")));
  }

  private Optional<Long> of(String tenant) {
    return held.of(new TenantId(tenant))
        .blockOptional(Duration.ofSeconds(5))
        .map(TenantVersion::dataVersion);
  }

  @Test
  void version_isHeldForASecondAndNoLonger() {
    assertEquals(Optional.of(7L), of("t1"));
    version.set(8);
    nanos.addAndGet(HeldDataVersions.HELD.toNanos() - 1);
    assertEquals(Optional.of(7L), of("t1"));
    assertEquals(1, questions.get());
    nanos.addAndGet(1);
    assertEquals(Optional.of(8L), of("t1"));
  }

  @Test
  void tenants_areHeldApart() {
    of("t1");
    version.set(8);
    assertEquals(Optional.of(8L), of("t2"));
    assertEquals(Optional.of(7L), of("t1"));
  }

  @Test
  void failuresAndAbsentTenants_areNotHeld() {
    answer = Optional.of(Mono.error(new IllegalStateException("down")));
    assertThrows(IllegalStateException.class, () -> held.of(TENANT).block());
    answer = Optional.of(Mono.empty());
    assertEquals(Optional.empty(), of("t1"));
    answer = Optional.empty();
    assertEquals(Optional.of(7L), of("t1"));
  }

  @Test
  void lateFailure_doesNotForgetTheNewerQuestion() {
    Sinks.One<TenantVersion> late = Sinks.one();
    answer = Optional.of(late.asMono());
    Disposable waiting = held.of(TENANT).subscribe(found -> {}, failure -> {});
    nanos.addAndGet(HeldDataVersions.HELD.toNanos());
    answer = Optional.empty();
    assertEquals(Optional.of(7L), of("t1"));
    late.tryEmitError(new IllegalStateException("down"));
    assertTrue(waiting.isDisposed());
    assertEquals(Optional.of(7L), of("t1"));
    assertEquals(2, questions.get());
  }

  @Test
  void tenThousandTenants_areHeld_andTheLeastRecentlyAskedGoesFirst() {
    for (int i = 0; i < 10_000; i++) {
      of("t" + i);
    }
    of("t0");
    assertEquals(10_000, questions.get());
    of("one more");
    of("t0");
    of("t2");
    assertEquals(10_001, questions.get());
    of("t1");
    assertEquals(10_002, questions.get());
  }
}
