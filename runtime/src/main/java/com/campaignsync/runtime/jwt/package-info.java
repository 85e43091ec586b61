/** Who is calling: verification and issue of the product's bearer tokens. */
@NullMarked
package com.campaignsync.runtime.jwt;

import org.jspecify.annotations.NullMarked;
