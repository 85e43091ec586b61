package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.CampaignReader;
import com.campaignsync.domain.query.ChangeReader;
import com.campaignsync.domain.query.Place;
import com.campaignsync.domain.query.SortOrder;
import com.campaignsync.domain.tenant.TenantId;
import com.campaignsync.functions.metricsapi.contract.Contract;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** Changes and campaigns in memory: three of each, all of tenant t1. */
final class FakeHistory implements ChangeReader, CampaignReader {

  static final Instant CHANGED = Instant.parse("2026-03-28T12:00:00.123456Z");

  final List<ChangeReader.Filter> changesAsked = new ArrayList<>();
  final List<CampaignReader.Filter> campaignsAsked = new ArrayList<>();
  List<String> names = List.of("a", "b", "c");

  @Override
  public Mono<List<Change>> changes(
      TenantId tenantId, ChangeReader.Filter filter, Optional<ChangePlace> after, int limit) {
    changesAsked.add(filter);
    List<Change> found = new ArrayList<>();
    for (long id = after.map(ChangePlace::id).orElse(4L) - 1; id > 0; id--) {
      found.add(new Change(new ChangePlace(CHANGED, id), columns(id)));
    }
    return Mono.just(
        tenantId.value().equals("t1")
            ? found.subList(0, Math.min(limit, found.size()))
            : List.of());
  }

  private static Map<String, Object> columns(long id) {
    Map<String, Object> columns = Contract.example("Change");
    columns.put("id", id);
    columns.put("kind", id == 1 ? "delete" : "update");
    columns.put("currency", id == 1 ? "USD" : "EUR");
    columns.put("old", Map.of("clicks", 7, "spend", "1.500000000", "currency", "USD"));
    columns.put("new", id == 1 ? null : Map.of("clicks", 7, "spend", "2.500000000"));
    return columns;
  }

  @Override
  public Mono<Campaigns> campaigns(
      TenantId tenantId,
      CampaignReader.Filter filter,
      SortOrder order,
      Optional<Place> after,
      int limit) {
    campaignsAsked.add(filter);
    int from = after.map(place -> names.indexOf(place.values().get(0)) + 1).orElse(0);
    List<Campaign> found =
        names.subList(from, Math.min(from + limit, 3)).stream()
            .map(name -> new Campaign(place(name, order), named(name)))
            .toList();
    return Mono.just(
        tenantId.value().equals("t1") ? new Campaigns(found, 3) : new Campaigns(List.of(), 0));
  }

  private static Map<String, Object> named(String name) {
    Map<String, Object> columns = Contract.example("CampaignSpace");
    columns.put("name", name);
    return columns;
  }

  /** A value of each kind for the terms behind the name. */
  private static Place place(String name, SortOrder order) {
    List<Object> values = new ArrayList<>();
    values.add(name);
    for (int i = 1; i < order.terms().size(); i++) {
      values.add(Fakes.CAMPAIGN);
    }
    return new Place(values);
  }
}
