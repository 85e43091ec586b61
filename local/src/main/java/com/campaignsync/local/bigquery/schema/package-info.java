/** Tables, columns and types as BigQuery describes them. */
@NullMarked
package com.campaignsync.local.bigquery.schema;

import org.jspecify.annotations.NullMarked;
