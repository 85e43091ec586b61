package com.campaignsync.runtime.http;

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
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A request and the response to it, in memory. */
final class FakeExchange implements HttpRequest, HttpResponse {

  private final String method;
  private final String path;
  private final Optional<String> query;
  private final Map<String, List<String>> requestHeaders = new LinkedHashMap<>();
  private final Map<String, List<String>> responseHeaders = new LinkedHashMap<>();
  private final ByteArrayOutputStream written = new ByteArrayOutputStream();
  private InputStream body = InputStream.nullInputStream();
  private long contentLength = -1;
  private int status;

  FakeExchange(String method, String target) {
    String[] parts = target.split("\\?", 2);
    this.method = method;
    this.path = parts[0];
    this.query = parts.length > 1 ? Optional.of(parts[1]) : Optional.empty();
  }

  FakeExchange with(String header, String value) {
    requestHeaders.computeIfAbsent(header, name -> new ArrayList<>()).add(value);
    return this;
  }

  FakeExchange body(byte[] bytes) {
    body = new ByteArrayInputStream(bytes);
    return this;
  }

  FakeExchange contentLength(long bytes) {
    contentLength = bytes;
    return this;
  }

  int status() {
    return status;
  }

  String text() {
    return written.toString(StandardCharsets.UTF_8);
  }

  JsonNode json() {
    return Json.read(written.toByteArray());
  }

  Optional<String> header(String name) {
    return responseHeaders.getOrDefault(name, List.of()).stream().findFirst();
  }

  @Override
  public String getMethod() {
    return method;
  }

  @Override
  public String getUri() {
    return "http://localhost" + path + query.map(q -> "?" + q).orElse("");
  }

  @Override
  public String getPath() {
    return path;
  }

  @Override
  public Optional<String> getQuery() {
    return query;
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
    return header("Content-Type");
  }

  @Override
  public long getContentLength() {
    return contentLength;
  }

  @Override
  public Optional<String> getCharacterEncoding() {
    return Optional.empty();
  }

  @Override
  public InputStream getInputStream() {
    return body;
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
    responseHeaders.computeIfAbsent(header, name -> new ArrayList<>()).add(value);
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
