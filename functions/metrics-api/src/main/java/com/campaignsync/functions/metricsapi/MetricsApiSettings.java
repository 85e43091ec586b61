package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.metric.DayWindow;
import com.campaignsync.domain.store.Retention;
import com.campaignsync.runtime.jwt.TokenSettings;
import com.campaignsync.runtime.settings.HostPort;
import com.campaignsync.runtime.settings.Secret;
import com.campaignsync.runtime.settings.Settings;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the function is told by its environment.
 *
 * @param databaseUrl DATABASE_URL (required): its user must be granted app_api
 * @param poolSize DATABASE_POOL_SIZE (4): connections of one instance; at least 2, since an export
 *     holds one for as long as its caller reads
 * @param tokens JWT_SECRET_KEY or JWT_JWKS_URL (one of them required, both allowed), JWT_ISSUER,
 *     JWT_AUDIENCE
 * @param rateLimitPerMinute API_RATE_LIMIT_PER_MINUTE (1200): requests of one caller, over all
 *     instances; 0 sets no limit
 * @param corsOrigins CORS_ALLOWED_ORIGINS (none): origins separated by commas, or *
 * @param projectId BIGQUERY_PROJECT_ID (required): holds the topic and the traces, asks BigQuery
 * @param datasetId BIGQUERY_DATASET_ID (engarde_analytics)
 * @param location BIGQUERY_LOCATION (US)
 * @param credentialsJson BIGQUERY_CREDENTIALS_JSON (none: application default credentials)
 * @param bigQueryEmulator BIGQUERY_EMULATOR_HOST (none): host:port of a stand-in
 * @param retention CAMPAIGN_SYNC_RETENTION_DAYS (90): days that are kept at least; 0 keeps
 *     everything
 * @param topic PUBSUB_TOPIC_SYNC (campaign-sync)
 * @param maintenanceTopic PUBSUB_TOPIC_MAINTENANCE (campaign-maintenance)
 * @param pubSubEmulator PUBSUB_EMULATOR_HOST (none): host:port of a stand-in
 * @param operations SCHEDULER_LOCATION, SCHEDULER_EMULATOR_HOST, LOGGING_EMULATOR_HOST
 */
record MetricsApiSettings(
    Secret databaseUrl,
    int poolSize,
    TokenSettings tokens,
    OptionalInt rateLimitPerMinute,
    List<String> corsOrigins,
    String projectId,
    String datasetId,
    String location,
    Optional<Secret> credentialsJson,
    Optional<HostPort> bigQueryEmulator,
    Retention retention,
    String topic,
    String maintenanceTopic,
    Optional<HostPort> pubSubEmulator,
    OperationsSettings operations) {

  /** More than one instance could answer by far: a mistake in the units. */
  private static final int RATE_LIMIT_MAX = 1_000_000;

  /** One for an export, one for everybody else. */
  private static final int POOL_SIZE_MIN = 2;

  /** Exports hold connections for long: half of the pool stays free for everybody else. */
  int exportsMax() {
    return poolSize / 2;
  }

  static MetricsApiSettings from(Function<String, @Nullable String> environment) {
    return Settings.read(environment, MetricsApiSettings::read);
  }

  private static MetricsApiSettings read(Settings settings) {
    return new MetricsApiSettings(
        settings.databaseUrl("DATABASE_URL"),
        settings.integer("DATABASE_POOL_SIZE", 4, POOL_SIZE_MIN, 100),
        TokenSettings.from(settings),
        unlessZero(settings.integer("API_RATE_LIMIT_PER_MINUTE", 1200, 0, RATE_LIMIT_MAX)),
        settings.list("CORS_ALLOWED_ORIGINS"),
        settings.required("BIGQUERY_PROJECT_ID", "the project that holds the topic"),
        settings.string("BIGQUERY_DATASET_ID", "engarde_analytics"),
        settings.string("BIGQUERY_LOCATION", "US"),
        settings.optionalSecret("BIGQUERY_CREDENTIALS_JSON"),
        settings.hostPort("BIGQUERY_EMULATOR_HOST"),
        Retention.ofDays(
            settings.integer("CAMPAIGN_SYNC_RETENTION_DAYS", 90, 0, DayWindow.DAYS_MAX)),
        settings.string("PUBSUB_TOPIC_SYNC", "campaign-sync"),
        settings.string("PUBSUB_TOPIC_MAINTENANCE", "campaign-maintenance"),
        settings.hostPort("PUBSUB_EMULATOR_HOST"),
        OperationsSettings.from(settings));
  }

  private static OptionalInt unlessZero(int number) {
    return number == 0 ? OptionalInt.empty() : OptionalInt.of(number);
  }
}
