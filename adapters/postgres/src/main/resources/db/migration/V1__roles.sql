-- Who may do what. The owner runs migrations and is exempt from row-level security (it owns the tables);
-- the two application roles are granted to the database users of the functions, one each.
DO $$
DECLARE
  role_name text;
BEGIN
  FOREACH role_name IN ARRAY ARRAY['campaign_sync_owner', 'app_api', 'app_worker'] LOOP
    IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = role_name) THEN
      EXECUTE format('CREATE ROLE %I NOLOGIN', role_name);
    END IF;
  END LOOP;
  EXECUTE format('GRANT campaign_sync_owner TO %I', current_user);
  -- TEMPORARY: COPY goes into a temp table, because COPY into a table with row-level security is refused.
  EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO app_worker', current_database());
END $$;

REVOKE CREATE ON SCHEMA public FROM PUBLIC;
GRANT USAGE, CREATE ON SCHEMA public TO campaign_sync_owner;
GRANT USAGE ON SCHEMA public TO app_api, app_worker;
