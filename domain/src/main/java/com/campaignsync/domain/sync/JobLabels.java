package com.campaignsync.domain.sync;

import com.campaignsync.domain.store.SyncJob;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Labels of our BigQuery jobs: what attributes their cost. BigQuery allows at most 63 lower-case
 * letters, digits, {@code _} and {@code -} in a value.
 */
final class JobLabels {

  private static final Pattern ALLOWED = Pattern.compile("[a-z0-9_-]{1,63}");
  private static final int LENGTH_MAX = 63;
  private static final String APP = "campaign-sync";

  private JobLabels() {}

  /** A read for one job names it; one for many says that it is shared. */
  static Map<String, String> of(List<SyncJob> jobs) {
    return jobs.size() == 1 ? of(jobs.get(0)) : ofShared(jobs.get(0));
  }

  private static Map<String, String> of(SyncJob job) {
    return Map.of(
        "app", APP,
        "tenant", value(job.tenantId().value()),
        "connection", job.connectionId().toString(),
        "job", job.id().toString(),
        "job_type", job.type().wireName());
  }

  private static Map<String, String> ofShared(SyncJob any) {
    return Map.of("app", APP, "shared", "true", "job_type", any.type().wireName());
  }

  /**
   * The value itself where it is allowed; else {@code x-} and its UTF-8 bytes in hex, cut to the
   * limit: two tenants never share a label by a lossy replacement of characters.
   */
  static String value(String raw) {
    if (ALLOWED.matcher(raw).matches() && !raw.startsWith("x-")) {
      return raw;
    }
    String hex = "x-" + HexFormat.of().formatHex(raw.getBytes(StandardCharsets.UTF_8));
    return hex.substring(0, Math.min(hex.length(), LENGTH_MAX));
  }
}
