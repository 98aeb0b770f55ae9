-- What happens to goods in the real world: several parcels, parcels refused,
-- silent and lost, goods that nobody approved, and what carriers say.

-- +goose Up

alter table returns
    drop constraint returns_logistics_check,
    add constraint returns_logistics_check check (logistics in (
        'none', 'label_issued', 'pickup_booked', 'handed_over', 'in_transit', 'delivered',
        'failed_attempt', 'silent', 'lost', 'voided', 'refused')),
    -- How the inspection's amount differs from the approved one; null when it does not.
    add column difference jsonb;

alter table return_lines
    add column lost int not null default 0 check (lost >= 0),
    add column wrong_item int not null default 0 check (wrong_item >= 0),
    add column damaged int not null default 0 check (damaged >= 0),
    -- In which condition accepted units were found, where the inspection said so.
    add column found jsonb,
    drop constraint units_within_approved,
    drop constraint disposed_within_arrived,
    add constraint units_within_approved check (arrived + missing + lost <= approved),
    add constraint disposed_within_arrived check (
        available + refurbish + quarantine + scrap + vendor + send_back + wrong_item <= arrived),
    add constraint damaged_within_arrived check (damaged <= arrived);

alter table shipments
    drop constraint shipments_state_check,
    add constraint shipments_state_check check (state in (
        'none', 'label_issued', 'pickup_booked', 'handed_over', 'in_transit', 'delivered',
        'failed_attempt', 'silent', 'lost', 'voided', 'refused')),
    -- The state in which the parcel was booked; its state is what the scans tell after it.
    add column booked text not null default 'none',
    add column scans jsonb not null default '[]';
update shipments set booked = state;
create index shipments_by_tracking_number on shipments (tracking_number) where tracking_number <> '';

-- The article that lay in the parcel instead of the line's.
alter table inspections add column wrong_sku text not null default '';

-- Goods that came with a return and were not approved. They belong to no line of
-- it; their stock movements name the return alone.
create table return_strays (
    return_id   text not null references returns,
    event_seq   int not null,
    position    int not null,
    sku         text not null check (sku <> ''),
    quantity    int not null check (quantity > 0),
    disposition text not null check (disposition in (
        'restock', 'refurbish', 'quarantine', 'scrap', 'return_to_vendor', 'return_to_customer')),
    line_no     int,
    note        text not null default '',
    primary key (return_id, event_seq, position),
    foreign key (return_id, line_no) references return_lines
);

-- What carriers said by webhook, each thing once, before it was answered.
create table carrier_events (
    carrier         text not null,
    event_id        text not null check (event_id <> ''),
    tracking_number text not null,
    event           text not null,
    occurred_at     timestamptz not null,
    body            jsonb not null,
    received_at     timestamptz not null,
    -- Null until the return has it: sent to it, no open return has the parcel, or
    -- nothing a return needs to know.
    outcome         text check (outcome in ('sent', 'unmatched', 'ignored')),
    return_id       text references returns,
    primary key (carrier, event_id)
);
create index carrier_events_by_tracking_number on carrier_events (tracking_number, occurred_at);

-- +goose Down
drop table carrier_events, return_strays;
alter table inspections drop column wrong_sku;
drop index shipments_by_tracking_number;
alter table shipments
    drop column scans,
    drop column booked,
    drop constraint shipments_state_check,
    add constraint shipments_state_check check (state in (
        'none', 'label_issued', 'pickup_booked', 'handed_over', 'in_transit', 'delivered',
        'failed_attempt', 'silent', 'lost', 'voided'));
alter table return_lines
    drop constraint damaged_within_arrived,
    drop constraint disposed_within_arrived,
    drop constraint units_within_approved,
    drop column found,
    drop column damaged,
    drop column wrong_item,
    drop column lost,
    add constraint units_within_approved check (arrived + missing <= approved),
    add constraint disposed_within_arrived check (available + refurbish + quarantine + scrap + vendor + send_back <= arrived);
alter table returns
    drop column difference,
    drop constraint returns_logistics_check,
    add constraint returns_logistics_check check (logistics in (
        'none', 'label_issued', 'pickup_booked', 'handed_over', 'in_transit', 'delivered',
        'failed_attempt', 'silent', 'lost', 'voided'));
