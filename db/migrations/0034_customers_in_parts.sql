-- The report of customers adds up a million rows for a year of a large shop. They fall
-- into 64 parts by their customer's key: each is small enough for its sums to stay in
-- the processor's cache, and several processes take some parts each.

-- +goose Up
drop index report_figures_of_customers;
create index report_figures_of_customers on report_figures ((hashtext(key) & 63), period, key)
    include (sold_units, returns, requested_units, returned_units, rejected_by_policy, rejected_by_hand, missing, wrong_item, complaints)
    where dimension = 'customer';
create index report_changes_of_customers on report_changes ((hashtext(key) & 63)) where dimension = 'customer';
analyze report_figures;

-- What the customers of one part bought and brought back. What one of them adds up to
-- in a day or a month fits an int, whose sums are several times as fast.
-- +goose StatementBegin
create function report_customer_sums(part int, periods text[])
returns table (
    key text, sold_units bigint, returns bigint, requested_units bigint, returned_units bigint, rejected bigint,
    not_as_sent bigint, complaints bigint)
language sql stable parallel safe as $$
    select n.key, coalesce(sum(n.sold_units::int), 0), sum(n.returns::int), coalesce(sum(n.requested_units::int), 0),
        coalesce(sum(n.returned_units::int), 0),
        coalesce(sum(n.rejected_by_policy::int), 0) + coalesce(sum(n.rejected_by_hand::int), 0),
        coalesce(sum(n.missing::int), 0) + coalesce(sum(n.wrong_item::int), 0), coalesce(sum(n.complaints::int), 0)
    from report_now n
    where n.dimension = 'customer' and hashtext(n.key) & 63 = part and n.period = any(periods)
    group by n.key
    having sum(n.returns::int) > 0;
$$;
-- +goose StatementEnd

-- The customers of some parts who return most, and how many there are of them all.
-- Who stands out is explained in docs/reports.md; met is how many of the rules. What
-- the shop does is a float, exact up to 2^53. Only who may be listed is kept: who stands
-- out, and who returned as much as the last that a list of the first part alone would have.
--
-- The setting of work_mem keeps the planner from taking the function apart: a query's
-- "with" is not for several processes.
-- +goose StatementBegin
create function report_customers_of_parts(first_part int, last_part int, periods text[], sort text, most int)
returns table (
    key text, sold_units bigint, returns bigint, requested_units bigint, returned_units bigint, rejected bigint,
    not_as_sent bigint, complaints bigint, high_rate boolean, often_rejected boolean, often_incomplete boolean,
    met int, unusual_total bigint, total bigint, place bigint)
language sql stable parallel safe cost 1000000 rows 100 set work_mem = '16MB' as $$
    with shop as (
        select coalesce(sum(returned_units), 0)::float8 as returned_units, coalesce(sum(sold_units), 0)::float8 as sold_units
        from report_now where dimension = 'total' and period = any(periods)
    ), bar as (
        select coalesce((
            select s.returned_units from report_customer_sums(first_part, periods) s
            order by s.returned_units desc offset most - 1 limit 1), 0) as returned_units
    ), counted as (
        select count(*) as total, count(*) filter (where j.met > 0) as unusual_total,
            array_agg(j) filter (where j.met > 0 or j.returned_units >= bar.returned_units) as listed
        from shop cross join bar cross join generate_series(first_part, last_part) part
        cross join lateral report_customer_sums(part, periods) s
        cross join lateral (
            select s.returns >= 3 and s.returned_units >= 5 and shop.sold_units > 0
                    and s.returned_units * shop.sold_units > s.sold_units * 3 * shop.returned_units as high_rate,
                s.returns >= 3 and s.rejected * 2 >= s.returns as often_rejected,
                s.not_as_sent >= 2 and s.not_as_sent * 4 >= s.requested_units as often_incomplete
        ) rules
        cross join lateral (
            select s.*, rules.*, rules.high_rate::int + rules.often_rejected::int + rules.often_incomplete::int as met
        ) j
    )
    select first.*, row_number() over () as place
    from (
        select j.*, counted.unusual_total, counted.total
        from counted cross join unnest(counted.listed) j (
            key text, sold_units bigint, returns bigint, requested_units bigint, returned_units bigint, rejected bigint,
            not_as_sent bigint, complaints bigint, high_rate boolean, often_rejected boolean, often_incomplete boolean, met int)
        order by case when sort = 'unusual' then j.met end desc, j.returned_units desc, j.returns desc, j.key
        limit most
    ) first;
$$;
-- +goose StatementEnd

-- The customers who return most, and how many there are. This function is taken apart,
-- so that four processes add up a quarter of the parts each, where the server has them
-- to spare.
-- +goose StatementBegin
create function report_customers(periods text[], sort text, most int)
returns table (
    key text, sold_units bigint, returns bigint, requested_units bigint, returned_units bigint, rejected bigint,
    not_as_sent bigint, complaints bigint, high_rate boolean, often_rejected boolean, often_incomplete boolean,
    unusual_total bigint, total bigint)
language sql stable parallel safe as $$
    select q.key, q.sold_units, q.returns, q.requested_units, q.returned_units, q.rejected, q.not_as_sent, q.complaints,
        q.high_rate, q.often_rejected, q.often_incomplete,
        (sum(q.unusual_total) filter (where q.place = 1) over ())::bigint, (sum(q.total) filter (where q.place = 1) over ())::bigint
    from (
        select * from report_customers_of_parts(0, 15, periods, sort, most)
        union all select * from report_customers_of_parts(16, 31, periods, sort, most)
        union all select * from report_customers_of_parts(32, 47, periods, sort, most)
        union all select * from report_customers_of_parts(48, 63, periods, sort, most)
    ) q
    order by case when sort = 'unusual' then q.met end desc, q.returned_units desc, q.returns desc, q.key
    limit most;
$$;
-- +goose StatementEnd

-- +goose Down
drop function report_customers, report_customers_of_parts, report_customer_sums;
drop index report_changes_of_customers, report_figures_of_customers;
create index report_figures_of_customers on report_figures (period, key)
    include (sold_units, returns, requested_units, returned_units, rejected_by_policy, rejected_by_hand, missing, wrong_item, complaints)
    where dimension = 'customer';
