-- Outgoing webhooks: who wants to be told of what happens to returns, what they
-- are told, and how the telling went. Messages are written in the transaction of
-- the event they tell of, and sent afterwards by the workers (package subscriptions).

-- +goose Up

create table webhook_subscriptions (
    id              text primary key check (id ~ '^whs_[0-9a-z]{26}$'),
    url             text not null check (url <> ''),
    description     text not null default '',
    -- What it wants to hear of, such as return.approved; see returns.MessageKinds.
    kinds           text[] not null check (cardinality(kinds) > 0),
    -- The key that messages are signed with, encrypted by the payload keys.
    secret          bytea not null,
    -- The key before, with which they are signed too until then.
    former_secret   bytea,
    former_until    timestamptz,
    created_by      text not null,
    created_at      timestamptz not null,
    -- From when on every event of its kinds has a delivery: since it was made,
    -- enabled again, or given other kinds.
    listening_since timestamptz not null,
    -- The first failure since the last success.
    failing_since   timestamptz,
    disabled_at     timestamptz,
    -- by_hand: an admin did. gone: the receiver answered 410. failing: for days nothing got through.
    disabled_why    text check (disabled_why in ('by_hand', 'gone', 'failing')),
    -- When the admins were told that it was disabled, where the service did it.
    announced_at    timestamptz,
    constraint disabled_has_a_reason check ((disabled_at is null) = (disabled_why is null)),
    constraint former_secret_ends check ((former_secret is null) = (former_until is null))
);

-- One thing that happened, as receivers are told of it. It names no person.
create table webhook_messages (
    id         text primary key check (id ~ '^msg_[0-9a-z]{26}$'),
    kind       text not null,
    -- The event it tells of; null for a ping.
    return_id  text references returns,
    event_seq  int,
    -- json and not jsonb: what is signed is the text as it was written.
    body       json not null,
    created_at timestamptz not null,
    unique (return_id, event_seq),
    constraint message_of_an_event check ((return_id is null) = (event_seq is null))
);
create index webhook_messages_by_age on webhook_messages (created_at);

create table webhook_deliveries (
    message_id      text not null references webhook_messages,
    subscription_id text not null references webhook_subscriptions on delete cascade,
    state           text not null default 'pending' check (state in ('pending', 'delivered', 'failed')),
    attempts        int not null default 0 check (attempts >= 0),
    -- While pending: when to try (again). A try under way has moved it to when it counts as lost.
    next_at         timestamptz not null,
    -- What the last try got: an HTTP status, or null with the reason why there was none.
    answer_code     int,
    trouble         text not null default '',
    took_ms         int,
    tried_at        timestamptz,
    created_at      timestamptz not null,
    primary key (message_id, subscription_id),
    constraint delivered_was_tried check (state = 'pending' or tried_at is not null)
);
create index webhook_deliveries_due on webhook_deliveries (subscription_id, next_at) where state = 'pending';
create index webhook_deliveries_by_subscription on webhook_deliveries (subscription_id, created_at desc, message_id desc);

-- Every try, so that a receiver's people can see what we saw.
create table webhook_attempts (
    message_id      text not null,
    subscription_id text not null,
    at              timestamptz not null,
    answer_code     int,
    trouble         text not null default '',
    took_ms         int not null,
    foreign key (message_id, subscription_id) references webhook_deliveries on delete cascade
);
create index webhook_attempts_of_delivery on webhook_attempts (message_id, subscription_id, at);

-- +goose Down
drop table webhook_attempts, webhook_deliveries, webhook_messages, webhook_subscriptions;
