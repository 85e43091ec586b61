package com.campaignsync.functions.metricsapi;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignsync.domain.store.Retention;
import com.campaignsync.runtime.jwt.TokenSettings;
import com.campaignsync.runtime.settings.HostPort;
import com.campaignsync.runtime.settings.InvalidSettings;
import com.campaignsync.runtime.settings.Secret;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class MetricsApiSettingsTest {

  private static final String KEY = "k".repeat(32);
  private static final String URL = "postgresql://api:hunter2@db/campaign_sync";

  private static final Map<String, String> REQUIRED =
      Map.of("DATABASE_URL", URL, "JWT_SECRET_KEY", KEY, "BIGQUERY_PROJECT_ID", "proj");

  @Test
  void defaults() {
    assertEquals(
        new MetricsApiSettings(
            Secret.of(URL),
            4,
            new TokenSettings(Secret.of(KEY), Optional.empty(), Optional.empty()),
            OptionalInt.of(1200),
            List.of(),
            "proj",
            "engarde_analytics",
            "US",
            Optional.empty(),
            Optional.empty(),
            Retention.ofDays(90),
            "campaign-sync",
            "campaign-maintenance",
            Optional.empty(),
            new OperationsSettings("us-central1", Optional.empty(), Optional.empty())),
        MetricsApiSettings.from(REQUIRED::get));
  }

  @Test
  void fullMapping() {
    Map<String, String> environment = new HashMap<>(REQUIRED);
    environment.putAll(
        Map.of(
            "BIGQUERY_DATASET_ID", "ads",
            "BIGQUERY_LOCATION", "EU",
            "BIGQUERY_CREDENTIALS_JSON", "{}",
            "BIGQUERY_EMULATOR_HOST", "127.0.0.1:9050",
            "CAMPAIGN_SYNC_RETENTION_DAYS", "0"));
    environment.putAll(
        Map.of(
            "DATABASE_POOL_SIZE", "8",
            "JWT_JWKS_URL", "https://login/keys",
            "API_RATE_LIMIT_PER_MINUTE", "0",
            "JWT_ISSUER", "https://login",
            "JWT_AUDIENCE", "api",
            "CORS_ALLOWED_ORIGINS", "https://a.example,https://b.example",
            "PUBSUB_TOPIC_SYNC", "other",
            "PUBSUB_TOPIC_MAINTENANCE", "slow",
            "PUBSUB_EMULATOR_HOST", "127.0.0.1:8685"));
    environment.putAll(
        Map.of(
            "SCHEDULER_LOCATION", "europe-west3",
            "SCHEDULER_EMULATOR_HOST", "127.0.0.1:1",
            "LOGGING_EMULATOR_HOST", "127.0.0.1:2"));
    assertEquals(
        new MetricsApiSettings(
            Secret.of(URL),
            8,
            new TokenSettings(
                Optional.of(Secret.of(KEY)),
                Optional.of(URI.create("https://login/keys")),
                Optional.of("https://login"),
                Optional.of("api")),
            OptionalInt.empty(),
            List.of("https://a.example", "https://b.example"),
            "proj",
            "ads",
            "EU",
            Optional.of(Secret.of("{}")),
            Optional.of(new HostPort("127.0.0.1", 9050)),
            Retention.KEEPS_ALL,
            "other",
            "slow",
            Optional.of(new HostPort("127.0.0.1", 8685)),
            new OperationsSettings(
                "europe-west3",
                Optional.of(new HostPort("127.0.0.1", 1)),
                Optional.of(new HostPort("127.0.0.1", 2)))),
        MetricsApiSettings.from(environment::get));
  }

  @Test
  void exports_leaveHalfOfThePool() {
    Map<String, Integer> exportsByPool = Map.of("2", 1, "3", 1, "4", 2, "100", 50);
    exportsByPool.forEach(
        (pool, exports) -> {
          Map<String, String> environment = new HashMap<>(REQUIRED);
          environment.put("DATABASE_POOL_SIZE", pool);
          assertEquals(exports, MetricsApiSettings.from(environment::get).exportsMax(), pool);
        });
  }

  @Test
  void invalid_namesAllAndEchoesNoSecret() {
    Map<String, String> environment =
        Map.of(
            "DATABASE_URL", "mysql://hunter2",
            "DATABASE_POOL_SIZE", "1",
            "JWT_SECRET_KEY", "hunter2",
            "PUBSUB_EMULATOR_HOST", "nowhere",
            "SCHEDULER_EMULATOR_HOST", "http://x:1",
            "LOGGING_EMULATOR_HOST", "x:0");
    InvalidSettings invalid =
        assertThrows(InvalidSettings.class, () -> MetricsApiSettings.from(environment::get));
    assertEquals(
        List.of(
            "DATABASE_URL",
            "DATABASE_POOL_SIZE",
            "JWT_SECRET_KEY",
            "BIGQUERY_PROJECT_ID",
            "PUBSUB_EMULATOR_HOST",
            "SCHEDULER_EMULATOR_HOST",
            "LOGGING_EMULATOR_HOST"),
        invalid.problems().stream().map(line -> line.split(":")[0]).toList());
    assertFalse(invalid.getMessage().contains("hunter2"));
  }
}
