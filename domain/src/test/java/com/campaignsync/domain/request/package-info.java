/** Tests of what is kept about requests. */
@NullMarked
package com.campaignsync.domain.request;

import org.jspecify.annotations.NullMarked;
