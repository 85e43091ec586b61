package com.campaignsync.adapters.postgres;

import io.r2dbc.spi.Connection;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/**
 * Runs work in transactions: a worker's, which see every tenant, or the API's, which see one.
 * Whatever plans work runs the same statements in either.
 */
public interface Transactions {

  /** Runs the work in one transaction; its value comes out after the commit, or not at all. */
  <T> Mono<T> inTransaction(Function<Connection, Mono<T>> work);
}
