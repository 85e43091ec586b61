/** What the local BigQuery keeps in DuckDB: rows, partition times, jobs, results. */
@NullMarked
package com.campaignsync.local.bigquery.storage;

import org.jspecify.annotations.NullMarked;
