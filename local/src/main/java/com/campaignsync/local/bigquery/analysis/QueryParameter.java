package com.campaignsync.local.bigquery.analysis;

import com.campaignsync.local.bigquery.schema.ValueType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A query parameter's type and value, as text.
 *
 * @param value a scalar's text; null for NULL or for an array
 * @param items an array's texts; null for a scalar
 */
public record QueryParameter(
    ValueType type, @Nullable String value, @Nullable List<@Nullable String> items) {}
