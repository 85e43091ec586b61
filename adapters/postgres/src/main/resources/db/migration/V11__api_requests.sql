-- What is kept about requests themselves, for all instances of the API together: who has used how much of a limit,
-- which requests were answered before, who changed what. Row-level security holds here as for every tenant's table;
-- operators who act for no tenant have the scope ' operators', which no tenant can be called.
SET LOCAL ROLE campaign_sync_owner;

CREATE TABLE idempotency_keys (
  tenant_id   text NOT NULL CHECK (length(tenant_id) BETWEEN 1 AND 256),
  subject     text NOT NULL CHECK (length(subject) BETWEEN 1 AND 256),
  key         text NOT NULL CHECK (length(key) BETWEEN 1 AND 255),
  request_id  uuid NOT NULL DEFAULT gen_random_uuid(),
  fingerprint text NOT NULL,
  holder      uuid NOT NULL,
  lease_until timestamptz NOT NULL,
  status      integer CHECK (status BETWEEN 200 AND 599),
  media_type  text,
  reply       text,
  created_at  timestamptz NOT NULL DEFAULT clock_timestamp(),
  expires_at  timestamptz NOT NULL,
  PRIMARY KEY (tenant_id, subject, key),
  CHECK (status IS NULL OR (media_type IS NOT NULL AND reply IS NOT NULL))
);
COMMENT ON TABLE idempotency_keys IS 'Requests that callers may send again without their work being done twice.';
COMMENT ON COLUMN idempotency_keys.tenant_id IS 'The tenant the caller belongs to.';
COMMENT ON COLUMN idempotency_keys.request_id IS 'Names the work: the same for an instance that takes over from one that died.';
COMMENT ON COLUMN idempotency_keys.fingerprint IS 'Hash of method, path, query and body: the same key for another request is an error.';
COMMENT ON COLUMN idempotency_keys.holder IS 'Who does the work: only this one may keep a reply.';
COMMENT ON COLUMN idempotency_keys.lease_until IS 'After this somebody else may take the work over; now, where it failed and may be tried again.';
COMMENT ON COLUMN idempotency_keys.status IS 'Of the kept reply; null while there is none.';
COMMENT ON COLUMN idempotency_keys.expires_at IS 'From then on the key is as good as new.';
CREATE INDEX idempotency_keys_expired ON idempotency_keys (expires_at);
COMMENT ON INDEX idempotency_keys_expired IS 'What the cleanup deletes.';

CREATE TABLE rate_limits (
  tenant_id    text NOT NULL CHECK (length(tenant_id) BETWEEN 1 AND 256),
  subject      text NOT NULL CHECK (length(subject) BETWEEN 1 AND 256),
  name         text NOT NULL,
  window_start timestamptz NOT NULL,
  used         integer NOT NULL CHECK (used >= 0),
  PRIMARY KEY (tenant_id, subject, name)
) WITH (fillfactor = 50);
COMMENT ON TABLE rate_limits IS 'Permits given away in each caller''s latest window, to all instances. Drawn in blocks, so written far less often than requests come.';
COMMENT ON COLUMN rate_limits.name IS 'Which limit: default, or a route''s own.';

CREATE TABLE audit_log (
  id               uuid PRIMARY KEY DEFAULT uuidv7(),
  tenant_id        text NOT NULL CHECK (length(tenant_id) BETWEEN 1 AND 256),
  subject          text NOT NULL,
  role             text NOT NULL,
  caller_tenant_id text,
  method           text NOT NULL,
  route            text NOT NULL,
  targets          jsonb NOT NULL DEFAULT '{}',
  request_id       text NOT NULL,
  trace_id         text,
  started_at       timestamptz NOT NULL DEFAULT clock_timestamp(),
  completed_at     timestamptz,
  status           integer,
  reason           text
);
COMMENT ON TABLE audit_log IS 'Who asked for which change and how it ended. Written before the change is made; bodies are not kept, for they may hold secrets. Kept 400 days.';
COMMENT ON COLUMN audit_log.tenant_id IS 'Whose data was to be changed.';
COMMENT ON COLUMN audit_log.caller_tenant_id IS 'The tenant of the caller; null for operators without one.';
COMMENT ON COLUMN audit_log.targets IS 'Ids that the request names.';
COMMENT ON COLUMN audit_log.completed_at IS 'Null for good if the instance died: the change may or may not have been made.';
COMMENT ON COLUMN audit_log.reason IS 'The problem''s reason; null where it went well.';
CREATE INDEX audit_log_tenant_started ON audit_log (tenant_id, started_at DESC);
CREATE INDEX audit_log_started ON audit_log (started_at);
COMMENT ON INDEX audit_log_started IS 'What the cleanup deletes.';

DO $$
DECLARE
  table_name text;
BEGIN
  FOREACH table_name IN ARRAY ARRAY['idempotency_keys', 'rate_limits', 'audit_log'] LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', table_name);
    EXECUTE format('CREATE POLICY one_tenant ON %I TO app_api USING (tenant_id = nullif(current_setting(''app.tenant_id'', true), ''''))',
      table_name);
    EXECUTE format('CREATE POLICY every_tenant ON %I TO app_worker USING (true) WITH CHECK (true)', table_name);
    EXECUTE format('GRANT SELECT, INSERT ON %I TO app_api', table_name);
    -- For the cleanup.
    EXECUTE format('GRANT SELECT, DELETE ON %I TO app_worker', table_name);
  END LOOP;
END $$;
GRANT UPDATE (request_id, fingerprint, holder, lease_until, status, media_type, reply, created_at, expires_at)
  ON idempotency_keys TO app_api;
GRANT UPDATE (window_start, used) ON rate_limits TO app_api;
-- What was asked for stands as it was written.
GRANT UPDATE (completed_at, status, reason) ON audit_log TO app_api;

-- Whatever changes a tenant or the name of a connection, by whichever road, changes answers: so the version grows here.
CREATE FUNCTION bump_own_data_version() RETURNS trigger
  LANGUAGE plpgsql SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  NEW.data_version := greatest(NEW.data_version, OLD.data_version + 1);
  RETURN NEW;
END $$;
COMMENT ON FUNCTION bump_own_data_version() IS 'Counts a change of the tenant itself as a change of what the API answers.';
CREATE TRIGGER tenant_changed BEFORE UPDATE ON tenants FOR EACH ROW
  WHEN ((OLD.name, OLD.tier, OLD.time_zone, OLD.currency) IS DISTINCT FROM (NEW.name, NEW.tier, NEW.time_zone, NEW.currency))
  EXECUTE FUNCTION bump_own_data_version();

CREATE FUNCTION bump_tenants_data_version() RETURNS trigger
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
BEGIN
  UPDATE tenants SET data_version = data_version + 1 WHERE id = NEW.tenant_id;
  RETURN NULL;
END $$;
COMMENT ON FUNCTION bump_tenants_data_version() IS 'Counts a change of a connection''s name as a change of what the API answers.';
REVOKE ALL ON FUNCTION bump_own_data_version(), bump_tenants_data_version() FROM PUBLIC;
CREATE TRIGGER connection_renamed AFTER UPDATE ON connections FOR EACH ROW
  WHEN ((OLD.name, OLD.platform, OLD.account_id) IS DISTINCT FROM (NEW.name, NEW.platform, NEW.account_id))
  EXECUTE FUNCTION bump_tenants_data_version();

RESET ROLE;
