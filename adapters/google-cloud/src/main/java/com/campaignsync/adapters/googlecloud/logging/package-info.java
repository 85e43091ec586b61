/** Reads the functions' log entries from Cloud Logging. */
@NullMarked
package com.campaignsync.adapters.googlecloud.logging;

import org.jspecify.annotations.NullMarked;
