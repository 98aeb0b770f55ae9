package reports_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"backhaul/db/dbtest"
	"backhaul/generate"
	"backhaul/reports"
	"backhaul/returns"
)

// books are a random set of returns, and questions asked of them without roll-ups.
type books struct {
	t        *testing.T
	pool     *pgxpool.Pool
	from, to string
}

// number asks for one figure by SQL over the tables themselves. $1 and $2 are the
// ends of the period, the second excluded.
func (b books) number(sql string, args ...any) (n float64) {
	b.t.Helper()
	from, err := time.Parse(time.DateOnly, b.from)
	require.NoError(b.t, err)
	to, err := time.Parse(time.DateOnly, b.to)
	require.NoError(b.t, err)
	args = append([]any{from, to.AddDate(0, 0, 1)}, args...)
	require.NoError(b.t, b.pool.QueryRow(b.t.Context(), "select coalesce(("+sql+"), 0)::float8", args...).Scan(&n), sql)
	return n
}

func (b books) reader() *reports.Reader {
	b.t.Helper()
	reader, err := reports.Read(b.t.Context(), b.pool, reports.Ask{From: b.from, To: b.to, Most: 100}, time.Now())
	require.NoError(b.t, err)
	return reader
}

const accepted = "available + refurbish + quarantine + scrap + vendor + lost"

func TestReports_AreWhatTheBooksAddUpTo(t *testing.T) {
	t.Parallel()
	pool := dbtest.New(t)
	now := time.Now()
	require.NoError(t, generate.Fill(t.Context(), pool, generate.Options{Returns: 1500, Seed: 9, Now: now}))
	t.Run("periods", func(t *testing.T) {
		for i, days := range []int{700, 365, 93, 30} {
			from := now.UTC().AddDate(0, 0, -days-i*11)
			b := books{t, pool, from.Format(time.DateOnly), from.AddDate(0, 0, days).Format(time.DateOnly)}
			t.Run(fmt.Sprintf("%d days", days), func(t *testing.T) {
				t.Parallel()
				b.t = t
				b.goods()
				b.parts()
				b.times()
				b.people()
			})
		}
	})
	from := now.UTC().AddDate(0, 0, -500).Truncate(24 * time.Hour)
	customersAgree(t, pool, from, from.AddDate(0, 0, 400))
	// What was changed and is not folded yet counts as well.
	_, err := pool.Exec(t.Context(), "update order_lines set quantity = quantity + 1 where order_number in (select order_number from returns where opened_at > $1)", from.AddDate(0, 0, 390))
	require.NoError(t, err)
	customersAgree(t, pool, from, from.AddDate(0, 0, 400))
}

func (b books) goods() {
	summary, err := b.reader().Summary(b.t.Context())
	require.NoError(b.t, err)
	const lines = "from return_lines l join returns r on r.id = l.return_id where r.opened_at >= $1 and r.opened_at < $2"
	for name, pair := range map[string][2]float64{
		"returns":   {float64(summary.Outcomes.Returns), b.number("select count(*) from returns where opened_at >= $1 and opened_at < $2")},
		"sold":      {float64(summary.Goods.SoldUnits), b.number("select sum(quantity) from order_lines join orders using (order_number) where ordered_at >= $1 and ordered_at < $2")},
		"requested": {float64(summary.Goods.Requested), b.number("select sum(requested) " + lines)},
		"returned":  {float64(summary.Goods.Returned), b.number("select sum(" + accepted + ") " + lines)},
		"by hand":   {float64(summary.Outcomes.ApprovedByHand), b.number("select count(*) from returns where opened_at >= $1 and opened_at < $2 and approval is not null")},
		"expired":   {float64(summary.Outcomes.Expired), b.number("select count(*) from returns where opened_at >= $1 and opened_at < $2 and status = 'expired'")},
		"refunds":   {float64(summary.Refunds), b.number("select count(*) from refund_tasks where state = 'settled' and updated_at >= $1 and updated_at < $2")},
		"refunded":  {minor(summary.Goods.Refunded), b.number("select sum(amount) from refund_tasks where state = 'settled' and updated_at >= $1 and updated_at < $2")},
		"money":     {minor(summary.Goods.Sold), b.number("select sum(goods + tax) from order_lines join orders using (order_number) where ordered_at >= $1 and ordered_at < $2")},
	} {
		require.Equal(b.t, pair[1], pair[0], name)
	}
	where, err := b.reader().Dispositions(b.t.Context())
	require.NoError(b.t, err)
	for _, d := range where.Items {
		require.Equal(b.t, b.number("select sum(l."+d.Disposition+") "+lines), float64(d.Units), d.Disposition)
	}
}

func (b books) parts() {
	reasons, err := b.reader().Reasons(b.t.Context(), "")
	require.NoError(b.t, err)
	requested := 0.0
	for _, reason := range reasons.Items {
		requested += float64(reason.Requested)
		require.Equal(b.t, b.number(`select sum(requested) from return_lines l join returns r on r.id = l.return_id
			where r.opened_at >= $1 and r.opened_at < $2 and reason = $3`, reason.Key), float64(reason.Requested), reason.Key)
		require.Equal(b.t, b.number(`select sum(f.total) from refund_lines f join refund_tasks t on t.id = f.task_id
			join return_lines l on l.return_id = t.return_id and l.line_no = f.line_no
			where t.state = 'settled' and t.updated_at >= $1 and t.updated_at < $2 and l.reason = $3`, reason.Key), minor(reason.Refunded), reason.Key)
	}
	require.Equal(b.t, float64(reasons.Total.Requested), requested, "every unit has one reason")
	products, err := b.reader().Products(b.t.Context(), "product", "units")
	require.NoError(b.t, err)
	for _, product := range products.Items[:min(10, len(products.Items))] {
		require.Equal(b.t, b.number(`select sum(quantity) from order_lines join orders using (order_number)
			where ordered_at >= $1 and ordered_at < $2 and sku = $3`, product.Key), float64(product.SoldUnits), product.Key)
		require.Equal(b.t, b.number(`select sum(`+accepted+`) from return_lines l join returns r on r.id = l.return_id
			where r.opened_at >= $1 and r.opened_at < $2 and sku = $3`, product.Key), float64(product.Returned), product.Key)
	}
	trend, err := b.reader().Trend(b.t.Context(), reports.GroupDay, "", "")
	require.NoError(b.t, err)
	opened := int64(0)
	for _, point := range trend.Items {
		opened += point.Returns
	}
	require.Equal(b.t, b.number("select count(*) from returns where opened_at >= $1 and opened_at < $2"), float64(opened))
}

func (b books) times() {
	report, err := b.reader().CycleTimes(b.t.Context())
	require.NoError(b.t, err)
	const stays = `from (select status_from, at, at - lag(at) over (partition by return_id order by seq) as stay
		from return_events where refused = '' and status_from <> status_to) s where stay is not null and at >= $1 and at < $2 and status_from = $3`
	for _, step := range report.Steps {
		require.Equal(b.t, b.number("select count(*) "+stays, step.Status), float64(step.Count), step.Status)
		if step.Count == 0 {
			continue
		}
		median := b.number("select extract(epoch from percentile_disc(0.5) within group (order by stay)) "+stays, step.Status)
		require.InEpsilon(b.t, max(median, 1), float64(*step.Median), 0.03, step.Status)
		p90 := b.number("select extract(epoch from percentile_disc(0.9) within group (order by stay)) "+stays, step.Status)
		require.InEpsilon(b.t, max(p90, 1), float64(*step.P90), 0.03, step.Status)
	}
}

func (b books) people() {
	reviewers, err := b.reader().Reviewers(b.t.Context())
	require.NoError(b.t, err)
	decided := 0.0
	for _, reviewer := range reviewers.Items {
		decided += float64(reviewer.Decided)
	}
	require.Equal(b.t, b.number(`select count(*) from return_events where action = 'review' and refused = ''
		and status_from <> status_to and at >= $1 and at < $2`), decided)
	customers, err := b.reader().Customers(b.t.Context(), "units")
	require.NoError(b.t, err)
	require.Equal(b.t, b.number("select count(distinct customer_id) from returns where opened_at >= $1 and opened_at < $2"), float64(customers.Total))
	carriers, err := b.reader().Carriers(b.t.Context())
	require.NoError(b.t, err)
	parcels := 0.0
	for _, carrier := range carriers.Items {
		parcels += float64(carrier.Parcels)
	}
	require.Equal(b.t, b.number("select count(*) from shipments s join returns r on r.id = s.return_id where opened_at >= $1 and opened_at < $2"), parcels)
	complaints, err := b.reader().Complaints(b.t.Context())
	require.NoError(b.t, err)
	require.Equal(b.t, b.number("select count(*) from disputes where opened_at >= $1 and opened_at < $2"), float64(complaints.Complaints))
	require.Equal(b.t, b.number("select count(*) from feedback where given_at >= $1 and given_at < $2"), float64(complaints.Ratings))
}

// minor adds amounts of the one currency that the set has.
func minor(list []returns.Money) (sum float64) {
	for _, money := range list {
		sum += float64(money.Minor)
	}
	return sum
}
