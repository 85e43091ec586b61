package com.campaignsync.adapters.postgres.sync;

import com.campaignsync.domain.store.StoreException;
import com.campaignsync.domain.store.StoreException.Code;
import io.r2dbc.spi.R2dbcException;

/**
 * What it means when rows cannot be stored because one key came twice. The statements that read the
 * source group by the key, so this is a fault of theirs, and no later try will do better.
 */
final class DuplicateKeys {

  private DuplicateKeys() {}

  static Throwable explain(Throwable error) {
    return error instanceof R2dbcException driverError && isOne(driverError)
        ? new StoreException(
            Code.STORE_REFUSED,
            "the source gave two rows of one key (campaign, asset, day and hour); nothing of these"
                + " days is stored. The statement that reads them must group by the key: "
                + driverError.getMessage(),
            driverError)
        : error;
  }

  /** unique_violation, and cardinality_violation: MERGE would change a row twice. */
  private static boolean isOne(R2dbcException error) {
    return "23505".equals(error.getSqlState()) || "21000".equals(error.getSqlState());
  }
}
