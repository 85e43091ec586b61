package com.campaignsync.domain.simulation;

import com.campaignsync.domain.source.CampaignMetricsSource;
import com.campaignsync.domain.store.ConnectionStore;
import com.campaignsync.domain.store.JobPlans;
import com.campaignsync.domain.store.JobRequests;
import com.campaignsync.domain.store.JobStore;
import com.campaignsync.domain.store.LeaseStore;
import com.campaignsync.domain.store.MetricsStore;
import com.campaignsync.domain.store.ReconciliationStore;
import com.campaignsync.domain.sync.MessagePublisher;

/** Everything that a process of the sync talks to. */
public record Ports(
    CampaignMetricsSource source,
    ConnectionStore connections,
    JobStore jobs,
    JobRequests requests,
    JobPlans plans,
    LeaseStore leases,
    MetricsStore metrics,
    ReconciliationStore reconciliations,
    MessagePublisher publisher) {}
