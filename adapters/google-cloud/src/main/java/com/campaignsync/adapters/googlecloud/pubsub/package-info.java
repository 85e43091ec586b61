/** Messages between our functions, through Pub/Sub. */
@NullMarked
package com.campaignsync.adapters.googlecloud.pubsub;

import org.jspecify.annotations.NullMarked;
