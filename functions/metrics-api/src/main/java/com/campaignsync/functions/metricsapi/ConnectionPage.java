package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.ConnectionReader.Place;
import com.campaignsync.domain.query.ConnectionView;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.runtime.http.Query;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One page of a tenant's connections.
 *
 * @param hash of the tenant: nothing else decides which connections there are
 * @param after the last one of the page before; null for the first page
 */
record ConnectionPage(String hash, @Nullable Place after) {

  static ConnectionPage of(TenantId tenantId, Query query) {
    String hash = PageMark.hash(List.of("connections", tenantId.value()));
    Optional<String> token = query.single("page_token").filter(text -> !text.isEmpty());
    return new ConnectionPage(
        hash, token.map(text -> PageMark.decode(text, hash, ConnectionPage::place)).orElse(null));
  }

  private static Place place(JsonNode fields) {
    return new Place(
        PageMark.stored(fields, "platform"),
        PageMark.stored(fields, "name"),
        Input.id("id", PageMark.text(fields, "id")));
  }

  /**
   * The reply's body.
   *
   * @param found one more than the page has, where there is another page
   */
  Map<String, @Nullable Object> body(List<ConnectionView> found, int pageSize) {
    List<ConnectionView> page = found.subList(0, Math.min(found.size(), pageSize));
    Map<String, @Nullable Object> meta = new LinkedHashMap<>();
    meta.put("next_page_token", found.size() > pageSize ? token(page) : null);
    Map<String, @Nullable Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("connections", page.stream().map(one -> JobBody.of(one.columns())).toList());
    body.put("meta", meta);
    return body;
  }

  private String token(List<ConnectionView> page) {
    ConnectionView last = page.get(page.size() - 1);
    return PageMark.encode(
        hash,
        Map.of(
            "platform",
            String.valueOf(last.columns().get("platform")),
            "name",
            String.valueOf(last.columns().get("name")),
            "id",
            last.id().toString()));
  }
}
