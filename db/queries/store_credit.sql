-- The store credit ledger. Balances follow movements by trigger.

-- name: StoreCreditRefund :exec
-- A repeat meets its key and moves nothing.
insert into store_credit_movements (key, customer_id, currency, amount, reason, reference, task_id, payment_seq, actor_id, at)
values (@key, @customer_id, @currency, @amount, 'refund', @reference, @task_id, @payment_seq, @actor_id, @at)
on conflict (key) do nothing;

-- name: StoreCreditSpend :exec
insert into store_credit_movements (key, customer_id, currency, amount, reason, reference, actor_id, at)
values (@key, @customer_id, @currency, @amount, 'spend', @reference, @actor_id, @at)
on conflict (key) do nothing;

-- name: StoreCreditMovementByKey :one
select * from store_credit_movements where key = @key;

-- name: StoreCreditBalances :many
select * from store_credits where customer_id = @customer_id order by currency;

-- name: StoreCreditBalance :one
select balance from store_credits where customer_id = @customer_id and currency = @currency;

-- name: StoreCreditMovements :many
select * from store_credit_movements where customer_id = @customer_id order by id desc limit @most;

-- name: VerifyStoreCredits :many
-- A balance is the sum of its movements, and never below zero.
with sums as (
    select customer_id, currency, sum(amount)::bigint as due from store_credit_movements group by customer_id, currency
), violation as materialized (
    select coalesce(c.customer_id, s.customer_id)::text as customer_id, coalesce(c.currency, s.currency)::text as currency,
        coalesce(c.balance, 0)::bigint as balance, coalesce(s.due, 0)::bigint as due
    from store_credits c
    full join sums s on s.customer_id = c.customer_id and s.currency = c.currency
    where coalesce(c.balance, 0) <> coalesce(s.due, 0) or c.balance < 0
)
select count(*) over () as total, violation.* from violation
order by customer_id, currency
limit @most;

-- name: VerifyCreditRefunds :many
-- What goes back to store credit, because the return asks for it or because it
-- was paid with it, is settled part by part, by one movement each of the part's
-- amount to its customer, or to whom the return names; nothing else has one. What finance paid by hand has none.
with credited as (
    select task_id, count(*) as movements, sum(amount)::bigint as amount, min(customer_id) as customer_id, max(customer_id) as other_id,
        min(currency) as currency, max(currency) as other_currency
    from store_credit_movements where task_id is not null group by task_id
), due as (
    select rp.task_id, count(*) as movements, sum(rp.amount - rp.exchanged)::bigint as amount
    from refund_parts rp
    join refund_tasks t on t.id = rp.task_id
    join returns r on r.id = t.return_id
    join payments p on p.order_number = rp.order_number and p.seq = rp.payment_seq
    where rp.state = 'settled' and not rp.by_hand and rp.amount > rp.exchanged
        and (r.refund_to = 'store_credit' or p.provider = 'store_credit')
    group by rp.task_id
), violation as materialized (
    select t.id, t.currency, coalesce(d.amount, 0)::bigint as amount,
        coalesce(c.movements, 0)::bigint as movements, coalesce(c.amount, 0)::bigint as credited
    from refund_tasks t
    join returns r on r.id = t.return_id
    left join credited c on c.task_id = t.id
    left join due d on d.task_id = t.id
    where d.movements is distinct from c.movements or d.amount is distinct from c.amount
        or c.customer_id <> coalesce(nullif(r.credit_to, ''), r.customer_id)
        or c.other_id <> c.customer_id or c.currency <> t.currency or c.other_currency <> t.currency
)
select count(*) over () as total, violation.* from violation
order by id
limit @most;
