/** Names and types of a parsed statement, and its translation to DuckDB's SQL. */
@NullMarked
package com.campaignsync.local.bigquery.analysis;

import org.jspecify.annotations.NullMarked;
