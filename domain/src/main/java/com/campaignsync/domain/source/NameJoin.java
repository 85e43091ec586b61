package com.campaignsync.domain.source;

import org.jspecify.annotations.Nullable;

/**
 * A second table that knows the campaigns' names, joined by campaign id. It may hold many rows of a
 * campaign (Google Ads transfers keep one a day): only the latest name counts, so the join never
 * multiplies rows.
 *
 * @param table its name, as a source is named; a bare name lies beside the source's own table
 * @param key its column that holds the campaign's id
 * @param name its column that holds the campaign's name
 * @param latestBy its column that orders the rows of one campaign in time; null takes the greatest
 *     name
 */
public record NameJoin(String table, String key, String name, @Nullable String latestBy) {}
