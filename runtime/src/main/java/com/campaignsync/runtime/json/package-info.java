/** JSON written without reflection: for replies and log lines, which a cold start writes first. */
@NullMarked
package com.campaignsync.runtime.json;

import org.jspecify.annotations.NullMarked;
