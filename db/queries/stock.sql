-- The stock ledger. Levels follow movements by trigger.

-- name: StockMovementInsert :exec
insert into stock_movements (key, sku, bucket, location, quantity, return_id, line_no, reason, actor_id, at)
values (@key, @sku, @bucket, @location, @quantity, @return_id, @line_no, @reason, @actor_id, @at);
