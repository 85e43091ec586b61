/**
 * Serves the project's functions over HTTP inside run-local's JVM, as the Functions Framework
 * would.
 */
@NullMarked
package com.campaignsync.local.functions;

import org.jspecify.annotations.NullMarked;
