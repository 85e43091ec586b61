/** How Google's clients are made: lazily, and pointed at a stand-in where there is one. */
@NullMarked
package com.campaignsync.adapters.googlecloud;

import org.jspecify.annotations.NullMarked;
