-- Stock as people read it, and their corrections.

-- name: StockLevelPage :many
select * from stock_levels
where (sqlc.narg('sku')::text is null or sku = sqlc.narg('sku'))
    and (sqlc.narg('after_sku')::text is null
        or (sku, location, bucket) > (sqlc.narg('after_sku'), sqlc.narg('after_location')::text, sqlc.narg('after_bucket')::text))
order by sku, location, bucket
limit @most;

-- name: StockMovementPage :many
select * from stock_movements
where (sqlc.narg('sku')::text is null or sku = sqlc.narg('sku'))
    and (sqlc.narg('return_id')::text is null or return_id = sqlc.narg('return_id'))
    and (sqlc.narg('before_id')::bigint is null or id < sqlc.narg('before_id'))
order by id desc
limit @most;

-- name: StockAdjust :execrows
-- A repeat of the same adjustment meets its key and moves nothing.
insert into stock_movements (key, sku, bucket, location, quantity, reason, actor_id, at)
values (@key, @sku, @bucket, @location, @quantity, @reason, @actor_id, @at)
on conflict (key) do nothing;

-- name: StockMovementByKey :one
select * from stock_movements where key = @key;

-- name: StockLevelGet :one
select * from stock_levels where sku = @sku and location = @location and bucket = @bucket;
