package com.campaignsync.domain.query;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignsync.domain.tenant.TenantId;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

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
}
