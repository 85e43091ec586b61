/** The store's rules, each on a real Postgres and as a worker's database user. */
@NullMarked
package com.campaignsync.adapters.postgres.sync;

import org.jspecify.annotations.NullMarked;
