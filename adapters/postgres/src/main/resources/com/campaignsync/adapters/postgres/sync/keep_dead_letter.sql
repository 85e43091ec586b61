INSERT INTO dead_letters (subscription, message_id, reason, payload)
VALUES ($1, $2, $3, $4)
ON CONFLICT (subscription, message_id) DO NOTHING
