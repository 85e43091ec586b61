/** The HTTP API over the copied metrics: parses a request, asks a use case, replies. */
@NullMarked
package com.campaignsync.functions.metricsapi;

import org.jspecify.annotations.NullMarked;
