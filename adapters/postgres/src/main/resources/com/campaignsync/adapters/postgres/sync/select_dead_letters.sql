-- $1 only those not replayed, $2 only with a smaller id, $3 most rows.
SELECT id, message_id, subscription, reason, payload, received_at, replayed_at, failures
FROM dead_letters
WHERE id < $2 AND (NOT $1 OR replayed_at IS NULL)
ORDER BY id DESC
LIMIT $3
