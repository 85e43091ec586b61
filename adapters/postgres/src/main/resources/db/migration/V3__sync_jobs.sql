SET LOCAL ROLE campaign_sync_owner;

CREATE TABLE sync_jobs (
  id                   uuid PRIMARY KEY DEFAULT gen_random_uuid(),
  parent_job_id        uuid REFERENCES sync_jobs (id),
  connection_id        uuid REFERENCES connections (id) ON DELETE SET NULL,
  former_connection_id uuid,
  tenant_id            text NOT NULL REFERENCES tenants (id),
  entity               text NOT NULL DEFAULT 'campaign_metrics',
  job_type             text NOT NULL CHECK (job_type IN ('incremental_sync', 'full_sync', 'backfill', 'reconcile')),
  status               text NOT NULL DEFAULT 'pending' CHECK (status IN
    ('pending', 'running', 'completed', 'failed', 'retrying', 'partial', 'skipped', 'blocked')),
  start_date           date,
  end_date             date,
  days_asked           boolean NOT NULL DEFAULT false,
  forced               boolean NOT NULL DEFAULT false,
  created_at           timestamptz NOT NULL DEFAULT now(),
  started_at           timestamptz,
  completed_at         timestamptz,
  duration_seconds     numeric(12, 3) GENERATED ALWAYS AS
    (CAST(extract(epoch FROM completed_at - started_at) AS numeric(12, 3))) STORED,
  records_processed    bigint NOT NULL DEFAULT 0,
  records_inserted     bigint NOT NULL DEFAULT 0,
  records_updated      bigint NOT NULL DEFAULT 0,
  records_unchanged    bigint NOT NULL DEFAULT 0,
  records_deleted      bigint NOT NULL DEFAULT 0,
  records_failed       bigint NOT NULL DEFAULT 0,
  bytes_billed         bigint NOT NULL DEFAULT 0,
  cost_usd             numeric(38, 9) NOT NULL DEFAULT 0,
  cost_status          text NOT NULL DEFAULT 'exact' CHECK (cost_status IN ('exact', 'estimated', 'unknown')),
  error_code           text,
  error_message        text,
  error_details        jsonb,
  retry_count          integer NOT NULL DEFAULT 0,
  max_retries          integer NOT NULL DEFAULT 3,
  next_attempt_at      timestamptz,
  heartbeat_at         timestamptz,
  campaign_ids         text[],
  triggered_by         text NOT NULL CHECK (triggered_by IN ('scheduler', 'api', 'system')),
  triggered_by_user_id text,
  metadata             jsonb NOT NULL DEFAULT '{}',
  idempotency_key      text NOT NULL UNIQUE CHECK (length(idempotency_key) BETWEEN 1 AND 512),
  notice_due           boolean NOT NULL DEFAULT false,
  notice_attempts      integer NOT NULL DEFAULT 0,
  next_notice_at       timestamptz,
  notified_at          timestamptz,
  notice_error         text
);
COMMENT ON TABLE sync_jobs IS 'One row per sync asked for. A pending row is also the request to run again once the connection''s lease is free.';
COMMENT ON COLUMN sync_jobs.connection_id IS 'Null for the head of a group, whose parts have one each, and once the connection was deleted.';
COMMENT ON COLUMN sync_jobs.former_connection_id IS 'The connection after it was deleted: its jobs stay, so that what they cost goes on to add up.';
COMMENT ON COLUMN sync_jobs.start_date IS 'First day of the window, inclusive; null until decided.';
COMMENT ON COLUMN sync_jobs.end_date IS 'Last day of the window, inclusive.';
COMMENT ON COLUMN sync_jobs.days_asked IS 'The window was named by who asked for the job; else the first run decided it.';
COMMENT ON COLUMN sync_jobs.records_processed IS 'Keys read from the source so far; grows while the job runs.';
COMMENT ON COLUMN sync_jobs.metadata IS 'What was decided and why: gate, days read by all attempts together, BigQuery job ids, progress.';
COMMENT ON COLUMN sync_jobs.campaign_ids IS 'Only these of the connection''s campaigns, by the platform''s ids; null: all. Such a job moves no watermark.';
COMMENT ON COLUMN sync_jobs.forced IS 'A person has allowed this job what the guard on deletes refuses.';
COMMENT ON COLUMN sync_jobs.error_details IS 'Of a failed job its attempts, of a partial one its rejects by reason.';
COMMENT ON COLUMN sync_jobs.notice_due IS 'The job is over and nobody was told yet; false again once told or given up.';
COMMENT ON COLUMN sync_jobs.next_notice_at IS 'Before this nobody tries again: who is telling may still be at it.';
COMMENT ON COLUMN sync_jobs.notice_error IS 'Why the last try to tell failed.';
CREATE INDEX sync_jobs_status_created ON sync_jobs (status, created_at);
CREATE INDEX sync_jobs_ended ON sync_jobs (status, completed_at)
  WHERE completed_at IS NOT NULL AND connection_id IS NOT NULL;
COMMENT ON INDEX sync_jobs_ended IS 'How the last jobs ended, and when: of connections, without the heads of groups.';
CREATE INDEX sync_jobs_type_status ON sync_jobs (job_type, status);
CREATE INDEX sync_jobs_tenant_created ON sync_jobs (tenant_id, created_at DESC);
CREATE INDEX sync_jobs_newest ON sync_jobs (connection_id, entity, created_at DESC);
COMMENT ON INDEX sync_jobs_newest IS 'How the last job of each entity of a connection went.';
CREATE INDEX sync_jobs_parent ON sync_jobs (parent_job_id) WHERE parent_job_id IS NOT NULL;
CREATE INDEX sync_jobs_open ON sync_jobs (connection_id, created_at)
  WHERE status IN ('pending', 'retrying', 'running');
COMMENT ON INDEX sync_jobs_open IS 'What a connection still has to do: few rows, however many jobs are over.';
CREATE INDEX sync_jobs_notice_due ON sync_jobs (completed_at) WHERE notice_due;
COMMENT ON INDEX sync_jobs_notice_due IS 'Ended jobs that nobody was told about.';

CREATE FUNCTION merge_notes(metadata jsonb, notes jsonb) RETURNS jsonb
  LANGUAGE sql IMMUTABLE
  RETURN metadata || notes || CASE
    WHEN notes ? 'bigquery_job' AND NOT coalesce(metadata -> 'bigquery_jobs' @> (notes -> 'bigquery_job'), false)
    THEN jsonb_build_object('bigquery_jobs', coalesce(metadata -> 'bigquery_jobs', '[]') || (notes -> 'bigquery_job'))
      || CASE WHEN notes ? 'days_read' THEN jsonb_build_object('days_read',
        coalesce(CAST(metadata ->> 'days_read' AS bigint), 0) + CAST(notes ->> 'days_read' AS bigint)) ELSE '{}' END
    WHEN metadata ? 'bigquery_jobs' AND metadata ? 'days_read'
    THEN jsonb_build_object('days_read', metadata -> 'days_read')
    ELSE '{}' END;
COMMENT ON FUNCTION merge_notes(jsonb, jsonb) IS 'Later notes replace earlier ones of the same name; each bigquery_job is also collected in bigquery_jobs, and days_read adds up over them: a day that was read again after a crash counts again, as it was billed again.';

CREATE FUNCTION refresh_heads(parts uuid[]) RETURNS void
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  head uuid;
BEGIN
  FOR head IN SELECT DISTINCT parent_job_id FROM sync_jobs
    WHERE id = ANY (parts) AND parent_job_id IS NOT NULL ORDER BY parent_job_id
  LOOP
    -- Two parts that end at once come one after the other here, so that the second sees the first's end.
    PERFORM FROM sync_jobs WHERE id = head FOR NO KEY UPDATE;
    UPDATE sync_jobs AS job
    SET status = sums.status, started_at = sums.started_at, completed_at = sums.completed_at,
      heartbeat_at = sums.heartbeat_at, records_processed = sums.records_processed,
      records_inserted = sums.records_inserted, records_updated = sums.records_updated,
      records_unchanged = sums.records_unchanged, records_deleted = sums.records_deleted,
      records_failed = sums.records_failed, bytes_billed = sums.bytes_billed, cost_usd = sums.cost_usd,
      cost_status = sums.cost_status
    FROM (
      SELECT
        CASE
          WHEN bool_and(status = 'pending') THEN 'pending'
          WHEN bool_or(status IN ('pending', 'running', 'retrying')) THEN 'running'
          WHEN min(status) = max(status) THEN min(status)
          WHEN bool_and(status IN ('completed', 'skipped')) THEN 'completed'
          ELSE 'partial'
        END AS status,
        min(started_at) AS started_at,
        CASE WHEN bool_and(status IN ('completed', 'failed', 'partial', 'skipped', 'blocked'))
          THEN max(completed_at) END AS completed_at,
        max(heartbeat_at) AS heartbeat_at,
        sum(records_processed) AS records_processed, sum(records_inserted) AS records_inserted,
        sum(records_updated) AS records_updated, sum(records_unchanged) AS records_unchanged,
        sum(records_deleted) AS records_deleted, sum(records_failed) AS records_failed,
        sum(bytes_billed) AS bytes_billed, sum(cost_usd) AS cost_usd,
        CASE WHEN bool_or(cost_status = 'unknown') THEN 'unknown'
          WHEN bool_or(cost_status = 'estimated') THEN 'estimated' ELSE 'exact' END AS cost_status
      FROM sync_jobs WHERE parent_job_id = head) AS sums
    WHERE job.id = head;
  END LOOP;
END $$;
COMMENT ON FUNCTION refresh_heads(uuid[]) IS 'Brings the heads of some jobs up to date: status, times and sums of all their parts.';
REVOKE ALL ON FUNCTION refresh_heads(uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION refresh_heads(uuid[]) TO app_worker;

CREATE TABLE sync_rejects (
  id            bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  job_id        uuid NOT NULL REFERENCES sync_jobs (id) ON DELETE CASCADE,
  connection_id uuid NOT NULL,
  tenant_id     text NOT NULL,
  metric_date   date,
  reason        text NOT NULL,
  raw_row       jsonb NOT NULL,
  created_at    timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE sync_rejects IS 'Rows that could not be stored, kept as they came with the reason.';
CREATE INDEX sync_rejects_job ON sync_rejects (job_id);
CREATE INDEX sync_rejects_tenant ON sync_rejects (tenant_id, id DESC);
CREATE INDEX sync_rejects_created ON sync_rejects (created_at);
COMMENT ON INDEX sync_rejects_created IS 'What the weekly cleanup asks for.';

CREATE TABLE source_partitions (
  connection_id      uuid NOT NULL REFERENCES connections (id) ON DELETE CASCADE,
  entity             text NOT NULL,
  day                date NOT NULL,
  tenant_id          text NOT NULL,
  source_modified_at timestamptz NOT NULL,
  extraction_version timestamptz NOT NULL,
  row_count          bigint NOT NULL,
  checksum           numeric,
  job_id             uuid NOT NULL,
  PRIMARY KEY (connection_id, entity, day)
);
COMMENT ON TABLE source_partitions IS 'The watermark: which state of each source day is in the store. Written in the transaction that writes the day''s rows.';
COMMENT ON COLUMN source_partitions.source_modified_at IS 'Modification time of the source partition, seen before it was read.';
COMMENT ON COLUMN source_partitions.extraction_version IS 'Start of the BigQuery job that read the day: a later one is newer, an older one may not overwrite it.';

CREATE TABLE dead_letters (
  id           bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  message_id   text NOT NULL,
  subscription text NOT NULL,
  reason       text NOT NULL,
  payload      bytea NOT NULL,
  received_at  timestamptz NOT NULL DEFAULT now(),
  replayed_at  timestamptz,
  failures     bigint NOT NULL DEFAULT 1,
  failed_at    timestamptz NOT NULL DEFAULT now(),
  replay_id    text,
  UNIQUE (subscription, message_id)
);
COMMENT ON TABLE dead_letters IS 'Messages nobody could act on, kept with the reason; neither a redelivery of one nor a replay that fails is kept twice.';
COMMENT ON COLUMN dead_letters.replayed_at IS 'When it was published again; null while it is open, also after a replay that failed.';
COMMENT ON COLUMN dead_letters.failures IS 'How often nobody could act on it: once, and once more for each replay that failed.';
COMMENT ON COLUMN dead_letters.failed_at IS 'When it failed last; reason says of what.';
COMMENT ON COLUMN dead_letters.replay_id IS 'Message id of the replay that failed last: a redelivery of that counts once.';

RESET ROLE;
