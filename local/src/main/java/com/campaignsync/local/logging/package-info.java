/** An in-process Cloud Logging speaking Google's gRPC protocol, fed by the functions' log lines. */
@NullMarked
package com.campaignsync.local.logging;

import org.jspecify.annotations.NullMarked;
