/** The local BigQuery, driven by Google's own client. */
@NullMarked
package com.campaignsync.local.bigquery;

import org.jspecify.annotations.NullMarked;
