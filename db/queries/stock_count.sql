-- Stock as it was counted: the ledger is brought to what was found.

-- name: StockCountLock :many
-- The levels as they are, locked, so that nothing moves until they are corrected.
with counted as (
    select unnest(@skus::text[]) as sku, unnest(@locations::text[]) as location, unnest(@buckets::text[]) as bucket
)
insert into stock_levels (sku, location, bucket, quantity)
select sku, location, bucket, 0 from counted order by sku, location, bucket
on conflict (sku, location, bucket) do update set quantity = stock_levels.quantity
returning sku, location, bucket, quantity, (xmax = 0)::boolean as created;

-- name: StockCountSince :many
-- What has moved since each level was counted, and its last movement.
with counted as (
    select unnest(@skus::text[]) as sku, unnest(@locations::text[]) as location, unnest(@buckets::text[]) as bucket,
        unnest(@counted_at::timestamptz[]) as counted_at
)
select c.sku::text as sku, c.location::text as location, c.bucket::text as bucket,
    coalesce(sum(m.quantity) filter (where m.at > c.counted_at), 0)::bigint as since, coalesce(max(m.id), 0)::bigint as last
from counted c
join stock_movements m on m.sku = c.sku and m.location = c.location and m.bucket = c.bucket
group by c.sku, c.location, c.bucket;

-- name: StockCountInsert :exec
insert into stock_movements (key, sku, location, bucket, quantity, reason, actor_id, at)
select unnest(@keys::text[]), unnest(@skus::text[]), unnest(@locations::text[]), unnest(@buckets::text[]),
    unnest(@quantities::bigint[]), unnest(@reasons::text[]), @actor_id, unnest(@counted_at::timestamptz[]);
