package com.campaignsync.functions.metricsapi;

import com.campaignsync.runtime.http.Cors;
import com.campaignsync.runtime.http.HttpApi;
import com.campaignsync.runtime.http.Json;
import com.campaignsync.runtime.jwt.Principal;
import com.campaignsync.runtime.jwt.Role;
import com.campaignsync.runtime.jwt.TokenIssuer;
import com.campaignsync.runtime.jwt.TokenSettings;
import com.campaignsync.runtime.jwt.TokenVerifier;
import com.campaignsync.runtime.log.StructuredLog;
import com.campaignsync.runtime.settings.Secret;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The whole function in memory: real routes, tokens and replies. */
final class TestApi {

  private static final TokenSettings TOKENS =
      new TokenSettings(Secret.of("k".repeat(32)), Optional.empty(), Optional.empty());

  private final ByteArrayOutputStream logged = new ByteArrayOutputStream();
  private final MetricsApiFunction function;
  private final TokenIssuer issuer;

  TestApi(Fakes fakes, InstantSource clock) {
    StructuredLog log =
        new StructuredLog(
            new PrintStream(logged, true, StandardCharsets.UTF_8), clock, Optional.empty());
    Endpoints endpoints =
        new Endpoints(
            new Endpoints.Readers(
                fakes,
                fakes.assets,
                fakes.planning,
                fakes,
                fakes.connections(),
                fakes,
                fakes.history,
                fakes.history),
            new Endpoints.Writers(
                fakes,
                fakes,
                fakes.planning.planning(new PatientPublisher(fakes, log)),
                fakes.admin,
                fakes.admin),
            clock,
            log);
    this.issuer = new TokenIssuer(TOKENS, clock);
    this.function =
        new MetricsApiFunction(
            new HttpApi(
                endpoints.router(),
                new TokenVerifier(TOKENS, clock),
                new Cors(List.of()),
                StoreProblems::of,
                log));
  }

  String logged() {
    return logged.toString(StandardCharsets.UTF_8);
  }

  static Principal user(String tenant) {
    return new Principal("u-" + tenant, Optional.of(tenant), Role.USER);
  }

  static Principal admin(String tenant) {
    return new Principal("a-" + tenant, Optional.of(tenant), Role.ADMIN);
  }

  Answer send(String method, String target, Principal caller, String body) {
    String token = "Bearer " + issuer.issue(caller, Duration.ofMinutes(5));
    return exchange(new Answer(method, target, Map.of("Authorization", List.of(token)), body));
  }

  Answer accepting(String type, String target) {
    String token = "Bearer " + issuer.issue(user("t1"), Duration.ofMinutes(5));
    return exchange(
        new Answer(
            "GET", target, Map.of("Authorization", List.of(token), "Accept", List.of(type)), ""));
  }

  Answer anonymous(String target) {
    return exchange(new Answer("GET", target, Map.of(), ""));
  }

  private Answer exchange(Answer exchange) {
    try {
      function.service(exchange, exchange);
      return exchange;
    } catch (IOException broken) {
      throw new UncheckedIOException(broken);
    }
  }

  /** A request and what came back. */
  static final class Answer implements HttpRequest, HttpResponse {

    private final String method;
    private final String[] target;
    private final Map<String, List<String>> requestHeaders;
    private final byte[] body;
    private final Map<String, List<String>> headers = new LinkedHashMap<>();
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private int status;

    Answer(String method, String target, Map<String, List<String>> headers, String body) {
      this.method = method;
      this.target = target.split("\\?", 2);
      this.requestHeaders = headers;
      this.body = body.getBytes(StandardCharsets.UTF_8);
    }

    int status() {
      return status;
    }

    String text() {
      return written.toString(StandardCharsets.UTF_8);
    }

    Optional<String> header(String name) {
      return headers.getOrDefault(name, List.of()).stream().findFirst();
    }

    JsonNode json() {
      return Json.read(written.toByteArray());
    }

    @Override
    public String getMethod() {
      return method;
    }

    @Override
    public String getUri() {
      return String.join("?", target);
    }

    @Override
    public String getPath() {
      return target[0];
    }

    @Override
    public Optional<String> getQuery() {
      return target.length > 1 ? Optional.of(target[1]) : Optional.empty();
    }

    @Override
    public Map<String, List<String>> getQueryParameters() {
      throw new UnsupportedOperationException("the raw query is parsed strictly instead");
    }

    @Override
    public Map<String, HttpPart> getParts() {
      return Map.of();
    }

    @Override
    public Optional<String> getContentType() {
      return Optional.empty();
    }

    @Override
    public long getContentLength() {
      return body.length;
    }

    @Override
    public Optional<String> getCharacterEncoding() {
      return Optional.empty();
    }

    @Override
    public InputStream getInputStream() {
      return new ByteArrayInputStream(body);
    }

    @Override
    public BufferedReader getReader() {
      throw new UnsupportedOperationException("bytes are read");
    }

    @Override
    public Map<String, List<String>> getHeaders() {
      return requestHeaders;
    }

    @Override
    public void setStatusCode(int code) {
      status = code;
    }

    @Override
    public void setStatusCode(int code, String message) {
      status = code;
    }

    @Override
    public void setContentType(String contentType) {
      appendHeader("Content-Type", contentType);
    }

    @Override
    public void appendHeader(String header, String value) {
      headers.put(header, List.of(value));
    }

    @Override
    public OutputStream getOutputStream() {
      return written;
    }

    @Override
    public BufferedWriter getWriter() {
      throw new UnsupportedOperationException("bytes are written");
    }
  }
}
