/** Tells people and other systems. */
@NullMarked
package com.campaignsync.adapters.notify;

import org.jspecify.annotations.NullMarked;
