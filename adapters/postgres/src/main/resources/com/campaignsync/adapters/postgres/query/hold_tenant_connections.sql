-- $1 tenant. Keeps workers from beginning on any of its connections until the transaction ends; always in the order
-- of ids. Tells whether one is at work.
SELECT coalesce(bool_or(hold.busy), false) AS busy
FROM (SELECT id FROM connections WHERE tenant_id = $1 ORDER BY id) AS own
CROSS JOIN LATERAL hold_connection(own.id) AS hold
