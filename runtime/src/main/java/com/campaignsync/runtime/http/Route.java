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
 * @param produces the media types of its replies that are no problems, the preferred one first
 */
public record Route(
    String method,
    String template,
    Access access,
    Duration deadline,
    Handler handler,
    List<String> produces) {

  private static final List<String> JSON = List.of("application/json");

  /** Twice the slowest statement we allow, well below a client's usual 60 s. */
  public static final Duration DEADLINE_DEFAULT = Duration.ofSeconds(20);

  /** A route with the default deadline. */
  public static Route of(String method, String template, Access access, Handler handler) {
    return new Route(method, template, access, DEADLINE_DEFAULT, handler, JSON);
  }

  /** The same with another deadline. */
  public Route within(Duration otherDeadline) {
    return new Route(method, template, access, otherDeadline, handler, produces);
  }

  /** The same, which can answer in another media type beside JSON where the caller wants it. */
  public Route producing(String mediaType) {
    List<String> more = Stream.concat(produces.stream(), Stream.of(mediaType)).toList();
    return new Route(method, template, access, deadline, handler, more);
  }

  /** The path's parameters by name if the path fits the template. */
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
