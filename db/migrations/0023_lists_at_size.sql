-- Lists and searches at a million returns: each follows one index to the rows of its
-- page, whatever the filter. docs/performance.md has the figures.

-- +goose Up

-- A line knows when its return was opened and in what status it is, so that the
-- returns of a SKU or a reason are read in their order, and those of a status without
-- looking at the others. The foreign key keeps both the same, and changes the
-- status; whoever adds a line need not know of them.
alter table return_lines add column opened_at timestamptz, add column status text;
update return_lines l set opened_at = r.opened_at, status = r.status from returns r where r.id = l.return_id;
alter table return_lines alter column opened_at set not null, alter column status set not null;
alter table returns add constraint returns_told_to_lines unique (id, opened_at, status);
alter table return_lines add constraint return_lines_told_by_return
    foreign key (return_id, opened_at, status) references returns (id, opened_at, status) on update cascade;
alter table return_lines drop constraint return_lines_return_id_fkey;
-- +goose StatementBegin
create function tell_line() returns trigger language plpgsql as $$
begin
    select r.opened_at, r.status into new.opened_at, new.status from returns r where r.id = new.return_id;
    return new;
end $$;
-- +goose StatementEnd
create trigger told_by_return before insert on return_lines for each row execute function tell_line();
drop index return_lines_by_sku, return_lines_by_reason;
create index return_lines_by_sku on return_lines (sku, opened_at desc, return_id desc) include (status);
create index return_lines_by_reason on return_lines (reason, opened_at desc, return_id desc);
-- Reasons are few, and have too many lines to pass over those in other statuses.
create index return_lines_by_reason_status on return_lines (reason, status, opened_at desc, return_id desc);

-- Only open returns have a deadline; most of a status may be ended, or none.
create index returns_by_status_deadline on returns (status, wait_deadline, id) where wait_deadline is not null;

-- What finance has to do is little of all that was done.
create index refund_tasks_open on refund_tasks (created_at, id)
    where state in ('awaiting_finance', 'submitted', 'failed_retryable', 'failed_final', 'manual_payout');

-- Names of customers as their orders have them, in lower case: a search for a part
-- of a name looks here, and then for the orders of those it found.
create table customer_names (
    customer_id text not null,
    name        text not null check (name <> ''),
    primary key (customer_id, name)
);
insert into customer_names select distinct customer_id, lower(customer_name) from orders where customer_name <> '';
create index customer_names_by_part on customer_names using gin (name gin_trgm_ops);
drop index orders_by_customer_name;
drop index orders_by_customer;
create index orders_by_customer on orders (customer_id, ordered_at desc, order_number desc) include (customer_name);

-- +goose StatementBegin
create function keep_customer_names() returns trigger language plpgsql as $$
begin
    if tg_op = 'INSERT' then
        insert into customer_names
        select distinct customer_id, lower(customer_name) from came where customer_name <> '' order by 1, 2
        on conflict do nothing;
        return null;
    end if;
    if not exists (select from gone g join came c using (order_number)
            where (g.customer_id, g.customer_name) is distinct from (c.customer_id, c.customer_name)) then
        return null;
    end if;
    insert into customer_names
    select distinct customer_id, lower(customer_name) from came where customer_name <> '' order by 1, 2
    on conflict do nothing;
    delete from customer_names n
    using (select distinct customer_id, lower(customer_name) as name from gone) g
    where n.customer_id = g.customer_id and n.name = g.name
        and not exists (select from orders o where o.customer_id = n.customer_id and lower(o.customer_name) = n.name);
    return null;
end $$;
-- +goose StatementEnd
create trigger customer_names_added after insert on orders
    referencing new table as came for each statement execute function keep_customer_names();
create trigger customer_names_changed after update on orders
    referencing old table as gone new table as came for each statement execute function keep_customer_names();

-- +goose Down
drop trigger customer_names_changed on orders;
drop trigger customer_names_added on orders;
drop function keep_customer_names;
drop index orders_by_customer;
create index orders_by_customer on orders (customer_id, ordered_at desc);
create index orders_by_customer_name on orders using gin (lower(customer_name) gin_trgm_ops);
drop table customer_names;
drop index refund_tasks_open, returns_by_status_deadline, return_lines_by_reason_status, return_lines_by_reason,
    return_lines_by_sku;
create index return_lines_by_sku on return_lines (sku, return_id);
create index return_lines_by_reason on return_lines (reason, return_id);
alter table return_lines add constraint return_lines_return_id_fkey foreign key (return_id) references returns;
drop trigger told_by_return on return_lines;
drop function tell_line;
alter table return_lines drop constraint return_lines_told_by_return;
alter table returns drop constraint returns_told_to_lines;
alter table return_lines drop column status, drop column opened_at;
