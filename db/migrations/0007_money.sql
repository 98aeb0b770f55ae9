-- Refunds as finance knows them: two approvals, another amount, a provider
-- whose answer is in doubt, and a failure after "success".

-- +goose Up
alter table refund_tasks
    add column first_approved_by jsonb,
    -- Why the provider's word is not to be trusted; empty when all is well.
    add column doubt text not null default '';

-- A refund that is known to have failed gives its amount free, and another one
-- may take effect. One whose outcome is unknown does not.
drop index refund_tasks_one_effective;
create unique index refund_tasks_one_effective on refund_tasks (return_id)
    where state not in ('rejected', 'late_failed', 'failed_retryable', 'failed_final');

-- Until now a task that had failed kept its hold on payment, lines and shipping.
with failed as (
    select order_number, payment_seq, sum(amount) as amount from refund_tasks
    where state in ('failed_retryable', 'failed_final') group by order_number, payment_seq
)
update payments p set refunded = p.refunded - f.amount
from failed f where f.order_number = p.order_number and f.payment_seq = p.seq;
with failed as (
    select order_number, sum((amounts->>'shipping')::bigint) as shipping from refund_tasks
    where state in ('failed_retryable', 'failed_final') group by order_number
)
update orders o set shipping_refunded = o.shipping_refunded - f.shipping
from failed f where f.order_number = o.order_number;
with failed as (
    select t.order_number, l.line_no, sum(l.quantity) as units, sum(l.goods) as goods, sum(l.tax) as tax
    from refund_tasks t join refund_lines l on l.task_id = t.id
    where t.state in ('failed_retryable', 'failed_final') group by t.order_number, l.line_no
)
update order_lines l set refunded_units = l.refunded_units - f.units,
    refunded_goods = l.refunded_goods - f.goods, refunded_tax = l.refunded_tax - f.tax
from failed f where f.order_number = l.order_number and f.line_no = l.line_no;

-- What payment providers say of their own accord, as it came in. It is stored
-- before it is answered; a repeat finds it.
create table payment_events (
    provider    text not null,
    event_id    text not null check (event_id <> ''),
    -- The refund task it is about; null when it is about none of ours.
    task_id     text references refund_tasks,
    body        text not null,
    received_at timestamptz not null,
    -- When the return's workflow was told; null while it does not know.
    handled_at  timestamptz,
    primary key (provider, event_id)
);

-- Store credit: an append-only ledger per customer and currency.
create table store_credits (
    customer_id text not null,
    currency    text not null,
    balance     bigint not null,
    primary key (customer_id, currency),
    constraint store_credit_never_negative check (balance >= 0)
);
create table store_credit_movements (
    id          bigint generated always as identity primary key,
    -- Derived from the refund or from the caller's key, so that a repeat collides.
    key         text not null unique,
    customer_id text not null check (customer_id <> ''),
    currency    text not null,
    amount      bigint not null check (amount <> 0),
    reason      text not null check (reason in ('refund', 'spend')),
    reference   text not null default '',
    task_id     text unique references refund_tasks,
    actor_id    text not null,
    at          timestamptz not null,
    constraint refunds_add_and_spending_takes check (
        (reason = 'refund') = (amount > 0) and (reason = 'refund') = (task_id is not null))
);
create index store_credit_movements_by_customer on store_credit_movements (customer_id, id);

-- +goose StatementBegin
create function store_credit_follows_movement() returns trigger language plpgsql as $$
begin
    insert into store_credits (customer_id, currency, balance)
    values (new.customer_id, new.currency, 0)
    on conflict do nothing;
    update store_credits set balance = balance + new.amount
    where customer_id = new.customer_id and currency = new.currency;
    return null;
end $$;
-- +goose StatementEnd
create trigger store_credit_follows_movement after insert on store_credit_movements
    for each row execute function store_credit_follows_movement();
create trigger store_credit_movements_append_only before update or delete or truncate on store_credit_movements
    for each statement execute function refuse_change_of_ledger();

-- +goose Down
drop table store_credit_movements, store_credits;
drop function store_credit_follows_movement;
drop table payment_events;
drop index refund_tasks_one_effective;
create unique index refund_tasks_one_effective on refund_tasks (return_id)
    where state not in ('rejected', 'late_failed');
alter table refund_tasks drop column first_approved_by, drop column doubt;
