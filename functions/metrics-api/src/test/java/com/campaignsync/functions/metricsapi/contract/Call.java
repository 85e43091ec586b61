package com.campaignsync.functions.metricsapi.contract;

import com.campaignsync.runtime.http.Json;
import com.fasterxml.jackson.databind.JsonNode;
import com.google.cloud.functions.HttpRequest;
import com.google.cloud.functions.HttpResponse;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request to a function and what came back, in memory: headers and paths may be anything. */
public class Call implements HttpRequest, HttpResponse {

  private final String method;
  private final String[] target;
  private final Map<String, List<String>> requestHeaders;
  private final byte[] body;
  private final Map<String, List<String>> headers = new LinkedHashMap<>();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private int status;

  /**
   * A request.
   *
   * @param target path and query, undecoded
   */
  public Call(String method, String target, Map<String, List<String>> headers, byte[] body) {
    this.method = method;
    this.target = target.split("\\?", 2);
    this.requestHeaders = headers;
    this.body = body.clone();
  }

  /** The status of the answer. */
  public int status() {
    return status;
  }

  /** What the document is held to. */
  public Exchange asExchange() {
    return new Exchange(method, target[0], status, headers, written.toByteArray());
  }

  /** The answer's body as text. */
  public String text() {
    return written.toString(StandardCharsets.UTF_8);
  }

  /** A header of the answer. */
  public Optional<String> header(String name) {
    return headers.getOrDefault(name, List.of()).stream().findFirst();
  }

  /** The answer's body as JSON. */
  public JsonNode json() {
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
