package com.campaignsync.adapters.postgres.api;

import static com.campaignsync.adapters.postgres.api.Instances.find;
import static com.campaignsync.adapters.postgres.api.Instances.get;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.campaignsync.domain.request.Caller;
import com.campaignsync.domain.request.IdempotencyKeys;
import com.campaignsync.domain.request.IdempotencyKeys.Claim;
import com.campaignsync.domain.request.IdempotencyKeys.Claimed;
import com.campaignsync.domain.request.IdempotencyKeys.InUse;
import com.campaignsync.domain.request.IdempotencyKeys.Known;
import com.campaignsync.domain.request.IdempotencyKeys.OtherRequest;
import com.campaignsync.domain.request.KeptReply;
import com.campaignsync.domain.request.RequestScope;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;

class IdempotencyKeysTest {

  private static final Duration LEASE = Duration.ofMinutes(2);
  private static final KeptReply REPLY =
      new KeptReply(202, "application/json", "{\"success\":true,\"name\":\"ü\"}");

  private final Instances instances = new Instances();
  private final IdempotencyKeys one = new PostgresIdempotencyKeys(instances.one);
  private final IdempotencyKeys other = new PostgresIdempotencyKeys(instances.other);
  private final Caller caller = instances.caller();

  private Claim claim(IdempotencyKeys keys, String fingerprint) {
    return get(keys.claim(caller, "k1", fingerprint, LEASE));
  }

  private Claimed claimed(IdempotencyKeys keys) {
    return assertInstanceOf(Claimed.class, claim(keys, "f"));
  }

  private void execute(String set) {
    instances.postgres.execute(
        "UPDATE idempotency_keys SET " + set + " WHERE tenant_id = ?", caller.scope().value());
  }

  @Test
  void sameRequest_hasTheKeptReply_onEveryInstance() {
    Claimed mine = claimed(one);
    assertTrue(get(one.keep(mine, REPLY)));
    assertEquals(new Known(REPLY), claim(other, "f"));
    assertEquals(new Known(REPLY), claim(one, "f"));
  }

  @Test
  void otherRequest_isToldSo_beforeAndAfterTheReply() {
    Claimed mine = claimed(one);
    assertEquals(new OtherRequest(), claim(other, "g"));
    get(one.keep(mine, REPLY));
    assertEquals(new OtherRequest(), claim(other, "g"));
  }

  @Test
  void requestAtWork_isInUse() {
    claimed(one);
    InUse inUse = assertInstanceOf(InUse.class, claim(other, "f"));
    assertTrue(inUse.leaseLeft().compareTo(Duration.ofSeconds(100)) > 0);
  }

  @Test
  void deadInstancesWork_isTakenOver_andItsLateReplyIsNotKept() {
    Claimed dead = claimed(one);
    execute("lease_until = clock_timestamp()");
    Claimed taken = claimed(other);
    assertEquals(dead.requestId(), taken.requestId(), "it goes on with the same work");
    assertEquals(false, get(one.keep(dead, new KeptReply(200, "text/plain", "late"))));
    find(one.release(dead));
    assertInstanceOf(InUse.class, claim(one, "f"));
    assertTrue(get(other.keep(taken, REPLY)));
    assertEquals(new Known(REPLY), claim(one, "f"));
  }

  @Test
  void releasedWork_mayBeTriedAgainAtOnce_asTheSameWork() {
    Claimed failed = claimed(one);
    find(one.release(failed));
    Claimed again = claimed(other);
    assertEquals(failed.requestId(), again.requestId());
    assertEquals(new OtherRequest(), claim(one, "g"));
  }

  @Test
  void forgottenKey_isAsGoodAsNew_evenForAnotherRequest() {
    Claimed refused = claimed(one);
    find(one.forget(refused));
    Claimed mended = assertInstanceOf(Claimed.class, claim(other, "g"));
    assertNotEquals(refused.requestId(), mended.requestId());
    find(one.forget(refused));
    assertInstanceOf(InUse.class, claim(one, "g"));
  }

  @Test
  void keptReply_cannotBeReleasedOrReplaced() {
    Claimed mine = claimed(one);
    get(one.keep(mine, REPLY));
    find(one.release(mine));
    find(one.forget(mine));
    assertEquals(false, get(one.keep(mine, new KeptReply(500, "text/plain", ""))));
    assertEquals(new Known(REPLY), claim(other, "f"));
  }

  @Test
  void expiredKey_isAsGoodAsNew() {
    Claimed first = claimed(one);
    get(one.keep(first, REPLY));
    execute("expires_at = clock_timestamp()");
    Claimed second = assertInstanceOf(Claimed.class, claim(other, "g"));
    assertNotEquals(first.requestId(), second.requestId());
    assertEquals(
        "1",
        instances.postgres.value(
            "SELECT count(*) FROM idempotency_keys WHERE tenant_id = ? AND expires_at"
                + " >= clock_timestamp() + interval '23 hours 59 minutes'",
            caller.scope().value()));
  }

  @Test
  void replies_areKeptADayFromTheReplyOn() {
    Claimed mine = claimed(one);
    execute("expires_at = clock_timestamp() + interval '1 hour'");
    get(one.keep(mine, REPLY));
    assertEquals(
        "t",
        instances.postgres.value(
            "SELECT expires_at > clock_timestamp() + interval '23 hours 59 minutes'"
                + " FROM idempotency_keys WHERE tenant_id = ?",
            caller.scope().value()));
  }

  @Test
  void keysOfOtherCallers_areOtherKeys() {
    claimed(one);
    Caller colleague = new Caller(caller.scope(), "u2");
    assertInstanceOf(Claimed.class, get(one.claim(colleague, "k1", "f", LEASE)));
    Caller stranger = new Caller(new RequestScope("t-other"), "u1" + caller.scope().value());
    assertInstanceOf(Claimed.class, get(one.claim(stranger, "k1", "f", LEASE)));
    Caller operator = new Caller(RequestScope.OPERATORS, caller.scope().value());
    assertInstanceOf(Claimed.class, get(one.claim(operator, "k1", "f", LEASE)));
  }

  @Test
  void manyAtOnceOnTwoInstances_oneDoesTheWork() {
    List<Claim> claims =
        get(
            Flux.range(0, 200)
                .flatMap(i -> (i % 2 == 0 ? one : other).claim(caller, "k1", "f", LEASE), 32)
                .collectList());
    assertEquals(1, claims.stream().filter(Claimed.class::isInstance).count());
    assertEquals(199, claims.stream().filter(InUse.class::isInstance).count());
  }
}
