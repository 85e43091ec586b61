package com.campaignsync.adapters.googlecloud;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * A client that is made when it is first needed: making one costs a cold start most of a second,
 * and many instances never need it. One that could not be made is tried again by the next caller.
 *
 * @param <T> the client
 */
public final class LazyClient<T extends AutoCloseable> implements AutoCloseable {

  private final Callable<T> maker;
  private @Nullable T made;

  public LazyClient(Callable<T> maker) {
    this.maker = maker;
  }

  /**
   * The client.
   *
   * @throws Exception what making it fails with: reading credentials, as a rule
   */
  public synchronized T get() throws Exception {
    T client = made;
    if (client == null) {
      client = maker.call();
      made = client;
    }
    return client;
  }

  @Override
  public synchronized void close() throws Exception {
    T client = made;
    made = null;
    if (client != null) {
      client.close();
    }
  }
}
