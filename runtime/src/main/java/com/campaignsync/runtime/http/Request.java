package com.campaignsync.runtime.http;

import com.campaignsync.runtime.jwt.Principal;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;

/** A request as a handler sees it: routed, its caller known, its query parsed. */
public final class Request {

  private final Map<String, String> pathParameters;
  private final Query query;
  private final Optional<Principal> principal;
  private final byte[] body;
  private final String id;
  private final String wanted;

  /**
   * A request.
   *
   * @param pathParameters the values of the template's parameters, by name
   * @param principal empty on public addresses
   * @param body at most {@link RequestReader#BODY_BYTES_MAX} bytes
   * @param id the X-Request-Id of request and reply
   * @param wanted the media type that the caller would have, of those that the route produces
   */
  public Request(
      Map<String, String> pathParameters,
      Query query,
      Optional<Principal> principal,
      byte[] body,
      String id,
      String wanted) {
    this.pathParameters = pathParameters;
    this.query = query;
    this.principal = principal;
    this.body = body;
    this.id = id;
    this.wanted = wanted;
  }

  /** The value of a parameter of the path's template. */
  public String path(String name) {
    String value = pathParameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route's template has no {" + name + "}");
    }
    return value;
  }

  /** The query parameters. */
  public Query query() {
    return query;
  }

  /** The caller; only on routes that are not public. */
  public Principal principal() {
    return principal.orElseThrow(() -> new IllegalStateException("a public route has no caller"));
  }

  /** Whether the reply should be of the media type. */
  public boolean wants(String mediaType) {
    return wanted.equals(mediaType);
  }

  /** The X-Request-Id. */
  public String id() {
    return id;
  }

  /**
   * The body as a JSON object; an empty body is an empty object.
   *
   * @throws Problem 400 MALFORMED_JSON if it is anything else
   */
  public ObjectNode json() {
    JsonNode root = body.length == 0 ? null : Json.read(body);
    if (root == null) {
      return JsonNodeFactory.instance.objectNode();
    }
    if (!root.isObject()) {
      throw Problem.badRequest("MALFORMED_JSON", "send one JSON object");
    }
    return (ObjectNode) root;
  }
}
