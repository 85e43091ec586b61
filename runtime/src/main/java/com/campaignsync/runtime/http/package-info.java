/** A small HTTP layer: routes, strict input, exact JSON and problem replies. */
@NullMarked
package com.campaignsync.runtime.http;

import org.jspecify.annotations.NullMarked;
