package com.campaignsync.adapters.postgres.api;

import static com.campaignsync.adapters.postgres.api.Instances.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.request.Caller;
import com.campaignsync.domain.request.Limit;
import com.campaignsync.domain.request.PermitStore;
import com.campaignsync.domain.request.PermitStore.Grant;
import com.campaignsync.domain.request.RateLimiter;
import com.campaignsync.domain.request.RequestScope;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class PermitStoreTest {

  /** Longer than the test runs: no window ends under way. */
  private static final Duration DAYS = Duration.ofDays(20_000);

  private final Instances instances = new Instances();
  private final PermitStore one = new PostgresPermitStore(instances.one);
  private final PermitStore other = new PostgresPermitStore(instances.other);
  private final Caller caller = instances.caller();

  @Test
  void draws_areCountedForAllInstances_andEndAtTheLimit() {
    Limit limit = new Limit("default", 10, DAYS);
    Grant first = get(one.draw(caller, limit, 4));
    assertEquals(4, first.permits());
    assertEquals(4, first.used());
    assertTrue(first.windowLeft().compareTo(Duration.ZERO) > 0);
    assertEquals(4, get(other.draw(caller, limit, 4)).permits());
    assertEquals(2, get(one.draw(caller, limit, 4)).permits());
    assertEquals(0, get(other.draw(caller, limit, 4)).permits());
    assertEquals(10, get(other.draw(caller, limit, 4)).used());
  }

  @Test
  void newWindow_beginsAtNothing() {
    Limit limit = new Limit("default", 10, Duration.ofHours(1));
    get(one.draw(caller, limit, 10));
    instances.postgres.execute(
        "UPDATE rate_limits SET window_start = window_start - interval '1 hour'"
            + " WHERE tenant_id = ?",
        caller.scope().value());
    Grant fresh = get(other.draw(caller, limit, 3));
    assertEquals(3, fresh.permits());
    assertEquals(3, fresh.used());
    assertTrue(fresh.windowLeft().compareTo(Duration.ofHours(1)) <= 0);
  }

  @Test
  void lateDraw_countsInTheWindowThatIsThereAlready() {
    Limit limit = new Limit("default", 10, Duration.ofHours(1));
    get(one.draw(caller, limit, 4));
    // As if another instance, whose statement began later, had come first.
    instances.postgres.execute(
        "UPDATE rate_limits SET window_start = window_start + interval '1 hour', used = 8"
            + " WHERE tenant_id = ?",
        caller.scope().value());
    Grant late = get(other.draw(caller, limit, 4));
    assertEquals(2, late.permits());
    assertEquals(10, late.used());
  }

  @Test
  void smallerLimit_takesNothingBack() {
    get(one.draw(caller, new Limit("default", 100, DAYS), 60));
    Grant smaller = get(one.draw(caller, new Limit("default", 10, DAYS), 1));
    assertEquals(0, smaller.permits());
    assertEquals(60, smaller.used());
  }

  @Test
  void operatorsWithoutTenant_areCountedToo() {
    Caller operator = new Caller(RequestScope.OPERATORS, caller.scope().value());
    assertEquals(5, get(one.draw(operator, new Limit("default", 10, DAYS), 5)).permits());
  }

  @Test
  void twoInstances_neverPassTheLimitTogether_andSeldomAsk() {
    Limit limit = new Limit("default", 200, DAYS);
    RateLimiter first = new RateLimiter(one, System::nanoTime);
    RateLimiter second = new RateLimiter(other, System::nanoTime);
    long allowed =
        get(
            Flux.range(0, 2000)
                .flatMap(i -> (i % 2 == 0 ? first : second).take(caller, limit), 64)
                .filter(RateLimiter.Decision::isAllowed)
                .count());
    assertEquals(200, allowed);
    assertEquals(
        "200",
        instances.postgres.value(
            "SELECT used FROM rate_limits WHERE tenant_id = ?", caller.scope().value()));
  }
}
