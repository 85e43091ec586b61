package com.campaignsync.functions.jobs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.campaignsync.domain.store.Retention;
import com.campaignsync.runtime.settings.HostPort;
import com.campaignsync.runtime.settings.InvalidSettings;
import com.campaignsync.runtime.settings.Secret;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JobSettingsTest {

  private static final String DATABASE = "postgresql://u:hunter2@db:5432/campaign_sync";

  @Test
  void unset_takesTheDefaults() {
    assertEquals(
        new JobSettings(
            true,
            "proj",
            "engarde_analytics",
            "US",
            Optional.empty(),
            Optional.empty(),
            true,
            10_737_418_240L,
            Duration.ofSeconds(540),
            Secret.of(DATABASE),
            4,
            "campaign-sync",
            "campaign-maintenance",
            Optional.empty(),
            Optional.empty(),
            Retention.ofDays(90),
            Optional.empty(),
            Optional.empty()),
        read(required()));
  }

  @Test
  void everyVariable_isMapped() {
    Map<String, String> environment = required();
    environment.put("CAMPAIGN_SYNC_ENABLED", "false");
    environment.put("BIGQUERY_DATASET_ID", "ads");
    environment.put("BIGQUERY_LOCATION", "europe-west1");
    environment.put("BIGQUERY_CREDENTIALS_JSON", "{\"type\":\"service_account\"}");
    environment.put("BIGQUERY_EMULATOR_HOST", "localhost:9050");
    environment.put("BIGQUERY_USE_QUERY_CACHE", "false");
    environment.put("BIGQUERY_MAX_BYTES_BILLED", "10485760");
    environment.put("CAMPAIGN_SYNC_TIMEOUT_SECONDS", "300");
    environment.put("DATABASE_POOL_SIZE", "2");
    environment.put("PUBSUB_TOPIC_SYNC", "sync");
    environment.put("PUBSUB_TOPIC_MAINTENANCE", "maintenance");
    environment.put("PUBSUB_EMULATOR_HOST", "localhost:8685");
    environment.put("BIGQUERY_STORAGE_EMULATOR_HOST", "localhost:9060");
    environment.put("CAMPAIGN_SYNC_RETENTION_DAYS", "0");
    environment.put("SYNC_WEBHOOK_URL", "https://hooks.example/sync");
    environment.put("SYNC_WEBHOOK_SECRET", "whsec_c2VjcmV0");

    assertEquals(
        new JobSettings(
            false,
            "proj",
            "ads",
            "europe-west1",
            Optional.of(Secret.of("{\"type\":\"service_account\"}")),
            Optional.of(new HostPort("localhost", 9050)),
            false,
            10_485_760L,
            Duration.ofSeconds(300),
            Secret.of(DATABASE),
            2,
            "sync",
            "maintenance",
            Optional.of(new HostPort("localhost", 8685)),
            Optional.of(new HostPort("localhost", 9060)),
            Retention.KEEPS_ALL,
            Optional.of(URI.create("https://hooks.example/sync")),
            Optional.of(Secret.of("whsec_c2VjcmV0"))),
        read(environment));
  }

  @Test
  void whatIsWaitedFor_endsWithinTheWorkTime() {
    Map<String, String> environment = required();
    environment.put("CAMPAIGN_SYNC_TIMEOUT_SECONDS", "20");

    assertEquals(Duration.ofSeconds(10), read(environment).atMostWorkTime(Duration.ofMinutes(8)));
    assertEquals(Duration.ofSeconds(9), read(environment).atMostWorkTime(Duration.ofSeconds(9)));
    assertEquals(Duration.ofMinutes(8), read(required()).atMostWorkTime(Duration.ofMinutes(8)));
  }

  @Test
  void allErrors_areReportedAtOnce_andNoSecretIsEchoed() {
    InvalidSettings invalid =
        assertThrows(
            InvalidSettings.class,
            () ->
                read(
                    Map.ofEntries(
                        Map.entry("CAMPAIGN_SYNC_ENABLED", "maybe"),
                        Map.entry("BIGQUERY_CREDENTIALS_JSON", "sm://projects/p/secrets/hunter2"),
                        Map.entry("BIGQUERY_EMULATOR_HOST", "localhost"),
                        Map.entry("BIGQUERY_STORAGE_EMULATOR_HOST", ":1"),
                        Map.entry("CAMPAIGN_SYNC_RETENTION_DAYS", "-1"),
                        Map.entry("BIGQUERY_USE_QUERY_CACHE", "1"),
                        Map.entry("BIGQUERY_MAX_BYTES_BILLED", "10485759"),
                        Map.entry("CAMPAIGN_SYNC_TIMEOUT_SECONDS", "9"),
                        Map.entry("DATABASE_URL", "mysql://root:hunter2@db/x"),
                        Map.entry("DATABASE_POOL_SIZE", "1"),
                        Map.entry("SYNC_WEBHOOK_URL", "http://hunter2@hooks.example/sync"),
                        Map.entry("PUBSUB_EMULATOR_HOST", "localhost:port"))));

    assertEquals(
        List.of(
            "BIGQUERY_CREDENTIALS_JSON",
            "BIGQUERY_EMULATOR_HOST",
            "BIGQUERY_MAX_BYTES_BILLED",
            "BIGQUERY_PROJECT_ID",
            "BIGQUERY_STORAGE_EMULATOR_HOST",
            "BIGQUERY_USE_QUERY_CACHE",
            "CAMPAIGN_SYNC_ENABLED",
            "CAMPAIGN_SYNC_RETENTION_DAYS",
            "CAMPAIGN_SYNC_TIMEOUT_SECONDS",
            "DATABASE_POOL_SIZE",
            "DATABASE_URL",
            "PUBSUB_EMULATOR_HOST",
            "SYNC_WEBHOOK_SECRET",
            "SYNC_WEBHOOK_URL"),
        invalid.problems().stream()
            .map(problem -> problem.substring(0, problem.indexOf(':')))
            .sorted()
            .toList());
    assertFalse(invalid.getMessage().contains("hunter2"), invalid.getMessage());
  }

  private static Map<String, String> required() {
    Map<String, String> environment = new HashMap<>();
    environment.put("BIGQUERY_PROJECT_ID", "proj");
    environment.put("DATABASE_URL", DATABASE);
    return environment;
  }

  private static JobSettings read(Map<String, String> environment) {
    return JobSettings.from(environment::get);
  }
}
