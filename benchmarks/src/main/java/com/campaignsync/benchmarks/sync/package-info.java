/** What whole syncs cost, from the local BigQuery to Postgres, and where the time goes. */
@NullMarked
package com.campaignsync.benchmarks.sync;

import org.jspecify.annotations.NullMarked;
