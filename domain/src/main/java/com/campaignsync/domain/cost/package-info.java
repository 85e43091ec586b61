/** What a BigQuery job costs. */
@NullMarked
package com.campaignsync.domain.cost;

import org.jspecify.annotations.NullMarked;
