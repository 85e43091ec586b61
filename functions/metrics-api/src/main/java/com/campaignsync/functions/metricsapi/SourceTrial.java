package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.query.TenantInfo;
import com.campaignsync.domain.source.Grain;
import com.campaignsync.domain.source.ReadTarget;
import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.source.SourceSample;
import com.campaignsync.domain.source.SourceValidation;
import com.campaignsync.domain.store.ConnectionSource;
import com.campaignsync.runtime.http.Problem;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tries a source on the live tables before anything is kept. */
final class SourceTrial {

  private final SourceValidation validation;

  SourceTrial(SourceValidation validation) {
    this.validation = validation;
  }

  /**
   * What the source looks like, as the reply shows it: sample_row and, where it has assets,
   * asset_sample_row; either null with a note that says why. Fails with a {@link Problem} that
   * names what is wrong.
   */
  Mono<Map<String, @Nullable Object>> of(
      TenantInfo tenant,
      String platform,
      @Nullable String accountId,
      ConnectionSource source,
      Grain grain) {
    ReadTarget target =
        new ReadTarget(UUID.randomUUID(), tenant.id(), platform, accountId, tenant.currency());
    Map<Entity, SourceMapping> mappings = Mappings.of(source);
    return Flux.fromIterable(mappings.entrySet())
        .concatMap(
            mapping ->
                validation
                    .validate(mapping.getKey(), mapping.getValue().withGrain(grain), target)
                    .map(sample -> shown(mapping.getKey(), sample)))
        .onErrorMap(SourceException.class, PlanProblems::of)
        .collect(LinkedHashMap::new, Map::putAll);
  }

  private static Map<String, @Nullable Object> shown(Entity entity, SourceSample sample) {
    String prefix = entity == Entity.CAMPAIGN_METRICS ? "" : "asset_";
    Map<String, @Nullable Object> shown = new LinkedHashMap<>();
    shown.put(prefix + "sample_row", sample.row().isEmpty() ? null : new TreeMap<>(sample.row()));
    if (sample.withoutRow() != null) {
      shown.put(prefix + "sample_note", sample.withoutRow());
    }
    return shown;
  }
}
