-- The append-only ledgers (audit trail, stock movements), refunds and messages.

-- +goose Up

create table return_events (
    return_id   text not null references returns,
    seq         int not null check (seq > 0),
    action      text not null,
    decision_id text not null check (decision_id <> ''),
    actor_id    text not null,
    actor_role  text not null,
    actor_name  text not null default '',
    status_from text not null default '',
    status_to   text not null,
    data        json not null,
    refused     text not null default '',
    at          timestamptz not null,
    hash        bytea not null check (length(hash) = 32),
    primary key (return_id, seq)
);
-- The second arrival of one decision finds the first.
create unique index return_events_decide_once on return_events (return_id, decision_id);
create index return_events_by_time on return_events (at desc);

create table stock_levels (
    sku      text not null,
    location text not null default 'main',
    bucket   text not null check (bucket in (
        'expected', 'arrived', 'available', 'refurbish', 'quarantine', 'scrap', 'vendor', 'send_back')),
    quantity bigint not null,
    primary key (sku, location, bucket),
    constraint stock_never_negative check (quantity >= 0)
);

create table stock_movements (
    id         bigint generated always as identity primary key,
    -- Derived from who moves what for which decision, so that a repeat collides.
    key        text not null unique,
    sku        text not null check (sku <> ''),
    location   text not null default 'main',
    bucket     text not null,
    quantity   bigint not null check (quantity <> 0),
    return_id  text references returns,
    line_no    int,
    reason     text not null,
    actor_id   text not null,
    at         timestamptz not null,
    foreign key (return_id, line_no) references return_lines
);
create index stock_movements_by_sku on stock_movements (sku, id);
create index stock_movements_by_return on stock_movements (return_id, id);

-- +goose StatementBegin
create function stock_level_follows_movement() returns trigger language plpgsql as $$
begin
    insert into stock_levels (sku, location, bucket, quantity)
    values (new.sku, new.location, new.bucket, 0)
    on conflict do nothing;
    update stock_levels set quantity = quantity + new.quantity
    where sku = new.sku and location = new.location and bucket = new.bucket;
    return null;
end $$;
-- +goose StatementEnd
create trigger stock_level_follows_movement after insert on stock_movements
    for each row execute function stock_level_follows_movement();

-- +goose StatementBegin
create function refuse_change_of_ledger() returns trigger language plpgsql as $$
begin
    raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
-- +goose StatementEnd
create trigger return_events_append_only before update or delete or truncate on return_events
    for each statement execute function refuse_change_of_ledger();
create trigger stock_movements_append_only before update or delete or truncate on stock_movements
    for each statement execute function refuse_change_of_ledger();

-- +goose StatementBegin
create function events_are_dense() returns trigger language plpgsql as $$
begin
    if new.seq <> coalesce((select max(seq) from return_events where return_id = new.return_id), 0) + 1 then
        raise exception 'event % of return % leaves a gap', new.seq, new.return_id using errcode = 'restrict_violation';
    end if;
    return new;
end $$;
-- +goose StatementEnd
create trigger return_events_dense before insert on return_events
    for each row execute function events_are_dense();

create table refund_tasks (
    id            text primary key check (id ~ '^rfd_[0-9a-z]{26}_[0-9]+$'),
    return_id     text not null references returns,
    seq           int not null check (seq > 0),
    order_number  text not null,
    payment_seq   int not null,
    currency      text not null,
    amount        bigint not null check (amount >= 0),
    amounts       jsonb not null,
    state         text not null check (state in (
        'awaiting_finance', 'submitted', 'settled', 'failed_retryable', 'failed_final',
        'manual_payout', 'late_failed', 'rejected')),
    approved_by   jsonb,
    by_hand       boolean not null default false,
    reference     text not null default '',
    note          text not null default '',
    created_at    timestamptz not null,
    updated_at    timestamptz not null,
    unique (return_id, seq),
    foreign key (order_number, payment_seq) references payments,
    -- No money moves without somebody's recorded approval.
    constraint money_moves_approved check (state not in ('submitted', 'settled') or approved_by is not null),
    constraint paid_by_hand_has_reference check (state <> 'settled' or amount = 0 or reference <> '')
);
-- At most one refund of a return may take effect.
create unique index refund_tasks_one_effective on refund_tasks (return_id)
    where state not in ('rejected', 'late_failed');
create index refund_tasks_by_state on refund_tasks (state, created_at, id);

create table refund_lines (
    task_id  text not null references refund_tasks on delete cascade,
    line_no  int not null,
    quantity int not null check (quantity >= 0),
    goods    bigint not null check (goods >= 0),
    tax      bigint not null check (tax >= 0),
    fee      bigint not null check (fee >= 0),
    total    bigint not null check (total >= 0),
    primary key (task_id, line_no)
);

-- Messages that are intended; written with the change they tell of.
create table notifications (
    id         text primary key,
    return_id  text not null references returns,
    event_seq  int not null,
    kind       text not null,
    audience   text not null,
    recipient  text not null,
    language   text not null,
    data       jsonb not null,
    attempts   int not null default 0,
    last_error text not null default '',
    created_at timestamptz not null,
    -- Sent, or skipped because there is nobody to write to; null while pending.
    done_at    timestamptz,
    outcome    text check (outcome in ('sent', 'no_address', 'refused')),
    constraint done_has_outcome check ((done_at is null) = (outcome is null)),
    unique (return_id, event_seq, kind, recipient)
);
create index notifications_pending on notifications (return_id) where done_at is null;

-- +goose Down
drop table notifications, refund_lines, refund_tasks, stock_movements, stock_levels, return_events;
drop function events_are_dense, refuse_change_of_ledger, stock_level_follows_movement;
