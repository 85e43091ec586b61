/** What the API reads and asks for: one class per statement, each under one tenant's row policy. */
@NullMarked
package com.campaignsync.adapters.postgres.query;

import org.jspecify.annotations.NullMarked;
