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
import com.campaignsync.runtime.http.LoggedRequest;
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
 * the first reply again. What failed by our fault, or passes by itself (409, 429), is not kept: the
 * same request may be tried again, under the same {@link Request#workId()}. By that a sync of one
 * connection finds the job that was made before; what makes several jobs, a connection or a tenant
 * looks at what is there, as a request without a key would. Nor is any other refusal kept: nothing
 * was done, and the key may be used for the request as it should have been.
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
      return work(mine, request.logged(), next.handle(request.withWorkId(mine.requestId())));
    }
    if (claim instanceof Known known) {
      return Mono.just(replayed(known.reply()));
    }
    return Mono.error(claim instanceof InUse inUse ? inUse(inUse) : reused());
  }

  private Mono<Reply> work(Claimed claim, LoggedRequest request, Mono<Reply> work) {
    return work.flatMap(reply -> settle(claim, request, reply).thenReturn(reply))
        .onErrorResume(
            failure -> free(claim, request, Outcome.of(failure)).then(Mono.error(failure)))
        .doOnCancel(() -> release(claim, request).subscribe());
  }

  private Mono<Void> settle(Claimed claim, LoggedRequest request, Reply reply) {
    Outcome outcome = Outcome.of(reply);
    return outcome.mayBeTriedAgain() || outcome.isRefusal()
        ? free(claim, request, outcome)
        : keep(claim, request, reply);
  }

  private Mono<Void> free(Claimed claim, LoggedRequest request, Outcome outcome) {
    return outcome.isRefusal() ? quietly(keys.forget(claim), request) : release(claim, request);
  }

  private Mono<Void> keep(Claimed claim, LoggedRequest request, Reply reply) {
    KeptReply kept =
        new KeptReply(
            reply.status(), reply.contentType(), new String(reply.body(), StandardCharsets.UTF_8));
    return keys.keep(claim, kept)
        .doOnNext(
            isKept -> {
              if (!isKept) {
                lost(request, "somebody else has taken over", Optional.empty());
              }
            })
        .then()
        // The work is done: its reply must not become an error for want of a note.
        .onErrorResume(
            failure -> {
              lost(request, "its reply could not be kept", Optional.of(failure));
              return Mono.empty();
            });
  }

  private Mono<Void> release(Claimed claim, LoggedRequest request) {
    return quietly(keys.release(claim), request);
  }

  private Mono<Void> quietly(Mono<Void> freed, LoggedRequest request) {
    return freed.onErrorResume(
        failure -> {
          lost(request, "its key stays in use until the lease ends", Optional.of(failure));
          return Mono.empty();
        });
  }

  private void lost(LoggedRequest request, String what, Optional<Throwable> cause) {
    var entry =
        request
            .in(log.warning("a request with an Idempotency-Key was answered, but " + what))
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
