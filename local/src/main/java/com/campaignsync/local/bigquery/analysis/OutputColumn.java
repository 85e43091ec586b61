package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.schema.ValueType;

/** A column of a query's result; DuckDB knows it by number: {@code c0}, {@code c1} … */
public record OutputColumn(String name, ValueType type) {}
