package com.campaignsync.local.grpc;

import java.util.List;
import java.util.function.Function;

/**
 * One page of a list sorted by name.
 *
 * @param nextToken names the page's last item, empty on the last page
 */
public record Page<T>(List<T> items, String nextToken) {
  /** What the service answers at most. */
  private static final int SIZE_MAX = 1000;

  /**
   * @param token the last page's {@code nextToken}, or empty for the first page
   */
  public static <T> Page<T> of(
      List<T> sorted, Function<T, String> name, int askedSize, String token) {
    int size = askedSize <= 0 ? SIZE_MAX : Math.min(askedSize, SIZE_MAX);
    List<T> rest = sorted.stream().filter(item -> name.apply(item).compareTo(token) > 0).toList();
    if (rest.size() <= size) {
      return new Page<>(rest, "");
    }
    List<T> items = rest.subList(0, size);
    return new Page<>(items, name.apply(items.get(size - 1)));
  }
}
