package com.campaignsync.domain.store;

import java.math.BigDecimal;

/**
 * What one query cost.
 *
 * @param bytesBilled bytes billed, whole MiB
 * @param costUsd US dollars on demand; an estimate until the ledger has the job
 */
public record ReadCost(long bytesBilled, BigDecimal costUsd) {}
