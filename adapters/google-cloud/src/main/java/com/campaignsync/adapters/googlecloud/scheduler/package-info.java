/** Asks Cloud Scheduler when it starts syncs next. */
@NullMarked
package com.campaignsync.adapters.googlecloud.scheduler;

import org.jspecify.annotations.NullMarked;
