/** What is kept about requests themselves: limits, repetitions, and who changed what. */
@NullMarked
package com.campaignsync.domain.request;

import org.jspecify.annotations.NullMarked;
