/** Plans and runs long work: full resyncs, backfills, reconciliations, cleanup. */
@NullMarked
package com.campaignsync.functions.fullresync;

import org.jspecify.annotations.NullMarked;
