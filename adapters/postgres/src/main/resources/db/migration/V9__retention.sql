SET LOCAL ROLE campaign_sync_owner;

-- What the cleanup needs and workers, who own no table, cannot do themselves.
CREATE FUNCTION metric_months() RETURNS TABLE (first_day date)
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
  SELECT DISTINCT to_date(substring(partition.relname FROM '_y(\d{4}m\d{2})$'), 'YYYY"m"MM')
  FROM pg_inherits
  JOIN pg_class AS parent ON parent.oid = inhparent
  JOIN pg_class AS partition ON partition.oid = inhrelid
  WHERE parent.relkind = 'p' AND parent.relnamespace = 'public'::regnamespace
    AND partition.relname ~ '_y\d{4}m\d{2}$'
  ORDER BY 1
$$;
COMMENT ON FUNCTION metric_months() IS 'First days of the months that have partitions.';

CREATE FUNCTION count_month(day date, OUT metric_rows bigint, OUT change_rows bigint)
  LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp AS $$
DECLARE
  found record;
  row_count bigint;
BEGIN
  metric_rows := 0;
  change_rows := 0;
  FOR found IN
    SELECT parent.relname AS parent, partition.relname AS partition
    FROM pg_inherits
    JOIN pg_class AS parent ON parent.oid = inhparent
    JOIN pg_class AS partition ON partition.oid = inhrelid
    WHERE parent.relkind = 'p' AND parent.relnamespace = 'public'::regnamespace
      AND partition.relname = parent.relname || to_char(day, '"_y"YYYY"m"MM')
  LOOP
    EXECUTE format('SELECT count(*) FROM public.%I', found.partition) INTO row_count;
    IF found.parent = 'metric_changes' THEN
      change_rows := change_rows + row_count;
    ELSE
      metric_rows := metric_rows + row_count;
    END IF;
  END LOOP;
END $$;
COMMENT ON FUNCTION count_month(date) IS 'Rows in the partitions of the month that holds the given day: of all metrics, and of their change log.';

CREATE FUNCTION lock_months() RETURNS void
  LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, public, pg_temp
  -- Everybody who comes after us queues behind us: rather give up than let them wait for a long load.
  SET lock_timeout = '2s' AS $$
DECLARE
  parent text;
BEGIN
  -- By name, which is also the order in which a load touches them: metrics before their change log.
  FOR parent IN
    SELECT relname FROM pg_class WHERE relkind = 'p' AND relnamespace = 'public'::regnamespace ORDER BY relname
  LOOP
    -- ONLY: nobody goes to a partition but through its parent.
    EXECUTE format('LOCK TABLE ONLY public.%I IN ACCESS EXCLUSIVE MODE', parent);
  END LOOP;
END $$;
COMMENT ON FUNCTION lock_months() IS 'Keeps every load and reader out of the monthly tables until the transaction ends; gives up after 2 s.';

REVOKE ALL ON FUNCTION metric_months(), count_month(date), lock_months() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION metric_months(), count_month(date), lock_months() TO app_worker;

CREATE INDEX metrics_daily_date ON metrics_daily (metric_date);
COMMENT ON INDEX metrics_daily_date IS 'What leaves with a month.';
CREATE INDEX source_partitions_day ON source_partitions (day);
COMMENT ON INDEX source_partitions_day IS 'What leaves with a month.';

RESET ROLE;
