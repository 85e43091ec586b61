/** Tokens of GoogleSQL. */
@NullMarked
package com.campaignsync.local.bigquery.sql;

import org.jspecify.annotations.NullMarked;
