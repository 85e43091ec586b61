package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.cost.OnDemandPrice;
import com.campaignsync.domain.source.CampaignMetricsSource;
import com.campaignsync.domain.store.ConnectionStore;
import com.campaignsync.domain.store.JobPlans;
import com.campaignsync.domain.store.RejectStore;
import com.campaignsync.domain.store.Retention;
import com.campaignsync.domain.sync.EstimatePlan;
import com.campaignsync.domain.sync.MessagePublisher;
import com.campaignsync.domain.sync.PlanMaintenance;
import com.campaignsync.domain.tenant.TenantId;
import java.time.InstantSource;
import java.util.function.Function;

/**
 * Makes the use cases that plan long work, each bound to one tenant: what they are given sees no
 * other's connections and jobs.
 *
 * @param connections of a tenant
 * @param plans of a tenant
 * @param rejects of all, each call naming its tenant
 * @param publisher tells the functions that run jobs
 * @param source where estimates are asked
 * @param price of the source's location
 * @param retention days before its first are refused
 */
record Planning(
    Function<TenantId, ConnectionStore> connections,
    Function<TenantId, JobPlans> plans,
    RejectStore rejects,
    MessagePublisher publisher,
    CampaignMetricsSource source,
    OnDemandPrice price,
    Retention retention) {

  PlanMaintenance maintenance(TenantId tenantId, InstantSource clock) {
    return new PlanMaintenance(
        connections.apply(tenantId), plans.apply(tenantId), rejects, publisher, clock, retention);
  }

  EstimatePlan estimates(TenantId tenantId, InstantSource clock) {
    return new EstimatePlan(connections.apply(tenantId), source, price, clock);
  }
}
