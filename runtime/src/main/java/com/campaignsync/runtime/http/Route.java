package com.campaignsync.runtime.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One method on one kind of path.
 *
 * @param method GET, POST …; GET answers HEAD too
 * @param template the path, with parameters in braces: {@code /connections/{id}/sync-now}
 * @param access who may call it
 * @param deadline the longest an answer may take
 * @param handler answers it
 * @param isVersioned whether the reply follows from the tenant's data version, its today and the
 *     request alone
 * @param limit a limit of its own, beside the general one
 * @param trial the query parameter, or field of the body, that being true makes a request on it
 *     only try or estimate; empty for none
 * @param produces the media types of its replies that are no problems, the preferred one first
 */
public record Route(
    String method,
    String template,
    Access access,
    Duration deadline,
    Handler handler,
    boolean isVersioned,
    Optional<RouteLimit> limit,
    Optional<String> trial,
    List<String> produces) {

  private static final List<String> JSON = List.of("application/json");

  /** The slowest statement we allow and five seconds more, well below a client's usual 60 s. */
  public static final Duration DEADLINE_DEFAULT = Duration.ofSeconds(20);

  /** A route with the default deadline. */
  public static Route of(String method, String template, Access access, Handler handler) {
    return new Route(
        method,
        template,
        access,
        DEADLINE_DEFAULT,
        handler,
        false,
        Optional.empty(),
        Optional.empty(),
        JSON);
  }

  /** The same with another deadline. */
  public Route within(Duration otherDeadline) {
    return new Route(
        method, template, access, otherDeadline, handler, isVersioned, limit, trial, produces);
  }

  /** The same, which can answer in another media type beside JSON where the caller wants it. */
  public Route producing(String mediaType) {
    List<String> more = Stream.concat(produces.stream(), Stream.of(mediaType)).toList();
    return new Route(method, template, access, deadline, handler, isVersioned, limit, trial, more);
  }

  /** The same, which answers in these media types and no other. */
  public Route producingOnly(String... mediaTypes) {
    return new Route(
        method,
        template,
        access,
        deadline,
        handler,
        isVersioned,
        limit,
        trial,
        List.of(mediaTypes));
  }

  /**
   * The same, for replies that cannot change while the tenant's data version and day do not: a
   * caller who has the current one is answered 304 before the handler runs.
   */
  public Route versioned() {
    return new Route(method, template, access, deadline, handler, true, limit, trial, produces);
  }

  /** The same with a limit per caller of its own. */
  public Route limited(String name, int permits, Duration window) {
    return new Route(
        method,
        template,
        access,
        deadline,
        handler,
        isVersioned,
        Optional.of(new RouteLimit(name, permits, window)),
        trial,
        produces);
  }

  /** The same, where a parameter or field of that name makes a request change nothing. */
  public Route trying(String name) {
    return new Route(
        method,
        template,
        access,
        deadline,
        handler,
        isVersioned,
        limit,
        Optional.of(name),
        produces);
  }

  /** Whether a request on it may change something. */
  public boolean changesState() {
    return !method.equals("GET");
  }

  /** The path's parameters by name, still escaped, if the path fits the template. */
  Optional<Map<String, String>> match(String path) {
    List<String> wanted = List.of(template.split("/", -1));
    List<String> found = List.of(path.split("/", -1));
    if (wanted.size() != found.size()) {
      return Optional.empty();
    }
    Map<String, String> parameters = new HashMap<>();
    for (int i = 0; i < wanted.size(); i++) {
      String part = wanted.get(i);
      if (part.startsWith("{") && !found.get(i).isEmpty()) {
        parameters.put(part.substring(1, part.length() - 1), found.get(i));
      } else if (!part.equals(found.get(i))) {
        return Optional.empty();
      }
    }
    return Optional.of(parameters);
  }
}
