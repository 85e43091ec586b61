package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.request.Caller;
import com.campaignsync.domain.request.IdempotencyKeys;
import com.campaignsync.domain.request.IdempotencyKeys.Claim;
import com.campaignsync.domain.request.IdempotencyKeys.Claimed;
import com.campaignsync.domain.request.IdempotencyKeys.InUse;
import com.campaignsync.domain.request.IdempotencyKeys.Known;
import com.campaignsync.domain.request.KeptReply;
import com.campaignsync.runtime.http.EntityTag;
import com.campaignsync.runtime.http.Filter;
import com.campaignsync.runtime.http.Handler;
import com.campaignsync.runtime.http.Problem;
import com.campaignsync.runtime.http.Reply;
import com.campaignsync.runtime.http.Request;
import com.campaignsync.runtime.log.StructuredLog;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import reactor.core.publisher.Mono;

/**
 * Does the work of a POST that is sent again under the same {@code Idempotency-Key} once, and gives
 * the first reply again. What failed by our fault, or passes by itself, is not kept: the same
 * request may be tried again, and goes on with the same work. Nor is a refusal: nothing was done,
 * and the key may be used for the request as it should have been.
 */
final class RepeatedRequests implements Filter {

  static final String HEADER = "Idempotency-Key";

  /** Longer than any route's deadline: whoever holds a claim past it is dead. */
  static final Duration LEASE = Duration.ofMinutes(2);

  /** Most work is done within a second; who asks again gets the reply. */
  private static final Duration RETRY_MAX = Duration.ofSeconds(5);

  private static final Pattern VISIBLE = Pattern.compile("[\\x21-\\x7E]{1,255}");

  /** How several headers of one name come, be they sent apart or as one (RFC 9110 §5.3). */
  private static final String BETWEEN_VALUES = ", ";

  private final IdempotencyKeys keys;
  private final StructuredLog log;

  RepeatedRequests(IdempotencyKeys keys, StructuredLog log) {
    this.keys = keys;
    this.log = log;
  }

  @Override
  public Mono<Reply> apply(Request request, Handler next) {
    Optional<String> key = request.header(HEADER);
    if (!request.route().method().equals("POST") || !request.hasPrincipal() || key.isEmpty()) {
      return next.handle(request);
    }
    requireUsable(key.get());
    Caller caller = Callers.of(request);
    return keys.claim(caller, key.get(), fingerprint(request), LEASE)
        .flatMap(claim -> answer(claim, request, next));
  }

  private static void requireUsable(String key) {
    if (key.contains(BETWEEN_VALUES)) {
      throw Problem.badRequest(
          "INVALID_IDEMPOTENCY_KEY", "a request may have one Idempotency-Key; this has several");
    }
    if (!VISIBLE.matcher(key).matches()) {
      throw Problem.badRequest(
          "INVALID_IDEMPOTENCY_KEY", "Idempotency-Key must be 1 to 255 visible ASCII characters");
    }
  }

  private static String fingerprint(Request request) {
    return EntityTag.ofParts(
            List.of(
                request.route().method(),
                request.path(),
                request.rawQuery(),
                EntityTag.ofBytes(request.body()).value()))
        .value();
  }

  private Mono<Reply> answer(Claim claim, Request request, Handler next) {
    if (claim instanceof Claimed mine) {
      return work(mine, next.handle(request.withWorkId(mine.requestId())));
    }
    if (claim instanceof Known known) {
      return Mono.just(replayed(known.reply()));
    }
    return Mono.error(claim instanceof InUse inUse ? inUse(inUse) : reused());
  }

  private Mono<Reply> work(Claimed claim, Mono<Reply> work) {
    return work.flatMap(reply -> settle(claim, Outcome.of(reply), reply).thenReturn(reply))
        .onErrorResume(failure -> settleFailure(claim, failure).then(Mono.error(failure)))
        .doOnCancel(() -> release(claim).subscribe());
  }

  private Mono<Void> settle(Claimed claim, Outcome outcome, Reply reply) {
    return outcome.mayBeTriedAgain() || outcome.isRefusal()
        ? free(claim, outcome)
        : keep(claim, reply);
  }

  private Mono<Void> settleFailure(Claimed claim, Throwable failure) {
    return free(claim, Outcome.of(failure));
  }

  private Mono<Void> free(Claimed claim, Outcome outcome) {
    return outcome.isRefusal() ? quietly(keys.forget(claim)) : release(claim);
  }

  private Mono<Void> keep(Claimed claim, Reply reply) {
    KeptReply kept =
        new KeptReply(
            reply.status(), reply.contentType(), new String(reply.body(), StandardCharsets.UTF_8));
    return keys.keep(claim, kept)
        .doOnNext(
            isKept -> {
              if (!isKept) {
                lost("somebody else has taken over", Optional.empty());
              }
            })
        .then()
        // The work is done: its reply must not become an error for want of a note.
        .onErrorResume(
            failure -> {
              lost("its reply could not be kept", Optional.of(failure));
              return Mono.empty();
            });
  }

  private Mono<Void> release(Claimed claim) {
    return quietly(keys.release(claim));
  }

  private Mono<Void> quietly(Mono<Void> freed) {
    return freed.onErrorResume(
        failure -> {
          lost("its key stays in use until the lease ends", Optional.of(failure));
          return Mono.empty();
        });
  }

  private void lost(String what, Optional<Throwable> cause) {
    var entry =
        log.warning("a request with an Idempotency-Key was answered, but " + what)
            .code("IDEMPOTENCY_NOT_KEPT");
    cause.ifPresent(entry::cause);
    entry.write();
  }

  private static Reply replayed(KeptReply kept) {
    return Reply.text(kept.status(), kept.mediaType(), kept.body())
        .header("Idempotency-Replayed", "true");
  }

  private static Problem inUse(InUse claim) {
    long seconds = Math.min(RETRY_MAX.toSeconds(), Math.max(1, claim.leaseLeft().toSeconds()));
    return Problem.of(
            409,
            "IDEMPOTENCY_KEY_IN_USE",
            "a request with this Idempotency-Key is at work; send it again to have its reply")
        .withHeader("Retry-After", String.valueOf(seconds));
  }

  private static Problem reused() {
    return Problem.of(
        422,
        "IDEMPOTENCY_KEY_REUSED",
        "this Idempotency-Key was used for another request; take a new key");
  }
}
