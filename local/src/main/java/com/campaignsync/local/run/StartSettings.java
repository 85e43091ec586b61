package com.campaignsync.local.run;

import com.campaignsync.domain.store.SyncFrequency;
import com.campaignsync.functions.metricsapi.MetricsApiFunction;
import com.campaignsync.functions.synccampaignmetrics.SyncCampaignMetricsFunction;
import com.campaignsync.runtime.settings.InvalidSettings;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The environment's settings, of run-local itself and of all functions, looked at before anything
 * is started: who mends them wants to do it once.
 */
final class StartSettings {

  /** The real one is kept with the state, which is not open yet. */
  private static final String ANY_KEY = "0".repeat(32);

  private final Collection<String> problems = new LinkedHashSet<>();

  private StartSettings() {}

  /**
   * How often connections are synced.
   *
   * @throws BadInput naming everything that is wrong with anybody's settings
   */
  static SyncFrequency check(
      Function<String, @Nullable String> environment,
      Ports ports,
      boolean sample,
      Consumer<String> warnings) {
    StartSettings settings = new StartSettings();
    settings.look(() -> LocalEnvironment.otherPubSub(ports, environment));
    settings.look(
        () ->
            SyncCampaignMetricsFunction.checkSettings(
                of(ports, environment, LocalEnvironment.worker())::get));
    settings.look(
        () ->
            MetricsApiFunction.checkSettings(of(ports, environment, LocalEnvironment.api())::get));
    settings.look(() -> Frequencies.fromEnvironment(environment, sample, said -> {}));
    settings.refuse();
    return Frequencies.fromEnvironment(environment, sample, warnings);
  }

  private static LocalEnvironment of(
      Ports ports, Function<String, @Nullable String> environment, String user) {
    return LocalEnvironment.of(
        ports, "127.0.0.1:" + ports.googleCloud(), ANY_KEY, user, environment);
  }

  private void look(Runnable reading) {
    try {
      reading.run();
    } catch (InvalidSettings invalid) {
      problems.addAll(invalid.problems());
    } catch (BadInput bad) {
      problems.add(String.valueOf(bad.getMessage()));
    }
  }

  private void refuse() {
    if (!problems.isEmpty()) {
      throw new BadInput(
          "%d invalid setting%s: %s"
              .formatted(
                  problems.size(), problems.size() == 1 ? "" : "s", String.join("; ", problems)));
    }
  }
}
