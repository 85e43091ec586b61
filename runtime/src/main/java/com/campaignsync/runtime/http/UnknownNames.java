package com.campaignsync.runtime.http;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a caller named that an endpoint does not know, in words. */
public final class UnknownNames {

  /** A name that may be said back: anything else may be a value that slipped. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.-]{0,63}");

  /** As many as a person mends at a time. */
  private static final int NAMED_MAX = 10;

  private UnknownNames() {}

  /**
   * Refuses what is not accepted, naming all of it.
   *
   * @param what what the names are of, such as {@code field}
   * @throws Problem 400 with the reason {@code code}
   */
  public static void refuse(
      String code, String what, Collection<String> named, Set<String> accepted) {
    List<String> unknown =
        named.stream().filter(name -> !accepted.contains(name)).sorted().toList();
    if (!unknown.isEmpty()) {
      throw Problem.badRequest(code, describe(what, unknown, accepted));
    }
  }

  private static String describe(String what, List<String> unknown, Set<String> accepted) {
    String names =
        unknown.stream()
            .limit(NAMED_MAX)
            .map(UnknownNames::shown)
            .collect(Collectors.joining(", "));
    return "unknown %s%s: %s%s; accepted: %s"
        .formatted(
            what,
            unknown.size() == 1 ? "" : "s",
            names,
            unknown.size() > NAMED_MAX ? ", …" : "",
            accepted.isEmpty() ? "none" : String.join(", ", new TreeSet<>(accepted)));
  }

  private static String shown(String name) {
    return NAME.matcher(name).matches() ? name : "(an unusual name)";
  }
}
