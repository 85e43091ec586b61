/** The local BigQuery: Google's REST API v2 over DuckDB, for run-local and tests. */
@NullMarked
package com.campaignsync.local.bigquery;

import org.jspecify.annotations.NullMarked;
