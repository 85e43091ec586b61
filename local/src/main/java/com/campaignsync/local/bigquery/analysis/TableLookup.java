package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.schema.PhysicalTable;
import com.campaignsync.local.bigquery.schema.TableRef;

/** Finds tables by name. */
@FunctionalInterface
public interface TableLookup {

  /**
   * @throws com.campaignsync.local.bigquery.sql.SqlException reason notFound
   */
  PhysicalTable find(TableRef ref);
}
