/**
 * The whole sync simulated over a real Postgres that lives in virtual time, and the contracts of
 * the stores that the simulation in memory relies on.
 */
@NullMarked
package com.campaignsync.adapters.postgres.simulation;

import org.jspecify.annotations.NullMarked;
