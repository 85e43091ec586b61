-- $1 replayed before, $2 came before, whatever became of them, $3 most rows.
DELETE FROM dead_letters
WHERE id IN (
  SELECT id FROM dead_letters WHERE replayed_at < $1 OR received_at < $2 LIMIT $3 FOR UPDATE SKIP LOCKED)
