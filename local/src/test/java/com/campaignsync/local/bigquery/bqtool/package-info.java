/** The bq command-line tool against the local BigQuery. */
@NullMarked
package com.campaignsync.local.bigquery.bqtool;

import org.jspecify.annotations.NullMarked;
