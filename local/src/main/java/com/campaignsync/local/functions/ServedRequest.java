package com.campaignsync.local.functions;

import com.google.cloud.functions.HttpRequest;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.Fields;
import org.jspecify.annotations.Nullable;

/** A Jetty request in the Functions Framework's words. */
final class ServedRequest implements HttpRequest {
  private final Request request;
  private final BoundedInputStream body;
  private @Nullable BufferedReader reader;
  private boolean streamTaken;

  ServedRequest(Request request, long bodyBytesMax) {
    this.request = request;
    this.body = new BoundedInputStream(Content.Source.asInputStream(request), bodyBytesMax);
  }

  /** Whether reading stopped because the body passed its limit. */
  boolean isTooLarge() {
    return body.isTooLarge();
  }

  /**
   * @throws IOException if the body is announced longer than the limit; then {@link #isTooLarge}
   */
  void requireAnnouncedLengthWithinLimit() throws IOException {
    body.requireWithinLimit(request.getLength());
  }

  /** Reads on for a while: a caller still sending would lose the answer with its connection. */
  void discardRest() {
    body.discardRest();
  }

  @Override
  public String getMethod() {
    return request.getMethod();
  }

  @Override
  public String getUri() {
    return request.getHttpURI().asString();
  }

  /** The path as sent, not decoded: an encoded slash in an id stays part of the id. */
  @Override
  public String getPath() {
    String path = request.getHttpURI().getPath();
    return path == null ? "/" : path;
  }

  @Override
  public Optional<String> getQuery() {
    return Optional.ofNullable(request.getHttpURI().getQuery());
  }

  @Override
  public Map<String, List<String>> getQueryParameters() {
    Map<String, List<String>> parameters = new LinkedHashMap<>();
    for (Fields.Field field : Request.extractQueryParameters(request)) {
      parameters.put(field.getName(), List.copyOf(field.getValues()));
    }
    return parameters;
  }

  /** Uploads are not hosted here: no function of this project takes multipart forms. */
  @Override
  public Map<String, HttpPart> getParts() {
    throw new IllegalStateException("multipart/form-data is not accepted here");
  }

  @Override
  public Optional<String> getContentType() {
    return Optional.ofNullable(request.getHeaders().get(HttpHeader.CONTENT_TYPE));
  }

  @Override
  public long getContentLength() {
    return request.getLength();
  }

  @Override
  public Optional<String> getCharacterEncoding() {
    return getContentType().map(MimeTypes::getCharsetFromContentType);
  }

  @Override
  public Map<String, List<String>> getHeaders() {
    return HeaderMap.of(request.getHeaders());
  }

  /**
   * @throws IllegalStateException if {@link #getReader()} was called before
   */
  @Override
  public InputStream getInputStream() {
    if (reader != null) {
      throw new IllegalStateException("getReader was called on this request");
    }
    streamTaken = true;
    return body;
  }

  /**
   * @throws IllegalStateException if {@link #getInputStream()} was called before
   */
  @Override
  public BufferedReader getReader() throws IOException {
    if (streamTaken) {
      throw new IllegalStateException("getInputStream was called on this request");
    }
    if (reader == null) {
      reader = new BufferedReader(new InputStreamReader(body, charset()));
    }
    return reader;
  }

  private Charset charset() throws IOException {
    String name = getCharacterEncoding().orElse(StandardCharsets.UTF_8.name());
    try {
      return Charset.forName(name);
    } catch (IllegalArgumentException unknown) {
      throw new IOException("the request's character encoding is unknown: " + name, unknown);
    }
  }
}
