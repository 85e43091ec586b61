package com.campaignsync.runtime.http;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A request's query parameters, read strictly: what is not understood is refused, because a filter
 * that is silently ignored answers with wrong numbers.
 */
public final class Query {

  /** A request needs a dozen parameters at most; ids may be many, by repetition. */
  private static final int PARAMETERS_MAX = 1100;

  private final Map<String, List<String>> values;

  private Query(Map<String, List<String>> values) {
    this.values = values;
  }

  /**
   * Reads what follows the question mark, undecoded.
   *
   * @throws Problem 400 MALFORMED_QUERY if an escape is broken
   */
  public static Query parse(String raw) {
    Map<String, List<String>> values = new LinkedHashMap<>();
    String[] pairs = raw.isEmpty() ? new String[0] : raw.split("&", PARAMETERS_MAX + 1);
    if (pairs.length > PARAMETERS_MAX) {
      throw Problem.badRequest("MALFORMED_QUERY", "more than " + PARAMETERS_MAX + " parameters");
    }
    for (String pair : pairs) {
      int equals = pair.indexOf('=');
      String name = decode(equals < 0 ? pair : pair.substring(0, equals));
      String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
      if (!pair.isEmpty()) {
        values.computeIfAbsent(name, key -> new ArrayList<>()).add(value);
      }
    }
    return new Query(values);
  }

  private static String decode(String part) {
    return PercentEncoding.decodeQuery(part)
        .orElseThrow(
            () ->
                Problem.badRequest(
                    "MALFORMED_QUERY", "a percent escape of the query is broken or no UTF-8"));
  }

  /**
   * Refuses parameters that the endpoint does not know.
   *
   * @throws Problem 400 UNKNOWN_PARAMETER naming them and those it knows
   */
  public Query accepting(Set<String> names) {
    UnknownNames.refuse("UNKNOWN_PARAMETER", "parameter", values.keySet(), names);
    return this;
  }

  /**
   * The value of a parameter that may be given once.
   *
   * @throws Problem 400 REPEATED_PARAMETER if it is given more often
   */
  public Optional<String> single(String name) {
    List<String> found = values.getOrDefault(name, List.of());
    if (found.size() > 1) {
      throw Problem.badRequest("REPEATED_PARAMETER", name + " may be given only once");
    }
    return found.stream().findFirst();
  }

  /** The values of a parameter that may be repeated, or hold several separated by commas. */
  public List<String> list(String name) {
    return values.getOrDefault(name, List.of()).stream()
        .flatMap(value -> Arrays.stream(value.split(",", -1)))
        .toList();
  }
}
