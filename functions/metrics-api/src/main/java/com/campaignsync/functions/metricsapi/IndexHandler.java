package com.campaignsync.functions.metricsapi;

import com.campaignsync.runtime.http.Handler;
import com.campaignsync.runtime.http.Reply;
import com.campaignsync.runtime.http.Request;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import reactor.core.publisher.Mono;

/** Says what there is. */
final class IndexHandler implements Handler {

  @Override
  public Mono<Reply> handle(Request request) {
    request.query().accepting(Set.of());
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("success", true);
    body.put("name", "Campaign Sync");
    body.put("version", "0.1.0");
    body.put("endpoints", endpoints());
    return Mono.just(Reply.json(200, body));
  }

  private static Map<String, String> endpoints() {
    Map<String, String> endpoints = new LinkedHashMap<>();
    endpoints.put(
        "GET /api/campaign-performance/metrics",
        "figures by date, campaign, platform, currency: campaign_space_ids, start_date, end_date,"
            + " platform, currency, group_by, granularity, fields, sort, fill, as_of, page_size,"
            + " page_token; Accept: text/csv for a file");
    endpoints.put(
        "GET /api/campaign-performance/metrics/{campaign_space_id}",
        "one campaign by day, with a summary: start_date, end_date");
    endpoints.put(
        "GET /api/campaign-performance/assets/{campaign_space_id}",
        "one campaign's ads: start_date, end_date, group_by asset, date or both, page_size,"
            + " page_token");
    endpoints.put(
        "GET /api/campaign-performance/changes",
        "what the source restated, old and new: start_date, end_date, changed_since,"
            + " changed_before, campaign_space_ids, platform, entity, kind, page_size, page_token");
    endpoints.put(
        "GET /api/campaign-spaces",
        "the tenant's campaigns: platform, connection_id, search, sort, page_size, page_token");
    putMaintenance(endpoints);
    endpoints.put("GET /api/campaign-performance/sync-status", "recent sync jobs: limit");
    endpoints.put(
        "GET /api/campaign-performance/sync-jobs/{job_id}",
        "one sync job; wait=N seconds for a change, at most 30");
    endpoints.put(
        "POST /api/campaign-performance/sync",
        "starts a sync: start_date, end_date, campaign_space_ids, platform; wait=true for its end");
    endpoints.put("GET /connections", "the tenant's ad accounts: page_size, page_token");
    endpoints.put(
        "POST /connections, PATCH and DELETE /connections/{id}",
        "keeps ad accounts; validate_only=true only tries the source");
    endpoints.put("PATCH /connections/{id}/sync-frequency", "sync_frequency");
    endpoints.put("POST /connections/{id}/sync-now", "queues a sync of one ad account");
    endpoints.put("GET /connections/{id}/sync-status", "how its syncs go");
    endpoints.put("GET /health", "how the service goes; needs no token");
    endpoints.put("GET /docs, GET /api/openapi.json", "all of this in full; needs no token");
    putOperations(endpoints);
    return endpoints;
  }

  private static void putMaintenance(Map<String, String> endpoints) {
    endpoints.put(
        "GET /api/campaign-performance/rejects",
        "rows that could not be stored: connection_id, start_date, end_date, reason, status");
    endpoints.put(
        "POST /api/campaign-performance/rejects/replay", "reads their days again: connection_id");
    endpoints.put(
        "POST /api/campaign-performance/backfill",
        "reads a range of days: connection_id, start_date, end_date, dry_run");
    endpoints.put(
        "POST /api/campaign-performance/full-resync",
        "reads days again and deletes what is gone: connection_id, start_date, end_date, dry_run,"
            + " force");
    endpoints.put(
        "GET /api/campaign-performance/reconciliation",
        "the last proof of each day: connection_id, start_date, end_date, entity, verdict");
    endpoints.put(
        "POST /api/campaign-performance/reconciliation",
        "proves days anew: connection_id, start_date, end_date");
  }

  private static void putOperations(Map<String, String> endpoints) {
    endpoints.put("GET /api/campaign-sync/stats", "how syncs go; needs no token");
    endpoints.put(
        "GET /api/campaign-sync/bigquery/status",
        "whether BigQuery can be reached; needs no token");
    endpoints.put(
        "GET /api/campaign-sync/logs",
        "what the functions logged: tenant_id, severity, function, job_id, since, until, text,"
            + " page_size, page_token; for admins");
    endpoints.put(
        "POST /api/campaign-sync/trigger",
        "syncs everything of one tenant or of all: tenant_id; for admins");
    endpoints.put("GET /api/tenants", "all tenants: page_size, page_token; for admins");
    endpoints.put(
        "POST /api/tenants, PATCH /api/tenants/{id}",
        "keeps tenants: id, name, tier, time_zone, currency, realtime_allowed; for super_admins");
  }
}
