/** Many tenants on one source table: what their syncs cost, and whether they are in time. */
@NullMarked
package com.campaignsync.benchmarks.tenants;

import org.jspecify.annotations.NullMarked;
