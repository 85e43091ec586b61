/** Where campaign performance is kept: ports to connections, jobs, leases and rows. */
@NullMarked
package com.campaignsync.domain.store;

import org.jspecify.annotations.NullMarked;
