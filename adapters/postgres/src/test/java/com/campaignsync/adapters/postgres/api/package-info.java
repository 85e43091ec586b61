/** Tests of what is kept about requests, over a real Postgres. */
@NullMarked
package com.campaignsync.adapters.postgres.api;

import org.jspecify.annotations.NullMarked;
