-- What BigQuery computes differently from DuckDB. One statement a line-group, ended by a semicolon at a line's end.
-- Each macro uses an argument as few times as it can: arguments are copied, not computed once.

-- bq_fail(text) is ours and always fails. Unlike error() it can stand in a window's order.

-- NaN equals nothing and orders with nothing; DuckDB takes it for the greatest number, equal to itself.
-- Beside NULL it gives NULL, as all do.
CREATE OR REPLACE MACRO bq_float64_eq(a, b) AS (a = b AND NOT (isnan(a) AND b IS NOT NULL));
CREATE OR REPLACE MACRO bq_float64_ne(a, b) AS (a <> b OR (isnan(a) AND b IS NOT NULL));
CREATE OR REPLACE MACRO bq_float64_lt(a, b) AS (a < b AND NOT (isnan(b) AND a IS NOT NULL));
CREATE OR REPLACE MACRO bq_float64_le(a, b) AS (a <= b AND NOT (isnan(b) AND a IS NOT NULL));
CREATE OR REPLACE MACRO bq_float64_gt(a, b) AS (a > b AND NOT (isnan(a) AND b IS NOT NULL));
CREATE OR REPLACE MACRO bq_float64_ge(a, b) AS (a >= b AND NOT (isnan(a) AND b IS NOT NULL));

CREATE OR REPLACE MACRO bq_int64_div(a, b) AS
  (CASE WHEN b = 0 THEN CAST(bq_fail('division by zero') AS BIGINT) ELSE a // b END);
CREATE OR REPLACE MACRO bq_int64_mod(a, b) AS
  (CASE WHEN b = 0 THEN CAST(bq_fail('division by zero') AS BIGINT) ELSE a % (CASE WHEN b = -1 THEN 1 ELSE b END) END);

-- A DuckDB sum may grow to 1.7e38 units before it fails; NUMERIC ends at 38 nines.
CREATE OR REPLACE MACRO bq_numeric_check(x) AS
  (CASE WHEN abs(x) > 99999999999999999999999999999.999999999::DECIMAL(38,9) THEN CAST(bq_fail('numeric overflow') AS DECIMAL(38,9)) ELSE x END);

-- FLOAT64 to NUMERIC, exact; DuckDB's own cast multiplies doubles. The sure way: printf writes the double's
-- whole decimal expansion (85 digits hold every double that does not round to 0 at 9), and the cast from text
-- rounds half away from zero. It costs 20 us, so most values take a short way: below 2^53 the whole part and
-- the rest separate exactly, and the rest times 1e9 errs by less than 1.2e-7: it rounds right unless it lies
-- within 1e-6 of a half.
CREATE OR REPLACE MACRO bq_nanos(x) AS ((x - trunc(x)) * 1e9);
CREATE OR REPLACE MACRO bq_rounds_surely(x) AS
  (abs(x) < 9007199254740992 AND abs(abs(bq_nanos(x) - trunc(bq_nanos(x))) - 0.5::DOUBLE) > 1e-6);
CREATE OR REPLACE MACRO bq_short_way(x) AS
  CAST(CAST(CAST(trunc(x) AS BIGINT) AS DECIMAL(38,9))
    + CAST(CAST(round(bq_nanos(x)) AS BIGINT) AS DECIMAL(18,0)) * CAST('0.000000001' AS DECIMAL(10,9)) AS DECIMAL(38,9));
CREATE OR REPLACE MACRO bq_float64_numeric(x) AS
  (CASE WHEN bq_rounds_surely(x) THEN bq_short_way(x)
        WHEN abs(x) < 1e29 THEN CAST(printf('%.85f', x) AS DECIMAL(38,9))
        WHEN isfinite(x) THEN CAST(bq_fail('numeric out of range: ' || x) AS DECIMAL(38,9))
        WHEN x IS NULL THEN NULL
        ELSE CAST(bq_fail('Illegal conversion of non-finite floating point number to numeric: ' || x) AS DECIMAL(38,9)) END);
CREATE OR REPLACE MACRO bq_safe_float64_numeric(x) AS
  (CASE WHEN bq_rounds_surely(x) THEN bq_short_way(x)
        WHEN isfinite(x) THEN TRY_CAST(printf('%.85f', x) AS DECIMAL(38,9)) END);

-- 15 digits if they give the value back, else 17; DuckDB writes as few as do. Neither zero nor NaN has a sign.
CREATE OR REPLACE MACRO bq_float64_text(x) AS
  (CASE WHEN x = 0 THEN '0' WHEN isnan(x) THEN 'nan' WHEN CAST(printf('%.15g', x) AS DOUBLE) = x THEN printf('%.15g', x)
        ELSE printf('%.17g', x) END);
CREATE OR REPLACE MACRO bq_numeric_text(x) AS rtrim(rtrim(CAST(x AS VARCHAR), '0'), '.');
CREATE OR REPLACE MACRO bq_datetime_text(x) AS
  (strftime(x, '%Y-%m-%d %H:%M:%S')
    || CASE WHEN epoch_us(x) % 1000000 = 0 THEN ''
            WHEN epoch_us(x) % 1000 = 0 THEN strftime(x, '.%g') ELSE strftime(x, '.%f') END);
CREATE OR REPLACE MACRO bq_timestamp_text(x) AS (bq_datetime_text(x) || '+00');
CREATE OR REPLACE MACRO bq_text_int64(x) AS
  (CASE WHEN regexp_full_match(x, '\s*[+-]?(\d+|0[xX][0-9a-fA-F]+)\s*') THEN CAST(x AS BIGINT)
        WHEN x IS NULL THEN NULL ELSE CAST(bq_fail('Bad int64 value: ' || x) AS BIGINT) END);
-- DuckDB reads 1_000 as a number.
CREATE OR REPLACE MACRO bq_without_underscore(x) AS (CASE WHEN contains(x, '_') THEN 'Bad value: ' || x ELSE x END);
CREATE OR REPLACE MACRO bq_text_float64(x) AS
  (CASE WHEN regexp_full_match(x, '\s*[+-]?0[xX][0-9a-fA-F]+\s*') THEN CAST(CAST(x AS BIGINT) AS DOUBLE)
        ELSE CAST(bq_without_underscore(x) AS DOUBLE) END);
CREATE OR REPLACE MACRO bq_safe_text_float64(x) AS
  (CASE WHEN regexp_full_match(x, '\s*[+-]?0[xX][0-9a-fA-F]+\s*') THEN CAST(TRY_CAST(x AS BIGINT) AS DOUBLE)
        ELSE TRY_CAST(bq_without_underscore(x) AS DOUBLE) END);
CREATE OR REPLACE MACRO bq_text_numeric(x) AS CAST(bq_without_underscore(x) AS DECIMAL(38,9));
CREATE OR REPLACE MACRO bq_safe_text_numeric(x) AS TRY_CAST(bq_without_underscore(x) AS DECIMAL(38,9));
CREATE OR REPLACE MACRO bq_text_bool(x) AS
  (CASE lower(x) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE
        ELSE CASE WHEN x IS NULL THEN NULL ELSE CAST(bq_fail('Bad bool value: ' || x) AS BOOLEAN) END END);
CREATE OR REPLACE MACRO bq_text_date(x) AS
  (CASE WHEN regexp_full_match(x, '\s*0+-\d{1,2}-\d{1,2}\s*') THEN CAST(bq_fail('Date value out of range: ''' || x || '''') AS DATE)
        WHEN regexp_full_match(x, '\s*\d{1,4}-\d{1,2}-\d{1,2}\s*') THEN CAST(x AS DATE)
        WHEN x IS NULL THEN NULL ELSE CAST(bq_fail('Invalid date: ''' || x || '''') AS DATE) END);
-- The safe ones give NULL where the others fail.
CREATE OR REPLACE MACRO bq_safe_text_int64(x) AS
  (CASE WHEN regexp_full_match(x, '\s*[+-]?(\d+|0[xX][0-9a-fA-F]+)\s*') THEN TRY_CAST(x AS BIGINT) END);
CREATE OR REPLACE MACRO bq_safe_text_bool(x) AS (CASE lower(x) WHEN 'true' THEN TRUE WHEN 'false' THEN FALSE END);
CREATE OR REPLACE MACRO bq_safe_text_date(x) AS
  (CASE WHEN regexp_full_match(x, '\s*\d{1,4}-\d{1,2}-\d{1,2}\s*') AND NOT regexp_matches(x, '^\s*0+-') THEN TRY_CAST(x AS DATE) END);

-- DuckDB's dates and timestamps go far beyond the years 1 to 9999. 
CREATE OR REPLACE MACRO bq_date_in_range(x) AS
  (CASE WHEN (x BETWEEN DATE '0001-01-01' AND DATE '9999-12-31') IS NOT FALSE THEN x
        ELSE CAST(bq_fail('DATE result out of range') AS DATE) END);
CREATE OR REPLACE MACRO bq_timestamp_in_range(x) AS
  (CASE WHEN (x BETWEEN TIMESTAMP '0001-01-01 00:00:00' AND TIMESTAMP '9999-12-31 23:59:59.999999') IS NOT FALSE THEN x
        ELSE CAST(bq_fail('TIMESTAMP result out of range') AS TIMESTAMP) END);

CREATE OR REPLACE MACRO bq_make_date(y, m, d) AS
  (CASE WHEN y IS NULL OR m IS NULL OR d IS NULL THEN NULL
        WHEN y BETWEEN 1 AND 9999 AND m BETWEEN 1 AND 12 AND d BETWEEN 1 AND
          CASE WHEN m = 2 THEN 28 + CAST(y % 4 = 0 AND (y % 100 <> 0 OR y % 400 = 0) AS BIGINT)
               WHEN m IN (4, 6, 9, 11) THEN 30 ELSE 31 END THEN make_date(y, m, d)
        ELSE CAST(bq_fail('Input calculates to invalid date: ' || printf('%04d-%02d-%02d', y, m, d)) AS DATE) END);

-- Where DuckDB gives NaN or infinity, BigQuery fails.
CREATE OR REPLACE MACRO bq_finite(x, y, name) AS
  (CASE WHEN isfinite(y) OR NOT isfinite(x) THEN y
        WHEN y IS NOT NULL THEN CAST(bq_fail('Floating point error in function: ' || name || '(' || bq_float64_text(x) || ')') AS DOUBLE) END);
CREATE OR REPLACE MACRO bq_sqrt(x) AS
  (CASE WHEN x < 0 THEN CAST(bq_fail('Argument to SQRT cannot be negative: ' || bq_float64_text(x)) AS DOUBLE) ELSE sqrt(x) END);
CREATE OR REPLACE MACRO bq_above_zero(x, name) AS
  (CASE WHEN x <= 0 THEN CAST(bq_fail('Floating point error in function: ' || name || '(' || bq_float64_text(x) || ')') AS DOUBLE) ELSE x END);
CREATE OR REPLACE MACRO bq_pow(x, y) AS
  (CASE WHEN isfinite(pow(x, y)) OR NOT isfinite(x) OR NOT isfinite(y) THEN pow(x, y)
        WHEN pow(x, y) IS NOT NULL
          THEN CAST(bq_fail('Floating point error in function: POW(' || bq_float64_text(x) || ', ' || bq_float64_text(y) || ')') AS DOUBLE) END);
CREATE OR REPLACE MACRO bq_sum_check(x, given) AS
  (CASE WHEN NOT isfinite(x) AND NOT given THEN CAST(bq_fail('double overflow') AS DOUBLE) ELSE x END);
CREATE OR REPLACE MACRO bq_int64_of_float64(x) AS
  (CASE WHEN x >= -9223372036854775808.0::DOUBLE AND x < 9223372036854775808.0::DOUBLE THEN CAST(round(x) AS BIGINT)
        WHEN isfinite(x) THEN CAST(bq_fail('int64 out of range: ' || bq_float64_text(x)) AS BIGINT)
        WHEN x IS NOT NULL
          THEN CAST(bq_fail('Illegal conversion of non-finite floating point number to an integer: ' || bq_float64_text(x)) AS BIGINT) END);
CREATE OR REPLACE MACRO bq_at_least(x, least, complaint) AS
  (CASE WHEN x < least THEN CAST(bq_fail(complaint) AS BIGINT) ELSE x END);

CREATE OR REPLACE MACRO bq_element(a, i) AS
  (CASE WHEN i < 1 OR i > len(a) THEN a[CAST(bq_fail('Array index ' || (i - 1) || ' is out of bounds') AS BIGINT)] ELSE a[i] END);
CREATE OR REPLACE MACRO bq_safe_element(a, i) AS (CASE WHEN i >= 1 THEN a[i] END);
-- Numbers that a JavaScript number cannot hold become strings.
CREATE OR REPLACE MACRO bq_json_number(x) AS
  (CASE WHEN abs(x) <= 9007199254740992 AND x = trunc(x) THEN to_json(CAST(x AS BIGINT))
        ELSE to_json(CASE WHEN CAST(x AS VARCHAR) LIKE '%.%' THEN bq_numeric_text(x) ELSE CAST(x AS VARCHAR) END) END);
CREATE OR REPLACE MACRO bq_json_float64(x) AS
  (CASE WHEN isfinite(x) THEN CAST(bq_float64_text(x) AS JSON)
        WHEN isnan(x) THEN CAST('"NaN"' AS JSON)
        WHEN x > 0 THEN CAST('"Infinity"' AS JSON) WHEN x < 0 THEN CAST('"-Infinity"' AS JSON) END);
-- All of Unicode's white space goes; DuckDB's trim knows only the blank.
CREATE OR REPLACE MACRO bq_ltrim(x) AS regexp_replace(x, '^[\s\v\x{85}\p{Z}]+', '');
CREATE OR REPLACE MACRO bq_rtrim(x) AS regexp_replace(x, '[\s\v\x{85}\p{Z}]+$', '');
CREATE OR REPLACE MACRO bq_trim(x) AS bq_rtrim(bq_ltrim(x));

-- DuckDB's sign of NaN is 0.
CREATE OR REPLACE MACRO bq_sign(x) AS (CASE WHEN isnan(x) THEN x ELSE sign(x) END);
CREATE OR REPLACE MACRO bq_round(x DOUBLE, n) AS round(x, n), (x DECIMAL(38,9), n) AS CAST(round(x, n) AS DECIMAL(38,9));
CREATE OR REPLACE MACRO bq_trunc(x DOUBLE, n) AS trunc(x, n), (x DECIMAL(38,9), n) AS CAST(trunc(x, n) AS DECIMAL(38,9));

CREATE OR REPLACE MACRO bq_extract_dayofweek(x) AS (date_part('dow', x) + 1);
CREATE OR REPLACE MACRO bq_extract_dayofyear(x) AS date_part('doy', x);
CREATE OR REPLACE MACRO bq_extract_day(x) AS date_part('day', x);
CREATE OR REPLACE MACRO bq_extract_week(x) AS CAST(strftime(x, '%U') AS BIGINT);
CREATE OR REPLACE MACRO bq_extract_isoweek(x) AS date_part('week', x);
CREATE OR REPLACE MACRO bq_extract_month(x) AS date_part('month', x);
CREATE OR REPLACE MACRO bq_extract_quarter(x) AS date_part('quarter', x);
CREATE OR REPLACE MACRO bq_extract_year(x) AS date_part('year', x);
CREATE OR REPLACE MACRO bq_extract_isoyear(x) AS date_part('isoyear', x);
CREATE OR REPLACE MACRO bq_extract_hour(x) AS date_part('hour', x);
CREATE OR REPLACE MACRO bq_extract_minute(x) AS date_part('minute', x);
CREATE OR REPLACE MACRO bq_extract_second(x) AS date_part('second', x);
CREATE OR REPLACE MACRO bq_extract_millisecond(x) AS (date_part('millisecond', x) % 1000);
CREATE OR REPLACE MACRO bq_extract_microsecond(x) AS (date_part('microsecond', x) % 1000000);
