/** An in-process Cloud Scheduler speaking Google's gRPC protocol: cron jobs that publish. */
@NullMarked
package com.campaignsync.local.scheduler;

import org.jspecify.annotations.NullMarked;
