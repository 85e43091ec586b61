package com.campaignsync.functions.metricsapi.contract;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A request and what came back.
 *
 * @param path undecoded, without the query
 * @param headers of the answer
 * @param body of the answer
 */
public record Exchange(
    String method, String path, int status, Map<String, List<String>> headers, byte[] body) {

  /** The value of a header of the answer, whatever the case of its name. */
  Optional<String> header(String name) {
    return headers.entrySet().stream()
        .filter(header -> header.getKey().equalsIgnoreCase(name))
        .flatMap(header -> header.getValue().stream())
        .findFirst();
  }

  /** The media type without its parameters; empty without one. */
  String mediaType() {
    return header("Content-Type").map(type -> type.split(";", 2)[0].strip()).orElse("");
  }

  @Override
  public String toString() {
    return method + " " + path + " -> " + status;
  }
}
