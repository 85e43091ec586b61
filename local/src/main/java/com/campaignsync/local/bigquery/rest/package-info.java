/** BigQuery's REST API v2 on Jetty. */
@NullMarked
package com.campaignsync.local.bigquery.rest;

import org.jspecify.annotations.NullMarked;
