package com.campaignsync.domain.store;

import org.jspecify.annotations.Nullable;

/**
 * Where a connection's rows are, as its owner wrote it down.
 *
 * @param table holds campaign metrics
 * @param mapping a JSON object, see {@link com.campaignsync.domain.source.MappingDocument}
 * @param assetTable holds asset metrics; null where the connection has none
 * @param assetMapping a JSON object
 */
public record ConnectionSource(
    String table, String mapping, @Nullable String assetTable, String assetMapping) {}
