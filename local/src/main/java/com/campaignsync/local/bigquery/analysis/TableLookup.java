package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.schema.PhysicalTable;
import com.campaignsync.local.bigquery.schema.TableRef;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds tables by name. */
@FunctionalInterface
public interface TableLookup {

  /**
   * @throws com.campaignsync.local.bigquery.sql.SqlException reason notFound
   */
  PhysicalTable find(TableRef ref);

  /**
   * The INFORMATION_SCHEMA view of that path, or null if the path names none.
   *
   * @throws com.campaignsync.local.bigquery.sql.SqlException reason notFound
   */
  default @Nullable PhysicalTable informationSchema(List<String> path) {
    return null;
  }
}
