-- What changed, for people who look at it right now. Every statement that writes
-- a return's trail, a refund task or a stock movement notes it here, in its own
-- transaction, and wakes the API by NOTIFY. Rows are kept for a day, so that a
-- browser that was away for a moment hears of what it missed.

-- +goose Up

create table changes (
    id           bigint generated always as identity primary key,
    -- When the transaction began, which is before anybody could see the change.
    at           timestamptz not null default now(),
    -- What to read again; 'everything' after a statement that changed too much to list.
    topic        text not null check (topic in ('return', 'refund_task', 'stock', 'everything')),
    return_id    text,
    order_number text,
    customer_id  text,
    sku          text,
    constraint changes_of_returns_name_them check (topic not in ('return', 'refund_task') or return_id is not null)
);
create index changes_by_time on changes (at);

-- Wakes whoever listens. A notification holds 8000 bytes; ids are sent in parts
-- that fit.
-- +goose StatementBegin
create function announce_changes(ids bigint[]) returns void language plpgsql as $$
begin
    for start in 1 .. coalesce(cardinality(ids), 0) by 200 loop
        perform pg_notify('backhaul_changes', array_to_string(ids[start:start + 199], ','));
    end loop;
end $$;
-- +goose StatementEnd

-- +goose StatementBegin
create function note_changes_of_returns() returns trigger language plpgsql as $$
declare
    noted bigint[];
begin
    -- An import of thousands is one change: read everything again.
    if (select count(*) from (select distinct return_id from written limit 501) many) > 500 then
        with news as (insert into changes (topic) values ('everything') returning id)
        select array_agg(id) into noted from news;
    else
        with news as (
            insert into changes (topic, return_id, order_number, customer_id)
            select tg_argv[0], r.id, r.order_number, r.customer_id
            from returns r where r.id in (select return_id from written)
            returning id)
        select array_agg(id) into noted from news;
    end if;
    perform announce_changes(noted);
    return null;
end $$;
-- +goose StatementEnd
create trigger note_changes after insert on return_events
    referencing new table as written for each statement execute function note_changes_of_returns('return');
create trigger note_new_tasks after insert on refund_tasks
    referencing new table as written for each statement execute function note_changes_of_returns('refund_task');
create trigger note_changed_tasks after update on refund_tasks
    referencing new table as written for each statement execute function note_changes_of_returns('refund_task');

-- A raised hand has no event of its own.
-- +goose StatementBegin
create function note_raised_hand() returns trigger language plpgsql as $$
declare
    noted bigint;
begin
    insert into changes (topic, return_id, order_number, customer_id)
    values ('return', new.id, new.order_number, new.customer_id) returning id into noted;
    perform announce_changes(array[noted]);
    return null;
end $$;
-- +goose StatementEnd
create trigger note_raised_hand after update on returns
    for each row when (old.attention is distinct from new.attention) execute function note_raised_hand();

-- +goose StatementBegin
create function note_changes_of_stock() returns trigger language plpgsql as $$
declare
    noted bigint[];
begin
    if (select count(*) from (select distinct sku from written limit 501) many) > 500 then
        with news as (insert into changes (topic) values ('everything') returning id)
        select array_agg(id) into noted from news;
    else
        with news as (
            insert into changes (topic, sku) select distinct 'stock', sku from written returning id)
        select array_agg(id) into noted from news;
    end if;
    perform announce_changes(noted);
    return null;
end $$;
-- +goose StatementEnd
create trigger note_changes after insert on stock_movements
    referencing new table as written for each statement execute function note_changes_of_stock();

-- +goose Down
drop trigger note_changes on stock_movements;
drop trigger note_raised_hand on returns;
drop trigger note_changed_tasks on refund_tasks;
drop trigger note_new_tasks on refund_tasks;
drop trigger note_changes on return_events;
drop function note_changes_of_stock, note_raised_hand, note_changes_of_returns, announce_changes;
drop table changes;
