-- $1 letter, $2 message id of the replay that failed, $3 reason. No row if there is no such letter.
WITH letter AS (
  SELECT id, replay_id IS DISTINCT FROM $2 AS is_new FROM dead_letters WHERE id = $1 FOR UPDATE
), reopened AS (
  UPDATE dead_letters AS kept
  SET replayed_at = NULL, failures = kept.failures + 1, failed_at = clock_timestamp(), replay_id = $2, reason = $3
  FROM letter
  WHERE kept.id = letter.id AND letter.is_new
)
SELECT is_new FROM letter
