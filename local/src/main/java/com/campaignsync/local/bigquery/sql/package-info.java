/** GoogleSQL text: tokens, syntax tree and parser; knows nothing of tables. */
@NullMarked
package com.campaignsync.local.bigquery.sql;

import org.jspecify.annotations.NullMarked;
