CREATE SCHEMA IF NOT EXISTS meta;
CREATE SCHEMA IF NOT EXISTS data;
-- Numbers of tables: never used twice, so that nothing of a dropped table can meet its successor.
CREATE SEQUENCE IF NOT EXISTS meta.table_ids;
-- Times are milliseconds since 1970, as in BigQuery's REST resources.
CREATE TABLE IF NOT EXISTS meta.datasets (dataset VARCHAR PRIMARY KEY, created BIGINT NOT NULL);
ALTER TABLE meta.datasets ADD COLUMN IF NOT EXISTS definition VARCHAR;
CREATE TABLE IF NOT EXISTS meta.tables (id BIGINT PRIMARY KEY, dataset VARCHAR NOT NULL, name VARCHAR NOT NULL, definition VARCHAR NOT NULL, created BIGINT NOT NULL);
CREATE TABLE IF NOT EXISTS meta.table_times (table_id BIGINT PRIMARY KEY, modified BIGINT NOT NULL);
CREATE TABLE IF NOT EXISTS meta.partitions (table_id BIGINT NOT NULL, partition_id VARCHAR NOT NULL, created BIGINT NOT NULL, modified BIGINT NOT NULL, PRIMARY KEY (table_id, partition_id));
-- Contents loaded once: see RowLoader.
CREATE TABLE IF NOT EXISTS meta.loads (table_id BIGINT NOT NULL, content_key VARCHAR NOT NULL, loaded BIGINT NOT NULL, PRIMARY KEY (table_id, content_key));
CREATE TABLE IF NOT EXISTS meta.jobs (job_id VARCHAR PRIMARY KEY, created BIGINT NOT NULL, record VARCHAR NOT NULL);
