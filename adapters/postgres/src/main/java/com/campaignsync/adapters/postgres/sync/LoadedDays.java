package com.campaignsync.adapters.postgres.sync;

import java.time.LocalDate;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/** The days of one load, in order. */
record LoadedDays(SortedSet<LocalDate> days) {

  static LoadedDays of(Set<LocalDate> days) {
    return new LoadedDays(new TreeSet<>(days));
  }

  boolean isEmpty() {
    return days.isEmpty();
  }

  /**
   * @throws java.util.NoSuchElementException if there is none
   */
  LocalDate first() {
    return days.first();
  }

  /**
   * @throws java.util.NoSuchElementException if there is none
   */
  LocalDate last() {
    return days.last();
  }

  LoadedDays without(Set<LocalDate> others) {
    LoadedDays rest = of(days);
    rest.days.removeAll(others);
    return rest;
  }

  LoadedDays only(Set<LocalDate> others) {
    LoadedDays both = of(days);
    both.days.retainAll(others);
    return both;
  }

  /** In ISO form: the driver binds arrays of texts without asking the server. */
  String[] texts() {
    return days.stream().map(LocalDate::toString).toArray(String[]::new);
  }
}
