package com.campaignsync.local.bigquery.rest;

import com.campaignsync.local.bigquery.job.JobFailure;
import com.campaignsync.local.bigquery.sql.SqlException;
import com.campaignsync.local.bigquery.storage.EngineErrors;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.zip.GZIPInputStream;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.Promise;
import org.jspecify.annotations.Nullable;

/**
 * Between Jetty and the {@link Api}: bodies are read and answers written without holding a thread,
 * so a client that hangs costs nothing but its connection.
 */
public final class RestHandler extends Handler.Abstract.NonBlocking {

  private static final Logger LOG = Logger.getLogger(RestHandler.class.getName());
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Longest body, unpacked or not: BigQuery's own limit for insertAll is 10 MB. */
  public static final int BODY_BYTES_MAX = 16 * 1024 * 1024;

  private static final Set<String> LOCAL_HOSTS = Set.of("127.0.0.1", "localhost", "::1", "[::1]");

  private final Api api;
  private final Faults faults = new Faults();

  private final Executor threads;

  /**
   * @param threads where answers are worked out
   */
  public RestHandler(Api api, Executor threads) {
    this.api = api;
    this.threads = threads;
  }

  private static byte[] bytes(ByteBuffer body) {
    byte[] bytes = new byte[body.remaining()];
    body.get(bytes);
    return bytes;
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Content.Source.asByteBuffer(
        request,
        Promise.from(
            body -> threads.execute(() -> answer(request, bytes(body), response, callback)),
            callback::failed));
    return true;
  }

  private void answer(Request request, byte[] body, Response response, Callback callback) {
    try {
      Faults.Fault fault = fault(request);
      if (fault != null && fault.then().equals("hang")) {
        FaultyAnswer.pause(fault.amount() * 1_000);
      }
      Reply failing = fault == null ? null : fault.reply();
      Reply honest = failing == null ? reply(request, body) : failing;
      boolean running = fault != null && fault.then().equals("running");
      Reply reply = running ? Faults.stillRunning(honest) : honest;
      boolean pretty = "true".equals(query(request).get("prettyPrint"));
      send(reply, reply.bytes(pretty), fault, response, callback);
    } catch (IOException | RuntimeException e) {
      callback.failed(e);
    }
  }

  private Faults.@Nullable Fault fault(Request request) {
    List<String> path = path(request);
    return path.isEmpty()
        ? null
        : faults.take(
            Faults.method(
                new Call(
                    method(request), path, Map.of(), JsonNodeFactory.instance.objectNode(), null)));
  }

  private static void send(
      Reply reply, byte[] bytes, Faults.@Nullable Fault fault, Response response, Callback callback)
      throws IOException {
    response.setStatus(reply.status());
    if (reply.status() == 204) {
      callback.succeeded();
      return;
    }
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, "application/json; charset=UTF-8");
    switch (fault == null ? "" : fault.then()) {
      case "truncate" -> FaultyAnswer.truncate(bytes, response);
      case "slow" -> {
        FaultyAnswer.slowly(bytes, response, fault == null ? 1 : fault.amount());
        callback.succeeded();
      }
      default -> response.write(true, ByteBuffer.wrap(bytes), callback);
    }
  }

  private Reply reply(Request request, byte[] body) {
    try {
      if (!LOCAL_HOSTS.contains(Request.getServerName(request))) {
        throw new JobFailure("accessDenied", "Only requests to this machine itself are answered.");
      }
      if (request.getHttpURI().getPath().equals("/local/faults")) {
        return faults.answer(
            new Call(method(request), List.of(), Map.of(), json(request, body), null));
      }
      return api.answer(
          new Call(
              method(request),
              path(request),
              query(request),
              json(request, body),
              request.getHeaders().get(HttpHeader.IF_MATCH)));
    } catch (JobFailure e) {
      return Reply.error(e.reason(), String.valueOf(e.getMessage()));
    } catch (SqlException e) {
      return Reply.error(e.reason(), String.valueOf(e.getMessage()));
    } catch (IllegalArgumentException e) {
      return Reply.error("invalid", String.valueOf(e.getMessage()));
    } catch (SQLException e) {
      LOG.log(Level.WARNING, "request " + request.getHttpURI().getPath() + " failed", e);
      EngineErrors.Said said = EngineErrors.of(e);
      return Reply.error(
          said.reason().equals("invalidQuery") ? "invalid" : said.reason(), said.message());
    } catch (Exception e) {
      LOG.log(Level.WARNING, "request " + request.getHttpURI().getPath() + " failed", e);
      return Reply.error(
          "internalError", "An internal error occurred: see the log of the local BigQuery");
    }
  }

  private static String method(Request request) {
    String override = request.getHeaders().get("X-HTTP-Method-Override");
    return override == null ? request.getMethod() : override;
  }

  private static List<String> path(Request request) {
    List<String> segments = new ArrayList<>();
    for (String segment : request.getHttpURI().getPath().split("/")) {
      if (!segment.isEmpty()) {
        segments.add(URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8));
      }
    }
    boolean prefixed =
        segments.size() > 2 && segments.get(0).equals("bigquery") && segments.get(1).equals("v2");
    return prefixed ? segments.subList(2, segments.size()) : List.of();
  }

  private static Map<String, String> query(Request request) {
    Map<String, String> parameters = new HashMap<>();
    for (var field : Request.extractQueryParameters(request, StandardCharsets.UTF_8)) {
      // A repeated parameter, such as stateFilter, becomes a list with commas.
      parameters.merge(field.getName(), field.getValue(), (a, b) -> a + "," + b);
    }
    return parameters;
  }

  private static ObjectNode json(Request request, byte[] body) throws IOException {
    if (body.length == 0) {
      return JSON.createObjectNode();
    }
    boolean gzip = "gzip".equalsIgnoreCase(request.getHeaders().get(HttpHeader.CONTENT_ENCODING));
    try {
      JsonNode node = JSON.readTree(gzip ? unpacked(body) : body);
      if (node.isMissingNode()) {
        return JSON.createObjectNode();
      }
      if (node instanceof ObjectNode object) {
        return object;
      }
    } catch (JsonProcessingException e) {
      throw new JobFailure("parseError", "Parse Error: the body is no JSON.");
    }
    throw new JobFailure("parseError", "Parse Error: the body is no JSON object.");
  }

  private static byte[] unpacked(byte[] body) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] bytes = in.readNBytes(BODY_BYTES_MAX + 1);
      if (bytes.length > BODY_BYTES_MAX) {
        throw new JobFailure("requestTooLarge", "The request body is longer than 16 MiB.");
      }
      return bytes;
    }
  }
}
