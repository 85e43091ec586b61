/** Logs as one JSON object a line, the form Cloud Logging reads. */
@NullMarked
package com.campaignsync.runtime.log;

import org.jspecify.annotations.NullMarked;
