package com.campaignsync.local.run;

import com.campaignsync.domain.store.SyncFrequency;
import com.campaignsync.runtime.settings.Settings;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** How often run-local's connections are synced: CAMPAIGN_SYNC_INTERVAL_MINUTES. */
final class Frequencies {

  private static final int DAY_MINUTES = 1_440;
  private static final int HOUR_MINUTES = 60;

  /** The sample's numbers move every half minute: five minutes show it. */
  private static final int SAMPLE_MINUTES = 5;

  /** Older settings have it; the nearest that keeps data no older is 10. */
  private static final int NO_LONGER_OFFERED = 15;

  private Frequencies() {}

  static SyncFrequency fromEnvironment(
      Function<String, @Nullable String> environment, boolean sample, Consumer<String> warnings) {
    int minutes =
        Settings.read(
            environment,
            settings ->
                settings.integer(
                    "CAMPAIGN_SYNC_INTERVAL_MINUTES",
                    sample ? SAMPLE_MINUTES : HOUR_MINUTES,
                    SAMPLE_MINUTES,
                    DAY_MINUTES));
    if (minutes == NO_LONGER_OFFERED) {
      warnings.accept("CAMPAIGN_SYNC_INTERVAL_MINUTES is 15, read as 10");
    }
    return switch (minutes) {
      case 5 -> SyncFrequency.EVERY_5_MINUTES;
      case 10, NO_LONGER_OFFERED -> SyncFrequency.EVERY_10_MINUTES;
      case 30 -> SyncFrequency.EVERY_30_MINUTES;
      case HOUR_MINUTES -> SyncFrequency.HOURLY;
      case DAY_MINUTES -> SyncFrequency.DAILY;
      default ->
          throw new BadInput(
              "CAMPAIGN_SYNC_INTERVAL_MINUTES is %d, want 5, 10, 30, 60 or 1440"
                  .formatted(minutes));
    };
  }
}
