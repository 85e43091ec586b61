package com.campaignsync.adapters.googlecloud;

import com.google.api.gax.core.BackgroundResource;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A client that is made when it is first needed: making one costs a cold start most of a second,
 * and many instances never need it. One that could not be made is tried again by the next caller.
 *
 * @param <T> the client
 */
public final class LazyClient<T extends BackgroundResource> implements AutoCloseable {

  /** Makes a client. */
  @FunctionalInterface
  public interface Maker<T> {

    /**
     * A new client.
     *
     * @throws IOException if there are no credentials
     */
    T make() throws IOException;
  }

  private final Maker<T> maker;
  private @Nullable T made;

  public LazyClient(Maker<T> maker) {
    this.maker = maker;
  }

  /**
   * The client.
   *
   * @throws IOException if there are no credentials
   */
  public synchronized T get() throws IOException {
    T client = made;
    if (client == null) {
      client = maker.make();
      made = client;
    }
    return client;
  }

  @Override
  public synchronized void close() {
    T client = made;
    made = null;
    if (client != null) {
      client.shutdownNow();
    }
  }
}
