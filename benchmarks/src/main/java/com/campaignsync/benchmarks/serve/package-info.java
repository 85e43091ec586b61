/** How fast the API answers, and how fast it starts. */
@NullMarked
package com.campaignsync.benchmarks.serve;

import org.jspecify.annotations.NullMarked;
