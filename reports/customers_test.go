package reports_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"backhaul/db"
	"backhaul/db/dbtest"
	"backhaul/reports"
)

// everyCustomer adds up who returns how much from the tables themselves, the most
// units first. $1 and $2 are the ends of the period, the second excluded.
const everyCustomer = `
with sold as (
	select o.customer_id, sum(l.quantity) as units from order_lines l join orders o using (order_number)
	where o.ordered_at >= $1 and o.ordered_at < $2 group by 1
), opened as (
	select customer_id, count(*) as returns, count(*) filter (where status = 'rejected') as rejected
	from returns where opened_at >= $1 and opened_at < $2 group by 1
), goods as (
	select r.customer_id, sum(l.requested) as requested, sum(l.missing + l.wrong_item) as not_as_sent, sum(case
		when r.method <> 'keep_item' then l.available + l.refurbish + l.quarantine + l.scrap + l.vendor + l.lost
		when r.refund = 'settled' then l.approved else 0 end) as returned
	from return_lines l join returns r on r.id = l.return_id
	where r.opened_at >= $1 and r.opened_at < $2 group by 1
), complained as (
	select r.customer_id, count(*) as complaints from disputes d join returns r on r.id = d.return_id
	where d.opened_at >= $1 and d.opened_at < $2 group by 1
), shop as (
	select (select sum(returned) from goods)::numeric / (select sum(units) from sold) as rate
), customers as (
	select o.customer_id, o.returns, g.requested, g.returned, coalesce(s.units, 0) as sold, o.rejected, g.not_as_sent,
		coalesce(c.complaints, 0) as complaints,
		case when o.returns >= 3 and g.returned >= 5 and g.returned > coalesce(s.units, 0) * 3 * shop.rate then array['high_rate'] else '{}' end
		|| case when o.returns >= 3 and o.rejected * 2 >= o.returns then array['often_rejected'] else '{}' end
		|| case when g.not_as_sent >= 2 and g.not_as_sent * 4 >= g.requested then array['often_incomplete'] else '{}' end as unusual
	from opened o join goods g using (customer_id) left join sold s using (customer_id) left join complained c using (customer_id) cross join shop
)
select customer_id, '' as name, returns, requested::bigint, returned::bigint, sold::bigint, null::float8 as rate, rejected, not_as_sent::bigint, complaints, unusual
from customers order by returned desc, returns desc, customer_id`

func TestCustomers_AreAddedUpBySeveralProcesses(t *testing.T) {
	t.Parallel()
	tx, err := dbtest.New(t).Begin(t.Context())
	require.NoError(t, err)
	defer func() { _ = tx.Rollback(context.WithoutCancel(t.Context())) }()
	require.NoError(t, db.Queries.ReportWorkers(t.Context(), tx))
	rows, err := tx.Query(t.Context(), "explain select * from report_customers(array['2026-01'], 'units', 10)")
	require.NoError(t, err)
	plan, err := pgx.CollectRows(rows, pgx.RowTo[string])
	require.NoError(t, err)
	require.Contains(t, strings.Join(plan, "\n"), "Parallel Append", "nothing in the functions may keep the planner from it")
}

// customersAgree compares reports of customers, short ones and whole ones, with the books.
func customersAgree(t *testing.T, pool *pgxpool.Pool, from, until time.Time) {
	t.Helper()
	rows, err := pool.Query(t.Context(), everyCustomer, from, until)
	require.NoError(t, err)
	byUnits, err := pgx.CollectRows(rows, pgx.RowToStructByPos[reports.Customer])
	require.NoError(t, err)
	require.Greater(t, len(byUnits), 200)
	var standOut, others []reports.Customer
	for met := 3; met > 0; met-- {
		for _, customer := range byUnits {
			if len(customer.Unusual) == met {
				standOut = append(standOut, customer)
			}
		}
	}
	for _, customer := range byUnits {
		if len(customer.Unusual) == 0 {
			others = append(others, customer)
		}
	}
	require.Greater(t, len(standOut), 3)
	for sort, all := range map[string][]reports.Customer{"units": byUnits, "unusual": append(standOut[:len(standOut):len(standOut)], others...)} {
		for _, most := range []int{1, 2, 7, 40, 10_000} {
			t.Run(fmt.Sprintf("the first %d by %s", most, sort), func(t *testing.T) {
				ask := reports.Ask{From: from.Format(time.DateOnly), To: until.AddDate(0, 0, -1).Format(time.DateOnly), Most: most}
				reader, err := reports.Read(t.Context(), pool, ask, time.Now())
				require.NoError(t, err)
				got, err := reader.Customers(t.Context(), sort)
				require.NoError(t, err)
				require.EqualValues(t, len(byUnits), got.Total)
				require.EqualValues(t, len(standOut), got.UnusualTotal)
				for i := range got.Items {
					got.Items[i].Name, got.Items[i].ReturnRate = "", nil
				}
				require.Equal(t, all[:min(most, len(all))], got.Items)
			})
		}
	}
}
