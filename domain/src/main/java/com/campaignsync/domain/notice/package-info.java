/** Telling others that a sync has ended. */
@NullMarked
package com.campaignsync.domain.notice;

import org.jspecify.annotations.NullMarked;
