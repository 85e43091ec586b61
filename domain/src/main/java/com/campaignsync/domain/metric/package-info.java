/** Campaign performance: rows, days and the ratios computed from sums. */
@NullMarked
package com.campaignsync.domain.metric;

import org.jspecify.annotations.NullMarked;
