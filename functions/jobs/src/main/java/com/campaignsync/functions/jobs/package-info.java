/** What the two functions that run jobs share: settings, wiring, and from a push to a status. */
@NullMarked
package com.campaignsync.functions.jobs;

import org.jspecify.annotations.NullMarked;
