package com.campaignsync.local.functions;

import com.google.cloud.functions.HttpResponse;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.server.Response;
import org.jspecify.annotations.Nullable;

/** A Jetty response in the Functions Framework's words. */
final class ServedResponse implements HttpResponse {
  private final Response response;
  private @Nullable ReplyStream stream;
  private @Nullable BufferedWriter writer;

  ServedResponse(Response response) {
    this.response = response;
  }

  @Override
  public void setStatusCode(int code) {
    response.setStatus(code);
  }

  /** The message is dropped, as Cloud Run does: HTTP/2 has no reason phrase. */
  @Override
  public void setStatusCode(int code, String message) {
    response.setStatus(code);
  }

  @Override
  public void setContentType(String contentType) {
    response.getHeaders().put(HttpHeader.CONTENT_TYPE, contentType);
  }

  @Override
  public Optional<String> getContentType() {
    return Optional.ofNullable(response.getHeaders().get(HttpHeader.CONTENT_TYPE));
  }

  @Override
  public void appendHeader(String header, String value) {
    response.getHeaders().add(header, value);
  }

  @Override
  public Map<String, List<String>> getHeaders() {
    return HeaderMap.of(response.getHeaders());
  }

  /**
   * @throws IllegalStateException if {@link #getWriter()} was called before
   */
  @Override
  public OutputStream getOutputStream() {
    if (writer != null) {
      throw new IllegalStateException("getWriter was called on this response");
    }
    return stream();
  }

  /**
   * @throws IllegalStateException if {@link #getOutputStream()} was called before
   */
  @Override
  public BufferedWriter getWriter() {
    if (writer == null) {
      if (stream != null) {
        throw new IllegalStateException("getOutputStream was called on this response");
      }
      writer = new BufferedWriter(new OutputStreamWriter(stream(), charset()));
    }
    return writer;
  }

  /** Sends what is buffered and ends the body. */
  void finish() throws IOException {
    ReplyStream body = stream();
    body.end();
    if (writer != null) {
      writer.close();
    }
    body.close();
  }

  private ReplyStream stream() {
    if (stream == null) {
      stream = new ReplyStream(response);
    }
    return stream;
  }

  private Charset charset() {
    String name = getContentType().map(MimeTypes::getCharsetFromContentType).orElse(null);
    return name == null ? StandardCharsets.UTF_8 : Charset.forName(name);
  }
}
