/** How fast rows get into Postgres, beside plain COPY and MERGE and a plain batch of upserts. */
@NullMarked
package com.campaignsync.benchmarks.store;

import org.jspecify.annotations.NullMarked;
