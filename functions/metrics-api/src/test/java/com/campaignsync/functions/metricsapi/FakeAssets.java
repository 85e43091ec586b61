package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.AssetQuery;
import com.campaignsync.domain.query.AssetReader;
import com.campaignsync.domain.query.AssetReport;
import com.campaignsync.domain.query.TenantInfo;
import com.campaignsync.domain.tenant.TenantId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** Assets in memory: tenant t1 has the one campaign. */
final class FakeAssets implements AssetReader {

  final List<AssetQuery> asked = new ArrayList<>();
  AssetReport report =
      new AssetReport(
          List.of(),
          false,
          0,
          List.of(),
          new AssetReport.Caption(
              "c-1", "USD", Optional.empty(), Optional.empty(), Optional.empty()));

  @Override
  public Mono<Answer> report(TenantId tenantId, Function<TenantInfo, AssetQuery> plan) {
    return Fakes.tenantOf(tenantId)
        .map(
            tenant -> {
              AssetQuery query = plan.apply(tenant);
              asked.add(query);
              boolean found =
                  tenantId.value().equals("t1") && query.campaignSpaceId().equals(Fakes.CAMPAIGN);
              return new Answer(tenant, query, found ? Optional.of(report) : Optional.empty());
            });
  }
}
