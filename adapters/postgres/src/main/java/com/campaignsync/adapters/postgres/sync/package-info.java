/**
 * The store of the sync in Postgres: one class per SQL statement, its text in a file of its name.
 */
@NullMarked
package com.campaignsync.adapters.postgres.sync;

import org.jspecify.annotations.NullMarked;
