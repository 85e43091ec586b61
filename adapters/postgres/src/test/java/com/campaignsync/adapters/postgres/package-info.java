/** Tests on a real Postgres. */
@NullMarked
package com.campaignsync.adapters.postgres;

import org.jspecify.annotations.NullMarked;
