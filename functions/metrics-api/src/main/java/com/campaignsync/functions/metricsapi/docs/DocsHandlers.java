package com.campaignsync.functions.metricsapi.docs;

import com.campaignsync.runtime.http.Json;
import com.campaignsync.runtime.http.Problem;
import com.campaignsync.runtime.http.Reply;
import com.campaignsync.runtime.http.Request;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Mono;

/** Answers the OpenAPI document and a page that shows it, from this program's own files alone. */
public final class DocsHandlers {

  /** The page's own scripts and styles; Swagger UI's pictures are data: addresses. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

  private final Page document =
      new Page("application/json", () -> Json.write(OpenApiDocument.read()));
  private final Page page =
      new Page("text/html; charset=utf-8", () -> Resource.beside("docs.html").bytes());
  private final Map<String, Page> files =
      Map.of(
          "initializer.js",
          new Page(
              "text/javascript; charset=utf-8", () -> Resource.beside("initializer.js").bytes()),
          "swagger-ui-bundle.js",
          swaggerUi("text/javascript; charset=utf-8", "swagger-ui-bundle.js"),
          "swagger-ui.css",
          swaggerUi("text/css; charset=utf-8", "swagger-ui.css"),
          "favicon-32x32.png",
          swaggerUi("image/png", "favicon-32x32.png"));

  private static Page swaggerUi(String mediaType, String name) {
    return new Page(mediaType, () -> Resource.ofSwaggerUi(name).bytes());
  }

  /** The document. */
  public Mono<Reply> document(Request request) {
    request.query().accepting(Set.of());
    return Mono.fromSupplier(() -> reply(document, request));
  }

  /** The page. */
  public Mono<Reply> page(Request request) {
    request.query().accepting(Set.of());
    return Mono.fromSupplier(() -> reply(page, request).header("Content-Security-Policy", POLICY));
  }

  /** A file of the page. */
  public Mono<Reply> file(Request request) {
    request.query().accepting(Set.of());
    Page file = files.get(request.path("file"));
    if (file == null) {
      throw Problem.of(404, "NOT_FOUND", "no such file; GET /docs shows the page");
    }
    return Mono.fromSupplier(() -> reply(file, request));
  }

  private static Reply reply(Page page, Request request) {
    return page.reply(request.header("If-None-Match"));
  }
}
