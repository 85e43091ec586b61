-- $1 first day that stays.
SELECT first_day
FROM metric_months() AS month (first_day)
WHERE first_day + interval '1 month' <= $1
ORDER BY first_day
