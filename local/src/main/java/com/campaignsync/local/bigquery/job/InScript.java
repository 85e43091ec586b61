package com.campaignsync.local.bigquery.job;

import com.campaignsync.local.bigquery.sql.Position;

/**
 * Where a child job's statement stands.
 *
 * @param parentJobId the script's job
 * @param start in the script, of the statement's first token
 * @param end in the script, of the semicolon after it
 */
public record InScript(String parentJobId, Position start, Position end) {}
