package com.campaignsync.domain.sync;

import com.campaignsync.domain.store.SyncJob;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Labels of our BigQuery jobs: what attributes their cost. BigQuery allows at most 63 lower-case
 * letters, digits, {@code _} and {@code -} in a value.
 */
final class JobLabels {

  private static final Pattern ALLOWED = Pattern.compile("[a-z0-9_-]{1,63}");
  private static final int LENGTH_MAX = 63;

  private JobLabels() {}

  static Map<String, String> of(SyncJob job) {
    return Map.of(
        "app", "campaign-sync",
        "tenant", value(job.tenantId().value()),
        "connection", job.connectionId().toString(),
        "job", job.id().toString(),
        "job_type", job.type().name().toLowerCase(Locale.ROOT));
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
