package com.campaignsync.runtime.http;

import com.campaignsync.runtime.jwt.Principal;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/** A request as a handler sees it: routed, its caller known, its query parsed. */
public final class Request {

  private final Head head;
  private final Map<String, String> pathParameters;
  private final Query query;
  private final Optional<Principal> principal;
  private final byte[] body;
  private final UUID workId;
  private final Map<String, String> replyHeaders;

  /**
   * What a request says of itself before its body.
   *
   * @param route the route it was found to be for
   * @param path undecoded
   * @param rawQuery what follows the question mark, undecoded; empty without
   * @param headers a header's value by its name in any case
   * @param id the X-Request-Id of request and reply
   * @param wanted the media type that the caller would have, of those that the route produces
   * @param tenantOf the tenant that a request is about, for the log; throws nothing
   */
  record Head(
      Route route,
      String path,
      String rawQuery,
      Function<String, Optional<String>> headers,
      String id,
      String wanted,
      Function<Request, Optional<String>> tenantOf) {}

  /**
   * A request.
   *
   * @param pathParameters the values of the template's parameters, by name
   * @param principal empty on public addresses
   * @param body at most {@link RequestReader#BODY_BYTES_MAX} bytes
   */
  Request(
      Head head,
      Map<String, String> pathParameters,
      Query query,
      Optional<Principal> principal,
      byte[] body) {
    this(
        head, pathParameters, query, principal, body, UUID.randomUUID(), new ConcurrentHashMap<>());
  }

  private Request(
      Head head,
      Map<String, String> pathParameters,
      Query query,
      Optional<Principal> principal,
      byte[] body,
      UUID workId,
      Map<String, String> replyHeaders) {
    this.head = head;
    this.pathParameters = pathParameters;
    this.query = query;
    this.principal = principal;
    this.body = body;
    this.workId = workId;
    this.replyHeaders = replyHeaders;
  }

  /** The same request as an earlier one whose work it may have to go on with. */
  public Request withWorkId(UUID sameWork) {
    return new Request(head, pathParameters, query, principal, body, sameWork, replyHeaders);
  }

  /** The route it is for. */
  public Route route() {
    return head.route();
  }

  /** The path as it came, undecoded. */
  public String path() {
    return head.path();
  }

  /** What follows the question mark, undecoded; empty without. */
  public String rawQuery() {
    return head.rawQuery();
  }

  /** All values of a header, joined by commas; its name in any case. */
  public Optional<String> header(String name) {
    return head.headers().apply(name);
  }

  /** The value of a parameter of the path's template. */
  public String path(String name) {
    String value = pathParameters.get(name);
    if (value == null) {
      throw new IllegalArgumentException("the route's template has no {" + name + "}");
    }
    return value;
  }

  /** All parameters of the path's template. */
  public Map<String, String> pathParameters() {
    return Map.copyOf(pathParameters);
  }

  /** The query parameters. */
  public Query query() {
    return query;
  }

  /** The caller; only on routes that are not public. */
  public Principal principal() {
    return principal.orElseThrow(() -> new IllegalStateException("a public route has no caller"));
  }

  /** Whether anybody is known to be calling. */
  public boolean hasPrincipal() {
    return principal.isPresent();
  }

  /** Whether the reply should be of the media type. */
  public boolean wants(String mediaType) {
    return head.wanted().equals(mediaType);
  }

  /** The X-Request-Id. */
  public String id() {
    return head.id();
  }

  /** What log lines about it tell of it. */
  public LoggedRequest logged() {
    return LoggedRequest.of(id(), head.headers()).about(head.tenantOf().apply(this));
  }

  /** Says that the reply shall have a header, whatever the reply is: a failure's, too. */
  public void inReply(String header, String value) {
    replyHeaders.put(header, value);
  }

  Map<String, String> replyHeaders() {
    return replyHeaders;
  }

  /**
   * Names the work that is asked for: the same for a request and its repetitions under one
   * Idempotency-Key, another for every request without one.
   */
  public UUID workId() {
    return workId;
  }

  /** The body's bytes. */
  public byte[] body() {
    return body.clone();
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
