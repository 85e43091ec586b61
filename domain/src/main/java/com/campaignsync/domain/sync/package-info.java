/** Deciding what to copy and copying it: windows, change gate, one run, dispatch. */
@NullMarked
package com.campaignsync.domain.sync;

import org.jspecify.annotations.NullMarked;
