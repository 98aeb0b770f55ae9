-- Exchanges: other goods instead of the money.

-- +goose Up
create table exchanges (
    -- One return has one replacement at most.
    return_id   text primary key references returns,
    currency    text not null,
    -- The price of all lines, minor units, tax included.
    value       bigint not null check (value >= 0),
    status      text not null check (status in ('planned', 'released', 'cancelled')),
    released_at timestamptz,
    constraint released_has_a_time check ((status = 'released') = (released_at is not null))
);
create table exchange_lines (
    return_id  text not null references exchanges,
    position   int not null check (position > 0),
    sku        text not null check (sku <> ''),
    quantity   int not null check (quantity > 0),
    unit_price bigint not null check (unit_price >= 0),
    primary key (return_id, position)
);

-- What of a refund is given as goods; amount less this is paid as money.
alter table refund_tasks
    add column exchanged bigint not null default 0,
    add constraint exchanged_within_amount check (exchanged between 0 and amount);

-- +goose Down
alter table refund_tasks drop column exchanged;
drop table exchange_lines, exchanges;
