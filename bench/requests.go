package bench

import (
	"cmp"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/returns"
)

// Limits for the 99th percentile.
const (
	listLimit   = 50 * time.Millisecond
	reportLimit = 500 * time.Millisecond
)

// request is one thing that people ask for, with values that change.
type request struct {
	name string
	path func(*values) string
	// limit is what the 99th percentile must not exceed.
	limit time.Duration
}

// values are keys that are there, drawn by chance.
type values struct {
	random   *rand.Rand
	now      time.Time
	found    []found
	statuses []string
	// next is the cursor that the last answer had.
	next string
}

// found is a return that is there.
type found struct{ ID, RMANumber, OrderNumber, CustomerID, CustomerName, SKU string }

func read(ctx context.Context, pool *pgxpool.Pool, now time.Time) (*values, error) {
	v := &values{
		random: rand.New(rand.NewPCG(7, 7)), now: now, //nolint:gosec // chance, not secrets
		statuses: []string{"requested", "confirmed", "in_transit", "received", "refund_pending", "refunded", "completed", "rejected", "cancelled", "expired"},
	}
	// Ids are chance already, so that the first of them are as good as any.
	rows, err := pool.Query(ctx, `select r.id, r.rma_number, r.order_number, r.customer_id, o.customer_name, l.sku
		from (select * from returns order by id limit 2000) r
		join orders o on o.order_number = r.order_number
		join return_lines l on l.return_id = r.id and l.line_no = 1`)
	if err != nil {
		return nil, err
	}
	v.found, err = pgx.CollectRows(rows, pgx.RowToStructByPos[found])
	if err == nil && len(v.found) == 0 {
		err = errors.New("there are no returns to ask for")
	}
	return v, err
}

func (v *values) some() found { return v.found[v.random.IntN(len(v.found))] }

func (v *values) day(back int) string {
	return v.now.AddDate(0, 0, -v.random.IntN(back)).Format(time.DateOnly)
}

func (v *values) status() string { return v.statuses[v.random.IntN(len(v.statuses))] }

func (v *values) role() string {
	roles := []returns.Role{returns.RoleReviewer, returns.RoleCustomer, returns.RoleWarehouse, returns.RoleLogistics, returns.RoleFinance}
	return string(roles[v.random.IntN(len(roles))])
}

// year fills a period of twelve months into a path, whole months or not.
func (v *values) year(path string) string {
	to := v.now.AddDate(0, 0, -v.random.IntN(200))
	return fmt.Sprintf("/v1/reports/%sfrom=%s&to=%s", path, to.AddDate(-1, 0, 1).Format(time.DateOnly), to.Format(time.DateOnly))
}

// beginning is a cursor of the list of returns a year back.
var beginning = base64.RawURLEncoding.EncodeToString([]byte(`["` + time.Now().AddDate(-1, 0, 0).UTC().Format(time.RFC3339) + `",""]`))

// requests are every list, search, filter and report.
func requests() []request {
	list := func(name string, path func(*values) string) request { return request{name, path, listLimit} }
	report := func(name string) request {
		path := name + "?"
		if strings.Contains(name, "?") {
			path = name + "&"
		}
		return request{"report " + name, func(v *values) string { return v.year(path) }, reportLimit}
	}
	return []request{
		list("returns, newest", func(*values) string { return "/v1/returns" }),
		list("returns, page by page", func(v *values) string { return "/v1/returns?limit=200&cursor=" + cmp.Or(v.next, beginning) }),
		list("returns, oldest", func(*values) string { return "/v1/returns?sort=opened_at" }),
		list("returns, by deadline", func(*values) string { return "/v1/returns?sort=deadline" }),
		list("returns, 200 of them", func(*values) string { return "/v1/returns?limit=200" }),
		list("returns in a status", func(v *values) string { return "/v1/returns?status=" + v.status() }),
		list("returns in three statuses", func(v *values) string {
			return "/v1/returns?status=" + v.status() + "," + v.status() + "," + v.status()
		}),
		list("returns of a reason", func(*values) string { return "/v1/returns?reason=late" }),
		list("returns of a SKU", func(v *values) string { return "/v1/returns?sku=" + url.QueryEscape(v.some().SKU) }),
		list("returns of a SKU in a status", func(v *values) string {
			return "/v1/returns?status=" + v.status() + "&sku=" + url.QueryEscape(v.some().SKU)
		}),
		list("returns of a reason in a status", func(v *values) string { return "/v1/returns?reason=late&status=" + v.status() }),
		list("returns in a status, by deadline", func(v *values) string { return "/v1/returns?sort=deadline&status=" + v.status() }),
		list("returns that wait for a role", func(v *values) string { return "/v1/returns?waiting_for=" + v.role() }),
		list("returns in a status that wait for a role", func(v *values) string {
			return "/v1/returns?waiting_for=" + v.role() + "&status=" + v.status()
		}),
		list("returns of a customer", func(v *values) string { return "/v1/returns?customer=" + v.some().CustomerID }),
		list("returns of an order", func(v *values) string { return "/v1/returns?order=" + v.some().OrderNumber }),
		list("returns of a day", func(v *values) string { day := v.day(600); return "/v1/returns?from=" + day + "&to=" + day }),
		list("returns in a status and a month", func(v *values) string {
			day := v.day(600)
			return "/v1/returns?status=" + v.status() + "&to=" + day
		}),
		list("returns found by RMA number", func(v *values) string { return "/v1/returns?q=" + v.some().RMANumber }),
		list("returns found by nothing that is there", func(v *values) string { return "/v1/returns?q=nobody" }),
		list("one return", func(v *values) string { return "/v1/returns/" + v.some().ID }),
		list("events of a return", func(v *values) string { return "/v1/returns/" + v.some().ID + "/events" }),
		list("orders, newest", func(*values) string { return "/v1/orders" }),
		list("orders found by number", func(v *values) string { return "/v1/orders?q=" + v.some().OrderNumber }),
		list("orders found by name", func(v *values) string { return "/v1/orders?q=" + url.QueryEscape(v.some().CustomerName) }),
		list("orders found by a given name", func(v *values) string {
			given, _, _ := strings.Cut(v.some().CustomerName, " ")
			return "/v1/orders?q=" + url.QueryEscape(given)
		}),
		list("orders found by nothing that is there", func(*values) string { return "/v1/orders?q=nobody" }),
		list("orders of a customer", func(v *values) string { return "/v1/orders?customer=" + v.some().CustomerID }),
		list("orders of a day", func(v *values) string { day := v.day(600); return "/v1/orders?from=" + day + "&to=" + day }),
		list("refund tasks, open", func(*values) string { return "/v1/refund-tasks?status=open" }),
		list("refund tasks, closed", func(*values) string { return "/v1/refund-tasks?status=closed" }),
		list("refund tasks of a return", func(v *values) string { return "/v1/refund-tasks?return=" + v.some().ID }),
		list("disputes, newest", func(*values) string { return "/v1/disputes" }),
		list("disputes, open", func(*values) string { return "/v1/disputes?state=open,escalated" }),
		list("stock levels", func(*values) string { return "/v1/stock" }),
		list("stock of a SKU", func(v *values) string { return "/v1/stock?sku=" + url.QueryEscape(v.some().SKU) }),
		list("stock movements, newest", func(*values) string { return "/v1/stock/movements" }),
		list("stock movements of a SKU", func(v *values) string { return "/v1/stock/movements?sku=" + url.QueryEscape(v.some().SKU) }),
		list("stock movements of a return", func(v *values) string { return "/v1/stock/movements?return=" + v.some().ID }),
		report("summary"), report("reasons"), report("products"), report("products?group=category"), report("trend"),
		report("trend?group=month"), report("customers"), report("cycle-times"), report("refunds"), report("dispositions"),
		report("reviewers"), report("carriers"), report("policies"), report("complaints"),
		{"report customers of thirty days", func(v *values) string {
			to := v.now.AddDate(0, 0, -v.random.IntN(200))
			return "/v1/reports/customers?from=" + to.AddDate(0, 0, -29).Format(time.DateOnly) + "&to=" + to.Format(time.DateOnly)
		}, reportLimit},
		{"report trend of a product", func(v *values) string {
			return v.year("trend?by=product&key=" + url.QueryEscape(v.some().SKU) + "&")
		}, reportLimit},
	}
}
