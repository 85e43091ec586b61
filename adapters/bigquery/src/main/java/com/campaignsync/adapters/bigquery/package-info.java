/** Campaign performance read from BigQuery through Google's own client. */
@NullMarked
package com.campaignsync.adapters.bigquery;

import org.jspecify.annotations.NullMarked;
