-- An order may be paid by several payments, and a refund goes back to each of
-- them in parts that are paid, fail and are tried again for themselves.

-- +goose Up
alter table payments
    add column method text not null default 'other' check (method in (
        'card', 'bank_transfer', 'wallet', 'cash', 'other', 'gift_card', 'store_credit'));

create table refund_parts (
    task_id          text not null references refund_tasks on delete cascade,
    order_number     text not null,
    payment_seq      int not null,
    -- Held of the payment; exchanged of it is given as goods, the rest is paid.
    amount           bigint not null check (amount > 0),
    exchanged        bigint not null check (exchanged between 0 and amount),
    state            text not null check (state in ('planned', 'submitted', 'settled', 'failed')),
    -- Counts the payouts that were tried; each has a key of its own.
    attempt          int not null check (attempt > 0),
    by_hand          boolean not null,
    reference        text not null default '',
    doubt            text not null default '',
    reason           text not null default '',
    -- Since when the provider does not say what became of the part; null while it does.
    -- Of a part that finance paid by hand meanwhile it is still asked.
    unanswered_since timestamptz,
    primary key (task_id, payment_seq),
    foreign key (order_number, payment_seq) references payments,
    constraint part_unanswered check (unanswered_since is null
        or (state = 'submitted' and not by_hand) or (state = 'settled' and by_hand)),
    constraint part_paid_has_reference check (state <> 'settled' or amount = exchanged or reference <> '')
);
create index refund_parts_by_payment on refund_parts (order_number, payment_seq);

-- Until now a refund was one part, for the order's one payment.
insert into refund_parts (task_id, order_number, payment_seq, amount, exchanged, state, attempt, by_hand, reference, doubt, reason)
select id, order_number, payment_seq, amount, exchanged, case
        when state = 'settled' then 'settled'
        when state in ('failed_retryable', 'failed_final', 'late_failed') then 'failed'
        when state in ('submitted', 'manual_payout') and amount > exchanged then 'submitted'
        else 'planned' end,
    1, by_hand, reference, doubt, ''
from refund_tasks where amount > 0;
alter table refund_tasks drop column payment_seq;

alter table refund_tasks
    drop constraint money_moves_approved,
    add constraint money_moves_approved check (state not in ('submitted', 'settled', 'manual_payout') or approved_by is not null);

-- A refund is credited part by part.
alter table store_credit_movements
    add column payment_seq int,
    drop constraint store_credit_movements_task_id_key;
alter table store_credit_movements disable trigger store_credit_movements_append_only;
update store_credit_movements set payment_seq = 1 where task_id is not null;
alter table store_credit_movements enable trigger store_credit_movements_append_only;
create unique index store_credit_movements_once_a_part on store_credit_movements (task_id, payment_seq)
    nulls not distinct where task_id is not null;

-- +goose Down
drop index store_credit_movements_once_a_part;
alter table store_credit_movements drop column payment_seq,
    add constraint store_credit_movements_task_id_key unique (task_id);
alter table refund_tasks
    drop constraint money_moves_approved,
    add constraint money_moves_approved check (state not in ('submitted', 'settled') or approved_by is not null),
    add column payment_seq int not null default 1,
    add foreign key (order_number, payment_seq) references payments;
alter table refund_tasks alter column payment_seq drop default;
drop table refund_parts;
alter table payments drop column method;
