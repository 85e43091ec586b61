/** Where campaign performance comes from: tables in BigQuery, and how they are read. */
@NullMarked
package com.campaignsync.domain.source;

import org.jspecify.annotations.NullMarked;
