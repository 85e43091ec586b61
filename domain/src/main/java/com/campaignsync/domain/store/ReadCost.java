package com.campaignsync.domain.store;

import java.math.BigDecimal;

/**
 * What one query cost a job.
 *
 * @param bytesBilled bytes billed
 * @param costUsd US dollars on demand
 * @param shared whether other jobs were read by the same query: then this is our split of the bill,
 *     exact in total and estimated for each
 */
public record ReadCost(long bytesBilled, BigDecimal costUsd, boolean shared) {}
