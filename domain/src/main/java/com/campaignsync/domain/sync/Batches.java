package com.campaignsync.domain.sync;

import java.util.List;
import java.util.stream.IntStream;

/** A list in parts of bounded size. */
final class Batches {

  private Batches() {}

  static <T> List<List<T>> of(List<T> all, int sizeMax) {
    return IntStream.iterate(0, first -> first < all.size(), first -> first + sizeMax)
        .mapToObj(first -> List.copyOf(all.subList(first, Math.min(first + sizeMax, all.size()))))
        .toList();
  }
}
