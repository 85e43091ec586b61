package com.campaignsync.domain.store;

import java.util.UUID;

/**
 * The right to write one connection's metrics, for a while.
 *
 * @param connectionId whose metrics
 * @param owner who holds it: one run, not one process
 * @param fence fencing token: greater than that of every earlier lease of the connection. A write
 *     proves it in its own transaction, so a holder that lost the lease writes nothing.
 */
public record Lease(UUID connectionId, String owner, long fence) {}
