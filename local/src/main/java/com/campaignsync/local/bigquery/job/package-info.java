/** Runs jobs: analysis, price, limits, execution, record. */
@NullMarked
package com.campaignsync.local.bigquery.job;

import org.jspecify.annotations.NullMarked;
