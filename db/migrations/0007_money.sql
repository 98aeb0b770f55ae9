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

-- +goose Down
drop table payment_events;
drop index refund_tasks_one_effective;
create unique index refund_tasks_one_effective on refund_tasks (return_id)
    where state not in ('rejected', 'late_failed');
alter table refund_tasks drop column first_approved_by, drop column doubt;
