/** The local BigQuery's state. */
@NullMarked
package com.campaignsync.local.bigquery.storage;

import org.jspecify.annotations.NullMarked;
