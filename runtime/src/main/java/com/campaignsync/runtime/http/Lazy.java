package com.campaignsync.runtime.http;

import java.util.function.BiFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * Made when first asked for, and then kept. An instance that starts for one request does not pay
 * for the handlers of all the others.
 *
 * @param <T> what is made
 */
public final class Lazy<T> implements Supplier<T> {

  private final Supplier<? extends T> maker;
  private volatile @Nullable T made;

  /** Made by {@code maker}, at most once. */
  public Lazy(Supplier<? extends T> maker) {
    this.maker = maker;
  }

  /** A handler that is made for its first request. */
  public static Handler handler(Supplier<? extends Handler> maker) {
    return new Lazy<Handler>(maker).calling(Handler::handle);
  }

  /** What answers a request by a method of it. */
  public Handler calling(BiFunction<? super T, Request, Mono<Reply>> method) {
    return request -> method.apply(get(), request);
  }

  @Override
  public T get() {
    T present = made;
    return present == null ? make() : present;
  }

  private synchronized T make() {
    T present = made;
    if (present == null) {
      present = maker.get();
      made = present;
    }
    return present;
  }
}
