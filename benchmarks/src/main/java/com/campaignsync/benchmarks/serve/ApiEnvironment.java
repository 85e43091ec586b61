package com.campaignsync.benchmarks.serve;

import com.campaignsync.local.postgres.LocalPostgres;
import com.campaignsync.local.postgres.LocalUsers;
import com.campaignsync.runtime.jwt.Principal;
import com.campaignsync.runtime.jwt.Role;
import com.campaignsync.runtime.jwt.TokenIssuer;
import com.campaignsync.runtime.jwt.TokenSettings;
import com.campaignsync.runtime.settings.Settings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/** The settings of the API, and tokens that it takes. */
final class ApiEnvironment {

  static final String FUNCTION = "com.campaignsync.functions.metricsapi.MetricsApiFunction";

  private static final String KEY = "benchmark-key-".repeat(3);

  private ApiEnvironment() {}

  static Map<String, String> of(LocalPostgres postgres, int poolSize) {
    return Map.of(
        "BIGQUERY_PROJECT_ID",
        "benchmark",
        "BIGQUERY_EMULATOR_HOST",
        "127.0.0.1:9",
        "PUBSUB_EMULATOR_HOST",
        "127.0.0.1:9",
        "DATABASE_URL",
        "postgresql://%s@127.0.0.1:%d/%s"
            .formatted(LocalUsers.METRICS_API, postgres.port(), LocalPostgres.DATABASE),
        "DATABASE_POOL_SIZE",
        String.valueOf(poolSize),
        "JWT_SECRET_KEY",
        KEY,
        "API_RATE_LIMIT_PER_MINUTE",
        "0");
  }

  static String token(int tenant) {
    TokenSettings settings =
        Settings.read(name -> name.equals("JWT_SECRET_KEY") ? KEY : null, TokenSettings::from);
    return new TokenIssuer(settings, InstantSource.system())
        .issue(
            new Principal("bench", Optional.of("tenant-" + tenant), Role.USER),
            Duration.ofHours(2));
  }
}
