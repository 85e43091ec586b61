package com.campaignsync.runtime.http;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/** Finds the route of a request: the first that fits, in the order in which they are given. */
public final class Router {

  /** As for all ids of the API. */
  private static final int ID_CHARS_MAX = 256;

  private final List<Route> routes;

  /** Routes are tried in the order given. */
  public Router(List<Route> routes) {
    this.routes = List.copyOf(routes);
  }

  /** All routes, in the order in which they are tried. */
  public List<Route> routes() {
    return routes;
  }

  /**
   * A route that fits, and the values of its path's parameters.
   *
   * @param route the route
   * @param parameters by name
   */
  record Match(Route route, Map<String, String> parameters) {}

  /**
   * The route for the method and path.
   *
   * @throws Problem 404 NOT_FOUND, 405 METHOD_NOT_ALLOWED, 400 MALFORMED_PATH or INVALID_ID
   */
  Match find(String method, String path) {
    String wanted = method.equals("HEAD") ? "GET" : method;
    for (Route route : routes) {
      Optional<Map<String, String>> parameters = route.match(path);
      if (parameters.isPresent() && route.method().equals(wanted)) {
        return new Match(route, decoded(parameters.get()));
      }
    }
    throw Problem.of(405, "METHOD_NOT_ALLOWED", "this address answers other methods; see Allow")
        .withHeader("Allow", allow(path));
  }

  private static Map<String, String> decoded(Map<String, String> parameters) {
    Map<String, String> decoded = new HashMap<>();
    parameters.forEach((name, value) -> decoded.put(name, decoded(name, value)));
    return decoded;
  }

  private static String decoded(String name, String value) {
    String text =
        PercentEncoding.decodeSegment(value)
            // No id has it, and the store could not hold it.
            .filter(decoded -> decoded.indexOf('\0') < 0)
            .orElseThrow(
                () ->
                    Problem.badRequest("MALFORMED_PATH", "a percent escape of the path is broken"));
    if (text.codePointCount(0, text.length()) > ID_CHARS_MAX) {
      throw Problem.badRequest(
          "INVALID_ID", "%s may have at most %d characters".formatted(name, ID_CHARS_MAX));
    }
    return text;
  }

  /**
   * The methods of a path, for an {@code Allow} header.
   *
   * @throws Problem 404 NOT_FOUND if no route has the path
   */
  String allow(String path) {
    TreeSet<String> methods = new TreeSet<>();
    for (Route route : routes) {
      if (route.match(path).isPresent()) {
        methods.add(route.method());
      }
    }
    if (methods.isEmpty()) {
      throw Problem.of(404, "NOT_FOUND", "no such address; GET / lists those there are");
    }
    if (methods.contains("GET")) {
      methods.add("HEAD");
    }
    methods.add("OPTIONS");
    return String.join(", ", methods);
  }
}
