/** Typed, validated settings read from environment variables. */
@NullMarked
package com.campaignsync.runtime.settings;

import org.jspecify.annotations.NullMarked;
