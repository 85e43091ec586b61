/**
 * A seeded simulation of the whole sync: scheduler, broker, workers that die and freeze, a source
 * that moves, in virtual time and against any store.
 */
@NullMarked
package com.campaignsync.domain.simulation;

import org.jspecify.annotations.NullMarked;
