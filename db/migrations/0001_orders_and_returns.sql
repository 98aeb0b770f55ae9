-- Orders, returns and everything that happens to them.
-- Money is bigint minor units of the order's currency. Time is timestamptz.
-- Constraints carry the invariants, so that a bug cannot break them.

-- +goose Up

create table orders (
    order_number      text primary key check (order_number <> '' and length(order_number) <= 100),
    customer_id       text not null check (customer_id <> ''),
    customer_name     text not null default '',
    customer_email    text not null default '',
    customer_phone    text not null default '',
    customer_country  text not null default '',
    customer_language text not null default 'en' check (customer_language in ('en', 'zh-CN')),
    currency          text not null check (currency ~ '^[A-Z]{3}$'),
    ordered_at        timestamptz not null,
    delivered_at      timestamptz,
    shipping_paid     bigint not null default 0 check (shipping_paid >= 0),
    shipping_refunded bigint not null default 0 check (shipping_refunded >= 0),
    created_at        timestamptz not null default now(),
    updated_at        timestamptz not null default now(),
    constraint shipping_refunded_within_paid check (shipping_refunded <= shipping_paid)
);
create index orders_by_customer on orders (customer_id, ordered_at desc);
create index orders_by_date on orders (ordered_at desc, order_number desc);

create table order_lines (
    order_number    text not null references orders on delete cascade,
    line_no         int not null check (line_no > 0),
    sku             text not null check (sku <> ''),
    description     text not null default '',
    category        text not null default '',
    quantity        int not null check (quantity > 0),
    unit_price      text not null,
    -- What was paid for all units; goods is always without tax.
    goods           bigint not null check (goods >= 0),
    tax             bigint not null default 0 check (tax >= 0),
    tax_included    boolean not null default false,
    reserved        int not null default 0 check (reserved >= 0),
    returned        int not null default 0 check (returned >= 0),
    -- Refunded, or on its way.
    refunded_units  int not null default 0 check (refunded_units >= 0),
    refunded_goods  bigint not null default 0 check (refunded_goods >= 0),
    refunded_tax    bigint not null default 0 check (refunded_tax >= 0),
    primary key (order_number, line_no),
    constraint returns_within_bought check (reserved + returned <= quantity),
    constraint refunded_units_within_bought check (refunded_units <= quantity),
    constraint refunds_within_paid check (refunded_goods + refunded_tax <= goods + tax)
);
create index order_lines_by_sku on order_lines (sku);

create table payments (
    order_number text not null references orders on delete cascade,
    seq          int not null check (seq > 0),
    provider     text not null default 'manual',
    reference    text not null default '',
    captured     bigint not null check (captured >= 0),
    -- Refunded, or on its way.
    refunded     bigint not null default 0 check (refunded >= 0),
    primary key (order_number, seq),
    constraint refunds_within_captured check (refunded <= captured)
);

create table reasons (
    code        text primary key check (code ~ '^[a-z][a-z0-9_]{0,39}$'),
    label_en    text not null,
    label_zh    text not null,
    -- Whose doing it is; the customer pays return shipping for their own.
    by_customer boolean not null,
    active      boolean not null default true,
    position    int not null default 0
);
insert into reasons (code, label_en, label_zh, by_customer, position) values
    ('damaged', 'Damaged', '商品损坏', false, 1),
    ('defective', 'Defective', '质量问题', false, 2),
    ('wrong_item', 'Wrong item', '发错货', false, 3),
    ('not_as_described', 'Not as described', '与描述不符', false, 4),
    ('changed_mind', 'Changed mind', '不喜欢/不合适', true, 5),
    ('ordered_by_mistake', 'Ordered by mistake', '订单错误', true, 6),
    ('late', 'Arrived late', '延迟到货', false, 7),
    ('other', 'Other', '其他', false, 8);

create table policies (
    policy_id  text not null check (policy_id ~ '^[a-z][a-z0-9_-]{0,39}$'),
    version    int not null check (version > 0),
    terms      jsonb not null,
    active     boolean not null default false,
    created_by text not null default 'backhaul',
    created_at timestamptz not null default now(),
    primary key (policy_id, version)
);
create unique index policies_one_active on policies ((true)) where active;

create table returns (
    id             text primary key check (id ~ '^ret_[0-9a-z]{26}$'),
    rma_number     text not null unique check (rma_number ~ '^RMA-[0-9A-Z]{5}-[0-9A-Z]{5}$'),
    order_number   text not null references orders,
    customer_id    text not null,
    currency       text not null,
    status         text not null check (status in (
        'requested', 'info_needed', 'counter_offered', 'approved', 'confirmed', 'pickup_scheduled', 'in_transit',
        'received', 'inspected', 'refund_pending', 'refunded', 'completed',
        'rejected', 'cancelled', 'expired', 'sent_back', 'written_off')),
    stage          text not null check (stage in (
        'requested', 'info_needed', 'counter_offered', 'approved', 'confirmed', 'completed',
        'rejected', 'cancelled', 'expired', 'sent_back', 'written_off')),
    logistics      text not null check (logistics in (
        'none', 'label_issued', 'pickup_booked', 'handed_over', 'in_transit', 'delivered',
        'failed_attempt', 'silent', 'lost', 'voided')),
    goods          text not null check (goods in ('none', 'expected', 'arrived', 'inspected')),
    refund         text not null check (refund in (
        'not_due', 'computed', 'awaiting_finance', 'submitted', 'settled',
        'failed_retryable', 'failed_final', 'manual_payout', 'late_failed')),
    dispute        text not null check (dispute in ('none', 'open', 'answered', 'escalated', 'upheld', 'dismissed')),
    method         text not null check (method in ('pickup', 'drop_off', 'in_store', 'keep_item')),
    refund_to      text not null check (refund_to in ('original', 'store_credit', 'exchange')),
    note           text not null default '',
    pickup         jsonb,
    requested_by   jsonb not null,
    policy_id      text not null,
    policy_version int not null,
    verdict        jsonb not null,
    offer          jsonb,
    approval       jsonb,
    estimate       jsonb not null,
    digest         text not null,
    attention      text not null default '',
    assignee       text not null default '',
    wait_for       text,
    wait_since     timestamptz,
    wait_deadline  timestamptz,
    wait_then      text,
    wait_passed    int not null default 0,
    version        int not null,
    opened_at      timestamptz not null,
    updated_at     timestamptz not null,
    closed_at      timestamptz,
    foreign key (policy_id, policy_version) references policies,
    -- Before goods move, and after the end, the headline is the stage.
    constraint status_follows_stage check (stage = 'confirmed' or status = stage),
    -- Every open return waits for somebody; an ended one for nobody.
    constraint open_returns_wait check ((closed_at is null) = (wait_for is not null)),
    constraint ended_returns_are_closed check ((closed_at is not null) = (status in (
        'completed', 'rejected', 'cancelled', 'expired', 'sent_back', 'written_off')))
);
create index returns_by_opened on returns (opened_at desc, id desc);
create index returns_by_status on returns (status, opened_at desc, id desc);
create index returns_by_order on returns (order_number);
create index returns_by_customer on returns (customer_id, opened_at desc, id desc);
create index returns_by_deadline on returns (wait_deadline, id) where wait_deadline is not null;

create table return_lines (
    return_id   text not null references returns,
    line_no     int not null,
    sku         text not null,
    description text not null default '',
    requested   int not null check (requested > 0),
    approved    int not null check (approved >= 0),
    agreed      bigint check (agreed >= 0),
    reason      text not null references reasons,
    by_customer boolean not null,
    condition   text not null default '',
    note        text not null default '',
    fields      jsonb,
    arrived     int not null default 0 check (arrived >= 0),
    available   int not null default 0 check (available >= 0),
    refurbish   int not null default 0 check (refurbish >= 0),
    quarantine  int not null default 0 check (quarantine >= 0),
    scrap       int not null default 0 check (scrap >= 0),
    vendor      int not null default 0 check (vendor >= 0),
    send_back   int not null default 0 check (send_back >= 0),
    missing     int not null default 0 check (missing >= 0),
    primary key (return_id, line_no),
    constraint approved_within_requested check (approved <= requested),
    constraint units_within_approved check (arrived + missing <= approved),
    constraint disposed_within_arrived check (available + refurbish + quarantine + scrap + vendor + send_back <= arrived)
);
create index return_lines_by_sku on return_lines (sku, return_id);
create index return_lines_by_reason on return_lines (reason, return_id);

create table shipments (
    return_id       text not null references returns,
    seq             int not null check (seq > 0),
    -- The booking's key at the carrier; a repeat finds the same booking.
    key             text not null unique,
    carrier         text not null default '',
    reference       text not null default '',
    tracking_number text not null default '',
    state           text not null check (state in (
        'none', 'label_issued', 'pickup_booked', 'handed_over', 'in_transit', 'delivered',
        'failed_attempt', 'silent', 'lost', 'voided')),
    window_start    timestamptz,
    window_end      timestamptz,
    attempts        int not null default 0 check (attempts >= 0),
    by_hand         boolean not null,
    called_off      boolean not null default false,
    primary key (return_id, seq),
    constraint window_in_order check (window_start < window_end)
);

-- What the warehouse counted in and inspected, decision by decision.
create table inspections (
    return_id   text not null references returns,
    event_seq   int not null,
    position    int not null,
    line_no     int not null,
    quantity    int not null check (quantity > 0),
    condition   text not null default '',
    grade       text not null default '',
    disposition text not null check (disposition in (
        'restock', 'refurbish', 'quarantine', 'scrap', 'return_to_vendor', 'return_to_customer', 'missing')),
    note        text not null default '',
    primary key (return_id, event_seq, position),
    foreign key (return_id, line_no) references return_lines
);

create table evidence (
    id           text primary key check (id ~ '^evi_[0-9a-z]{26}$'),
    return_id    text references returns,
    content_type text not null,
    size         bigint not null check (size > 0),
    sha256       text not null check (sha256 ~ '^[0-9a-f]{64}$'),
    width        int not null check (width > 0),
    height       int not null check (height > 0),
    uploaded_by  text not null,
    customer_id  text,
    created_at   timestamptz not null default now()
);
create index evidence_by_return on evidence (return_id);

-- +goose Down
drop table evidence, inspections, shipments, return_lines, returns, policies, reasons, payments, order_lines, orders;
