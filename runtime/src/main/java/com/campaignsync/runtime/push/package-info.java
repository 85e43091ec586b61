/** The body of a Pub/Sub push or Eventarc delivery, read and bounded. */
@NullMarked
package com.campaignsync.runtime.push;

import org.jspecify.annotations.NullMarked;
