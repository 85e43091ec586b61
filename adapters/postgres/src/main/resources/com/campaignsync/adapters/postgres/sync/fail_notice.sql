-- $1 job, $2 why, $3 most tries. No row if nobody is to be told any more.
-- Back-off: 30 s, doubled by each try, at most an hour, all within a fifth more or less.
UPDATE sync_jobs
SET notice_due = notice_attempts < $3, notice_error = $2,
    next_notice_at = CASE WHEN notice_attempts < $3 THEN clock_timestamp()
      + make_interval(secs => least(30 * 2 ^ greatest(notice_attempts - 1, 0), 3600) * (0.8 + 0.4 * random())) END
WHERE id = $1 AND notice_due
RETURNING notice_due
