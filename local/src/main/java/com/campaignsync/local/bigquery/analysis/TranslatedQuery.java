package com.campaignsync.local.bigquery.analysis;

import java.util.List;

/**
 * A query in DuckDB's SQL; its columns are called {@code c0}, {@code c1} … there.
 *
 * @param columns under their GoogleSQL names, which may repeat; empty for a column without one
 */
record TranslatedQuery(String sql, List<OutputColumn> columns) {}
