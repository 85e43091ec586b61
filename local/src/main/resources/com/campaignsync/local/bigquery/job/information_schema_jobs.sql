SELECT
  epoch_ms(CAST(json_extract_string(r, '$.statistics.creationTime') AS BIGINT)) AS creation_time,
  '${project}' AS project_id,
  json_extract_string(r, '$.user_email') AS user_email,
  json_extract_string(r, '$.jobReference.jobId') AS job_id,
  'QUERY' AS job_type,
  json_extract_string(r, '$.statistics.query.statementType') AS statement_type,
  coalesce(json_extract_string(r, '$.configuration.query.priority'), 'INTERACTIVE') AS priority,
  epoch_ms(CAST(json_extract_string(r, '$.statistics.startTime') AS BIGINT)) AS start_time,
  epoch_ms(CAST(json_extract_string(r, '$.statistics.endTime') AS BIGINT)) AS end_time,
  json_extract_string(r, '$.configuration.query.query') AS query,
  json_extract_string(r, '$.status.state') AS state,
  CAST(NULL AS VARCHAR) AS reservation_id,
  CAST(NULL AS VARCHAR) AS edition,
  CAST(json_extract_string(r, '$.statistics.totalBytesProcessed') AS BIGINT) AS total_bytes_processed,
  CAST(json_extract_string(r, '$.statistics.query.totalBytesBilled') AS BIGINT) AS total_bytes_billed,
  CAST(json_extract_string(r, '$.statistics.totalSlotMs') AS BIGINT) AS total_slot_ms,
  CAST(json_extract_string(r, '$.local.modifiedPartitions') AS BIGINT) AS total_modified_partitions,
  CAST(json_extract_string(r, '$.statistics.query.cacheHit') AS BOOLEAN) AS cache_hit,
  CASE WHEN json_extract(r, '$.status.errorResult') IS NOT NULL THEN struct_pack(
    reason := json_extract_string(r, '$.status.errorResult.reason'),
    "location" := json_extract_string(r, '$.status.errorResult.location'),
    debug_info := CAST(NULL AS VARCHAR),
    message := json_extract_string(r, '$.status.errorResult.message')) END AS error_result,
  CASE WHEN json_extract(r, '$.configuration.query.destinationTable') IS NOT NULL THEN struct_pack(
    project_id := json_extract_string(r, '$.configuration.query.destinationTable.projectId'),
    dataset_id := json_extract_string(r, '$.configuration.query.destinationTable.datasetId'),
    table_id := json_extract_string(r, '$.configuration.query.destinationTable.tableId')) END AS destination_table,
  list_transform(from_json(json_extract(r, '$.statistics.query.referencedTables'),
      '[{"projectId":"VARCHAR","datasetId":"VARCHAR","tableId":"VARCHAR"}]'),
    lambda t: struct_pack(project_id := t.projectId, dataset_id := t.datasetId, table_id := t.tableId)) AS referenced_tables,
  list_transform(map_entries(CAST(json_extract(r, '$.configuration.labels') AS MAP(VARCHAR, VARCHAR))),
    lambda l: struct_pack("key" := l.key, "value" := l.value)) AS labels,
  json_extract_string(r, '$.statistics.parentJobId') AS parent_job_id,
  -- One sample, at the end. None for what used no slots of its own: a script, a cache hit.
  CASE WHEN json_extract_string(r, '$.statistics.query.cacheHit') = 'false'
        AND json_extract(r, '$.statistics.endTime') IS NOT NULL
       THEN CAST([struct_pack(
         elapsed_ms := CAST(json_extract_string(r, '$.statistics.endTime') AS BIGINT)
           - CAST(json_extract_string(r, '$.statistics.startTime') AS BIGINT),
         total_slot_ms := CAST(json_extract_string(r, '$.statistics.totalSlotMs') AS BIGINT),
         pending_units := 0, completed_units := 1, active_units := 0, estimated_runnable_units := 0)]
         AS ${timeline})
       ELSE CAST([] AS ${timeline}) END AS timeline,
  -- DuckDB has no stages like BigQuery's, no BI Engine and no hashes of statements.
  CAST([] AS ${job_stages}) AS job_stages,
  CAST(NULL AS ${bi_engine_statistics}) AS bi_engine_statistics,
  CAST(NULL AS ${query_info}) AS query_info
FROM (
  SELECT record AS r FROM meta.jobs
  WHERE NOT list_contains(list_transform(${running}, lambda j: json_extract_string(j, '$.jobReference.jobId')), job_id)
  UNION ALL SELECT unnest(${running}))
