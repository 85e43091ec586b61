/** Our statements and our BigQuery beside ZetaSQL, Google's own analyzer and evaluator. */
@NullMarked
package com.campaignsync.local.bigquery.dialect;

import org.jspecify.annotations.NullMarked;
