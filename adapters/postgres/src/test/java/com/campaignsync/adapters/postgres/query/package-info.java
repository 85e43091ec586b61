/** The API's statements on a real Postgres, as the API's own database user. */
@NullMarked
package com.campaignsync.adapters.postgres.query;

import org.jspecify.annotations.NullMarked;
