-- Batches: many returns in one go, after a sales campaign or a recall. The rows
-- are stored first; a workflow then opens a return for each of them.

-- +goose Up

create table batches (
    id         text primary key check (id ~ '^bat_[0-9a-z]{26}$'),
    name       text not null check (name <> '' and length(name) <= 200),
    state      text not null check (state in ('running', 'paused', 'done', 'cancelled')),
    actor_id   text not null,
    actor_role text not null,
    actor_name text not null default '',
    -- Kept by the transaction that changes a row, so that progress costs one read.
    total      int not null check (total > 0),
    waiting    int not null check (waiting >= 0),
    opened     int not null default 0 check (opened >= 0),
    refused    int not null default 0 check (refused >= 0),
    rejected   int not null default 0 check (rejected >= 0),
    cancelled  int not null default 0 check (cancelled >= 0),
    created_at timestamptz not null,
    updated_at timestamptz not null,
    constraint every_row_is_counted_once check (total = waiting + opened + refused + rejected + cancelled)
);
create index batches_by_time on batches (created_at desc, id desc);

create table batch_rows (
    batch_id     text not null references batches on delete cascade,
    -- As the file counts: 1 is the header of a table, or the first return of a list.
    row          int not null check (row > 0),
    order_number text not null default '',
    -- What is asked for, until it is answered: then the return holds it, and a
    -- second copy of names and addresses would only have to be looked after.
    request      json,
    -- Derived from batch and row, so that it is known before the return is opened.
    return_id    text not null,
    outcome      text not null check (outcome in ('waiting', 'opening', 'opened', 'refused', 'rejected', 'cancelled')),
    error        json,
    primary key (batch_id, row),
    constraint requests_wait check ((outcome in ('waiting', 'opening')) = (request is not null)),
    constraint failures_say_why check ((outcome in ('refused', 'rejected')) = (error is not null))
);
create index batch_rows_by_outcome on batch_rows (batch_id, outcome, row);
create unique index batch_rows_by_return on batch_rows (return_id);

-- What somebody decided about a batch, or about returns of it.
create table batch_decisions (
    batch_id    text not null references batches on delete cascade,
    seq         int not null check (seq > 0),
    action      text not null check (action in ('pause', 'resume', 'cancel', 'review', 'confirm')),
    decision_id text not null,
    actor_id    text not null,
    actor_role  text not null,
    actor_name  text not null default '',
    data        json not null,
    -- Why it was not taken; a refused Signal has no other answer.
    reason      text not null default '',
    total       int not null default 0 check (total >= 0),
    waiting     int not null default 0 check (waiting >= 0),
    taken       int not null default 0 check (taken >= 0),
    refused     int not null default 0 check (refused >= 0),
    cancelled   int not null default 0 check (cancelled >= 0),
    at          timestamptz not null,
    primary key (batch_id, seq),
    unique (batch_id, decision_id),
    constraint every_row_is_counted_once check (total = waiting + taken + refused + cancelled)
);

create table batch_decision_rows (
    batch_id text not null,
    seq      int not null,
    row      int not null,
    outcome  text not null default 'waiting' check (outcome in ('waiting', 'taken', 'refused', 'cancelled')),
    error    json,
    primary key (batch_id, seq, row),
    foreign key (batch_id, seq) references batch_decisions on delete cascade,
    foreign key (batch_id, row) references batch_rows on delete cascade,
    constraint failures_say_why check ((outcome = 'refused') = (error is not null))
);
create index batch_decision_rows_by_outcome on batch_decision_rows (batch_id, seq, outcome, row);
create index batch_decision_rows_by_row on batch_decision_rows (batch_id, row);

-- +goose Down
drop table batch_decision_rows, batch_decisions, batch_rows, batches;
