-- Goods that the shop holds and may not keep: parcels back to the customer, and
-- goods that came when nobody expected any more.

-- +goose Up

alter table shipments
    add column direction text not null default 'inbound' check (direction in ('inbound', 'outbound')),
    -- What lies in a parcel to the customer, and whether it has left the books.
    add column contents jsonb not null default '[]',
    add column settled boolean not null default false,
    add constraint only_parcels_out_are_settled check (direction = 'outbound' or not settled);

alter table return_strays
    add column id text unique,
    -- open: stands in arrived until a person has said where it goes; placed: stands
    -- where its disposition says; new_return: another return has taken it over.
    add column status text not null default 'placed' check (status in ('open', 'placed', 'new_return')),
    add column new_return_id text references returns,
    add column at timestamptz,
    add column decided_at timestamptz,
    alter column disposition drop not null,
    add constraint placed_strays_have_a_place check ((status = 'placed') = (disposition is not null)),
    add constraint strays_taken_over_name_the_return check ((status = 'new_return') = (new_return_id is not null)),
    add constraint late_strays_are_decided check (status <> 'open' or decided_at is null);
update return_strays s set
    id = 'str_' || substr(s.return_id, 5) || '_' || s.event_seq || '_' || s.position,
    at = (select e.at from return_events e where e.return_id = s.return_id and e.seq = s.event_seq);
alter table return_strays alter column id set not null, alter column at set not null;
create index return_strays_by_time on return_strays (at desc, id desc);
create index return_strays_open on return_strays (return_id) where status = 'open';

-- One row while a return has goods that wait for the customer or for a word.
create table held_goods (
    return_id     text primary key references returns,
    -- What stands in send_back in the return's name, [{sku, quantity}].
    units         jsonb not null,
    since         timestamptz,
    asked         boolean not null default false,
    due           text not null check (due in ('decide_stray', 'decide_send_back', 'send_back', 'report_send_back')),
    wait_for      text not null,
    wait_since    timestamptz not null,
    wait_deadline timestamptz,
    wait_then     text,
    wait_passed   int not null default 0,
    constraint units_wait_since_a_time check ((units = '[]') = (since is null))
);
insert into held_goods (return_id, units, since, due, wait_for, wait_since)
select return_id, jsonb_agg(jsonb_build_object('sku', sku, 'quantity', units) order by sku), now(), 'send_back', 'logistics', now()
from (
    select return_id, sku, sum(quantity) as units from stock_movements
    where bucket = 'send_back' and return_id is not null
    group by return_id, sku
    having sum(quantity) > 0
) waiting
group by return_id;

-- +goose Down
drop table held_goods;
delete from return_strays where status <> 'placed';
drop index return_strays_open, return_strays_by_time;
alter table return_strays
    drop constraint late_strays_are_decided,
    drop constraint strays_taken_over_name_the_return,
    drop constraint placed_strays_have_a_place,
    drop column decided_at,
    drop column at,
    drop column new_return_id,
    drop column status,
    drop column id,
    alter column disposition set not null;
delete from shipments where direction = 'outbound';
alter table shipments
    drop constraint only_parcels_out_are_settled,
    drop column settled,
    drop column contents,
    drop column direction;
