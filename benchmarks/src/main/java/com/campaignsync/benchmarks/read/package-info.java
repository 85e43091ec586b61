/**
 * What a client pays to read a million rows of a BigQuery result: as JSON pages and as Arrow.
 *
 * <p>The server runs in one process and the client in another, so that only the client's CPU is
 * counted. Ways to read take turns in every round: this is the only way to compare them on a
 * machine whose speed drifts.
 */
@NullMarked
package com.campaignsync.benchmarks.read;

import org.jspecify.annotations.NullMarked;
