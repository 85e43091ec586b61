package com.campaignsync.endtoend;

import com.campaignsync.functions.metricsapi.contract.Contract;
import com.campaignsync.functions.metricsapi.contract.Exchange;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Holds every answer that a test gets of the API to the API's OpenAPI document. */
final class ApiAnswers {

  /** Of the connection, not of the answer. */
  private static final Set<String> HOP_BY_HOP = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);

  static {
    HOP_BY_HOP.addAll(List.of("Connection", "Keep-Alive", "Transfer-Encoding"));
  }

  private ApiAnswers() {}

  /** Fails if the answer is of the API and not one that the document describes. */
  static void check(HttpResponse<String> answer) {
    check(
        answer.request().method(),
        answer.uri().getRawPath(),
        answer.statusCode(),
        answer.headers().map(),
        answer.body());
  }

  static void check(
      String method, String path, int status, Map<String, List<String>> headers, String body) {
    if (Contract.covers(path)) {
      Map<String, List<String>> described = new HashMap<>(headers);
      described.keySet().removeIf(HOP_BY_HOP::contains);
      Contract.check(
          new Exchange(method, path, status, described, body.getBytes(StandardCharsets.UTF_8)));
    }
  }
}
