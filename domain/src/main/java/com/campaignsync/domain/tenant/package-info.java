/** Customers, and what keeps them apart. */
@NullMarked
package com.campaignsync.domain.tenant;

import org.jspecify.annotations.NullMarked;
