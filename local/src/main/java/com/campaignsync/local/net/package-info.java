/** The ports run-local listens on, and the one-line error when one is taken. */
@NullMarked
package com.campaignsync.local.net;

import org.jspecify.annotations.NullMarked;
