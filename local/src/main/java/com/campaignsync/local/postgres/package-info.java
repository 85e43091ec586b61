/** A durable PostgreSQL server in a kept directory, started and stopped by run-local. */
@NullMarked
package com.campaignsync.local.postgres;

import org.jspecify.annotations.NullMarked;
