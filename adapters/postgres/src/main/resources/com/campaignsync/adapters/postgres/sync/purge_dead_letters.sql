-- $1 replayed before, $2 came before, whatever became of them, $3 most rows.
-- Chosen first and once: a subquery of the DELETE may run again for each row, past its limit.
WITH old AS MATERIALIZED (
  SELECT id FROM dead_letters WHERE replayed_at < $1 OR received_at < $2 LIMIT $3 FOR UPDATE SKIP LOCKED
)
DELETE FROM dead_letters AS letter USING old WHERE letter.id = old.id
