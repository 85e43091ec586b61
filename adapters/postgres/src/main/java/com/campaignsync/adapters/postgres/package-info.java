/** Postgres over R2DBC: pools, transactions, and one place that reads the driver's errors. */
@NullMarked
package com.campaignsync.adapters.postgres;

import org.jspecify.annotations.NullMarked;
