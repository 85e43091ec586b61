package com.campaignsync.local.run;

import com.campaignsync.local.postgres.LocalPostgres;
import com.campaignsync.local.postgres.LocalUsers;
import com.campaignsync.runtime.settings.HostPort;
import com.campaignsync.runtime.settings.Settings;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The settings run-local gives the functions, by the names they have in the cloud. Where to find
 * what it started is not negotiable; everything else may come from the process's environment.
 */
final class LocalEnvironment {

  static final String PROJECT = "campaign-sync-local";
  static final String DATASET = "engarde_analytics";
  static final String TOPIC = "campaign-sync";
  static final String MAINTENANCE_TOPIC = "campaign-maintenance";

  /** Signs tokens; run-local makes one where none is given. */
  static final String JWT_SECRET_KEY = "JWT_SECRET_KEY";

  private static final String PUBSUB_EMULATOR_HOST = "PUBSUB_EMULATOR_HOST";
  private static final String KEEP_ALL = "0";

  private final Map<String, String> fixed;
  private final Function<String, @Nullable String> process;

  private LocalEnvironment(Map<String, String> fixed, Function<String, @Nullable String> process) {
    this.fixed = fixed;
    this.process = process;
  }

  /**
   * @param pubSub host:port of the Pub/Sub in use
   */
  static LocalEnvironment of(
      Ports ports,
      String pubSub,
      String jwtKey,
      String databaseUser,
      Function<String, @Nullable String> process) {
    return new LocalEnvironment(
        Map.ofEntries(
            Map.entry("BIGQUERY_PROJECT_ID", PROJECT),
            Map.entry("BIGQUERY_DATASET_ID", DATASET),
            Map.entry("BIGQUERY_EMULATOR_HOST", "127.0.0.1:" + ports.bigQuery()),
            Map.entry("BIGQUERY_STORAGE_EMULATOR_HOST", "127.0.0.1:" + ports.storageRead()),
            Map.entry(PUBSUB_EMULATOR_HOST, pubSub),
            Map.entry("SCHEDULER_EMULATOR_HOST", "127.0.0.1:" + ports.googleCloud()),
            Map.entry("SCHEDULER_LOCATION", Schedules.LOCATION),
            Map.entry("LOGGING_EMULATOR_HOST", "127.0.0.1:" + ports.googleCloud()),
            Map.entry("PUBSUB_TOPIC_SYNC", TOPIC),
            Map.entry("PUBSUB_TOPIC_MAINTENANCE", MAINTENANCE_TOPIC),
            Map.entry(JWT_SECRET_KEY, jwtKey),
            Map.entry("DATABASE_URL", databaseUrl(ports, databaseUser))),
        process);
  }

  @Nullable String get(String name) {
    String value = fixed.get(name);
    return value == null ? asked(name) : value;
  }

  /** Nothing that somebody has put here is dropped by its age, unless he asks for it. */
  private @Nullable String asked(String name) {
    String value = process.apply(name);
    return value == null && name.equals("CAMPAIGN_SYNC_RETENTION_DAYS") ? KEEP_ALL : value;
  }

  /** The Pub/Sub that the user has running, if it is not the one that run-local starts. */
  static Optional<String> otherPubSub(Ports ports, Function<String, @Nullable String> process) {
    return Settings.read(process, settings -> settings.hostPort(PUBSUB_EMULATOR_HOST))
        .map(HostPort::toString)
        .filter(named -> !named.matches("(localhost|127\\.0\\.0\\.1):" + ports.googleCloud()));
  }

  static String databaseUrl(Ports ports, String user) {
    return "postgresql://%s@127.0.0.1:%d/%s"
        .formatted(user, ports.postgres(), LocalPostgres.DATABASE);
  }

  static String worker() {
    return LocalUsers.SYNC_WORKER;
  }

  static String api() {
    return LocalUsers.METRICS_API;
  }
}
