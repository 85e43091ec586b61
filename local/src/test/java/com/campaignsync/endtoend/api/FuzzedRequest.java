package com.campaignsync.endtoend.api;

import java.util.List;
import java.util.Map;

/**
 * A request that the fuzzer made up.
 *
 * @param tenant whose token it bears, as a user; empty for anybody else's
 */
record FuzzedRequest(
    String method, String target, Map<String, List<String>> headers, byte[] body, String tenant) {

  @Override
  public String toString() {
    return "%s %s %s %s"
        .formatted(
            method, target, headers, new String(body, java.nio.charset.StandardCharsets.UTF_8));
  }
}
