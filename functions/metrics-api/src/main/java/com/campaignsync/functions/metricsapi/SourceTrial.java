package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.metric.Entity;
import com.campaignsync.domain.query.ConnectionReader;
import com.campaignsync.domain.query.TenantInfo;
import com.campaignsync.domain.source.Grain;
import com.campaignsync.domain.source.ReadTarget;
import com.campaignsync.domain.source.SourceException;
import com.campaignsync.domain.source.SourceMapping;
import com.campaignsync.domain.source.SourceSample;
import com.campaignsync.domain.source.SourceValidation;
import com.campaignsync.domain.store.ConnectionSource;
import com.campaignsync.runtime.http.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Tries a source on the live tables before anything is kept. */
final class SourceTrial {

  private final SourceValidation validation;
  private final SharedSource shared;

  SourceTrial(SourceValidation validation, ConnectionReader connections) {
    this.validation = validation;
    this.shared = new SharedSource(connections);
  }

  /**
   * The connection that is to be.
   *
   * @param connectionId of one that is and is to change; null for a new one
   */
  record Wanted(
      @Nullable UUID connectionId,
      String platform,
      @Nullable String accountId,
      ConnectionSource source,
      Grain grain) {}

  /**
   * What the source looks like, as the reply shows it: sample_row and, where it has assets,
   * asset_sample_row; either null with a note that says why; and warnings of what can be read but
   * is hardly meant. Fails with a {@link Problem} that names all that is wrong, with the mappings
   * and with the tables.
   */
  Mono<Map<String, @Nullable Object>> of(TenantInfo tenant, Wanted wanted) {
    ReadTarget target =
        new ReadTarget(
            UUID.randomUUID(),
            tenant.id(),
            wanted.platform(),
            wanted.accountId(),
            tenant.currency());
    List<String> errors = new ArrayList<>();
    Map<Entity, SourceMapping> mappings = Mappings.of(wanted.source(), errors);
    boolean unread = !errors.isEmpty();
    List<SourceException> refusals = new ArrayList<>();
    List<String> warnings = new ArrayList<>();
    return Flux.fromIterable(mappings.entrySet())
        .concatMap(
            mapping ->
                validation
                    .validate(
                        mapping.getKey(), mapping.getValue().withGrain(wanted.grain()), target)
                    .doOnNext(sample -> warnings.addAll(sample.warnings()))
                    .map(sample -> shown(mapping.getKey(), sample))
                    .onErrorResume(
                        SourceTrial::isForGood,
                        refused -> {
                          refusals.add((SourceException) refused);
                          return Mono.empty();
                        }))
        .onErrorMap(SourceException.class, PlanProblems::of)
        .<Map<String, @Nullable Object>>collect(LinkedHashMap::new, Map::putAll)
        .doOnNext(shown -> refuse(unread, errors, refusals))
        .flatMap(
            shown ->
                shared
                    .warnings(tenant.id(), wanted, mappings)
                    .map(
                        doubled -> {
                          warnings.addAll(doubled);
                          shown.put("warnings", warnings);
                          return shown;
                        }));
  }

  private static boolean isForGood(Throwable error) {
    return error instanceof SourceException refused && !refused.code().isTransient();
  }

  /** Everything that is wrong, with the documents and with the tables, in one answer. */
  private static void refuse(boolean unread, List<String> errors, List<SourceException> refusals) {
    refusals.forEach(refusal -> errors.add(String.valueOf(refusal.getMessage())));
    if (unread) {
      throw Problem.of(422, "INVALID_MAPPING", "the mapping is wrong; see errors")
          .with("errors", errors);
    }
    if (!refusals.isEmpty()) {
      throw PlanProblems.of(refusals.get(0)).with("errors", errors);
    }
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
