/** The table that benchmarks sync from. */
@NullMarked
package com.campaignsync.benchmarks.source;

import org.jspecify.annotations.NullMarked;
