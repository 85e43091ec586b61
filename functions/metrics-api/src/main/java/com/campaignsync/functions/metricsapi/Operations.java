package com.campaignsync.functions.metricsapi;

import com.campaignsync.domain.query.LogReader;
import com.campaignsync.domain.query.SchedulerReader;
import com.campaignsync.domain.query.StatsReader;
import com.campaignsync.domain.source.SourceProbe;
import com.campaignsync.domain.store.TriggerRequests;
import com.campaignsync.domain.tenant.TenantStore;

/**
 * What operators and the public pages ask, beyond one tenant.
 *
 * @param tenants their directory
 * @param stats how syncs go
 * @param logs what the functions logged
 * @param scheduler when syncs start next
 * @param source whether it can be reached
 * @param triggers syncs of everything
 */
record Operations(
    TenantStore tenants,
    StatsReader stats,
    LogReader logs,
    SchedulerReader scheduler,
    SourceProbe source,
    TriggerRequests triggers) {}
