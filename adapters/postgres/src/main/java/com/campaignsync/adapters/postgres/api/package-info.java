/** What is kept about requests themselves: limits, repetitions, the audit log, data versions. */
@NullMarked
package com.campaignsync.adapters.postgres.api;

import org.jspecify.annotations.NullMarked;
