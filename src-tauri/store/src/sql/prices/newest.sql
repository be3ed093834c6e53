-- what waits to be priced, the newest first; of those that began together the ones that came first
SELECT cdr FROM cdr WHERE price_state = 'unpriced' ORDER BY started_at DESC, cdr LIMIT ?
