package com.campaignsync.adapters.postgres.simulation;

import com.campaignsync.domain.source.SourceRecord;
import com.campaignsync.domain.store.LoadCounts;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Signal;
import reactor.core.publisher.Sinks;

/**
 * A load whose transaction is open at the server: it holds its locks while virtual time passes
 * between its records.
 */
final class OpenLoad {

  private final ClockedDatabase database;
  private final Sinks.Many<SourceRecord> input = Sinks.many().unicast().onBackpressureBuffer();
  private final CompletableFuture<Void> reads = new CompletableFuture<>();
  private final CompletableFuture<Signal<LoadCounts>> ended;
  private final int backend;

  private OpenLoad(
      Function<Flux<SourceRecord>, Mono<LoadCounts>> load,
      ClockedDatabase database,
      TrackedConnections connections) {
    this.database = database;
    Flux<SourceRecord> taken = input.asFlux().doOnSubscribe(started -> reads.complete(null));
    this.ended = load.apply(taken).materialize().toFuture();
    await(CompletableFuture.anyOf(reads, ended));
    this.backend = connections.lastBackend();
  }

  /** Comes back when the load waits for records or is over. */
  static OpenLoad begin(
      Function<Flux<SourceRecord>, Mono<LoadCounts>> load,
      ClockedDatabase database,
      TrackedConnections connections) {
    return new OpenLoad(load, database, connections);
  }

  /**
   * Passes the records on, in the caller's thread and time.
   *
   * @param beforeEnd called when the last one has passed
   * @param crashing whether whoever drops the load is dying
   */
  Mono<LoadCounts> run(Flux<SourceRecord> records, Runnable beforeEnd, BooleanSupplier crashing) {
    if (ended.isDone()) {
      return answer();
    }
    return records
        .doOnNext(input::tryEmitNext)
        .materialize()
        .last()
        .flatMap(
            last -> {
              beforeEnd.run();
              end(last);
              return answer();
            })
        .doOnCancel(() -> drop(crashing.getAsBoolean()));
  }

  private void end(Signal<SourceRecord> last) {
    Throwable error = last.getThrowable();
    if (error == null) {
      input.tryEmitComplete();
    } else {
      input.tryEmitError(error);
    }
  }

  private Mono<LoadCounts> answer() {
    return Mono.just(await(ended)).dematerialize();
  }

  /** A dying process takes its connection with it; a living one rolls back. */
  private void drop(boolean crash) {
    if (ended.isDone()) {
      return;
    }
    if (crash) {
      database.text("SELECT pg_terminate_backend(?)", backend);
      await(ended);
    } else {
      ended.cancel(true);
    }
    awaitEndOfTransaction();
  }

  private void awaitEndOfTransaction() {
    long begun = System.nanoTime();
    while (isAtWork()) {
      if (System.nanoTime() - begun > InStepPorts.PATIENCE.toNanos()) {
        throw new IllegalStateException("the transaction of " + backend + " does not end");
      }
      Thread.onSpinWait();
    }
  }

  private boolean isAtWork() {
    return !database
        .rows(
            "SELECT 1 FROM pg_stat_activity WHERE pid = ? AND state <> 'idle'",
            row -> true,
            backend)
        .isEmpty();
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.get(InStepPorts.PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (InterruptedException | ExecutionException | TimeoutException failed) {
      throw new IllegalStateException("the load neither reads nor ends", failed);
    }
  }
}
