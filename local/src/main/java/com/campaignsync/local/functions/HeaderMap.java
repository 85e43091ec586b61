package com.campaignsync.local.functions;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.jetty.http.HttpFields;

/** Header fields as the Functions Framework shows them: names in any case, every value in order. */
final class HeaderMap {
  private HeaderMap() {}

  static Map<String, List<String>> of(HttpFields fields) {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    fields.forEach(field -> headers.computeIfAbsent(field.getName(), fields::getValuesList));
    return headers;
  }
}
