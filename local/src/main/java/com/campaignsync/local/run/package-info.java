/** The command run-local: options, start and stop of everything, first syncs and the report. */
@NullMarked
package com.campaignsync.local.run;

import org.jspecify.annotations.NullMarked;
