package api_test

import (
	"fmt"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/returns"
)

// openBoth asks for both lines of an order, mug and lamp.
func (b *bundle) openBoth(order string, at time.Time) string {
	b.t.Helper()
	id := returns.NewID("ret")
	_, err := b.steps(at).Open(b.t.Context(), activities.OpenInput{ReturnID: id, By: by(returns.RoleSupport), Request: returns.Request{
		OrderNumber: order, Method: returns.MethodPickup, Lines: []returns.RequestLine{
			{LineNo: 1, Quantity: 1, Reason: "late", Condition: "unopened"}, {LineNo: 2, Quantity: 1, Reason: "late", Condition: "unopened"},
		},
	}})
	require.NoError(b.t, err)
	return id
}

// listed are the keys of all items, page by page.
func (b *bundle) listed(path, key string, limit int) []string {
	b.t.Helper()
	got := []string{}
	for cursor := any(""); cursor != nil; {
		page := b.as(returns.RoleSupport).get(fmt.Sprintf("%s&limit=%d&cursor=%s", path, limit, cursor)).ok()
		for _, item := range items(page) {
			got = append(got, item[key].(string))
		}
		cursor = page["next_cursor"]
	}
	return got
}

func TestReturns_BySeveralStatusesAndLines_AreOnePageInOrder(t *testing.T) {
	t.Parallel()
	b := setup(t)
	var all []string // the oldest first; every other one is approved, the fourth cancelled
	for i := range 6 {
		number := fmt.Sprintf("A-%d", i)
		b.order(number)
		all = append(all, b.openBoth(number, now.Add(time.Duration(i-9)*time.Hour)))
	}
	for i, id := range all {
		switch {
		case i == 3:
			_, err := b.steps(now).Cancel(t.Context(), activities.Input[returns.Cancel]{ReturnID: id, Decision: returns.Cancel{By: by(returns.RoleSupport)}})
			require.NoError(t, err)
		case i%2 == 0:
			b.review(id, returns.Review{Decision: returns.DecisionApprove})
		}
	}
	reversed := []string{all[5], all[4], all[3], all[2], all[1], all[0]}
	for path, want := range map[string][]string{
		"status=approved,requested,cancelled":              reversed,
		"status=cancelled,approved":                        {all[4], all[3], all[2], all[0]},
		"status=cancelled,approved&sort=opened_at":         {all[0], all[2], all[3], all[4]},
		"status=approved,approved":                         {all[4], all[2], all[0]},
		"sku=LAMP":                                         reversed,
		"reason=late":                                      reversed, // each once, for all its lines
		"reason=late&sort=opened_at":                       all,
		"sku=MUG&status=approved":                          {all[4], all[2], all[0]},
		"sku=MUG&reason=late&status=requested,cancelled":   {all[5], all[3], all[1]},
		"sku=MUG&reason=changed_mind":                      {},
		"sku=LAMP&status=requested&sort=opened_at":         {all[1], all[5]},
		"sku=LAMP&order=A-4":                               {all[4]},
		"sku=LAMP&status=cancelled&q=A-4":                  {},
		"sku=MUG&from=2026-01-10T04:30:00Z":                {all[5], all[4], all[3], all[2]},
		"sku=MUG&to=2026-01-10T04:30:00Z&sort=opened_at":   {all[0], all[1]},
		"sku=MUG&status=requested&sort=deadline&order=A-1": {all[1]},
		"waiting_for=reviewer&status=requested":            {all[5], all[1]},
		"waiting_for=finance":                              {},
		"waiting_for=reviewer&reason=late&sort=opened_at":  {all[0], all[1], all[2], all[4], all[5]}, // to review, or to confirm
	} {
		require.Equal(t, want, b.listed("/v1/returns?"+path, "id", 2), path)
	}
	// By deadline, ended ones are left out, and those that wait are in one order.
	byDeadline := b.listed("/v1/returns?sort=deadline", "id", 50)
	require.Len(t, byDeadline, 5)
	require.Equal(t, byDeadline, b.listed("/v1/returns?sort=deadline&status=requested,approved,cancelled", "id", 2))
	require.Equal(t, byDeadline, b.listed("/v1/returns?sort=deadline&reason=late&status=requested,approved", "id", 2))
}

func TestOrders_FoundByName_WhateverWasCorrectedAndHoweverMany(t *testing.T) {
	t.Parallel()
	b := setup(t)
	put := func(number, customer, name string) {
		body := orderBody()
		body["customer"] = object{"id": customer, "name": name, "email": customer + "@example.org"}
		b.as(returns.RoleIntegration).put("/v1/orders/"+number, body).ok()
	}
	put("B-1", "c1", "王伟")
	put("B-2", "c1", "王伟")
	put("B-3", "c2", "100% Wang_Wei")
	put("B-4", "B-1", "Somebody")
	search := func(q string) []string { return b.listed("/v1/orders?q="+q, "order_number", 1) }
	require.Equal(t, []string{"B-2", "B-1"}, search("伟"))
	require.Equal(t, []string{"B-3"}, search("wang_"))
	require.Equal(t, []string{"B-3"}, search("100%25"))
	require.Empty(t, search("wang%25wei"))
	require.Equal(t, []string{"B-4", "B-1"}, search("B-1"), "a number's and a customer's")
	require.Equal(t, []string{"B-3"}, search("c2@Example.org"))
	require.Equal(t, []string{"B-2", "B-1"}, b.listed("/v1/orders?customer=c1&q=王", "order_number", 1))

	put("B-1", "c1", "Wei Wang")
	require.Equal(t, []string{"B-2"}, search("王伟"))
	require.Equal(t, []string{"B-1"}, search("wei%20w"))
	put("B-2", "c1", "Wei Wang")
	require.Empty(t, search("王伟"))
	var names []string
	require.NoError(t, b.db.QueryRow(t.Context(), "select array_agg(name order by name) from customer_names").Scan(&names))
	require.Equal(t, []string{"100% wang_wei", "somebody", "wei wang"}, names, "a name that was corrected is not kept")

	// More customers than a search looks at one by one.
	_, err := b.db.Exec(t.Context(), `insert into orders (order_number, customer_id, customer_name, currency, ordered_at)
		select 'M-' || i, 'm' || i, 'Many ' || i, 'GBP', now() + make_interval(secs => i) from generate_series(1, 1200) i`)
	require.NoError(t, err)
	require.Equal(t, []string{"M-1200", "M-1199", "M-1198"}, b.listed("/v1/orders?q=many", "order_number", 200)[:3])
	require.Len(t, b.listed("/v1/orders?q=many", "order_number", 200), 1200)
	require.Len(t, b.listed("/v1/orders?q=many%2011", "order_number", 200), 111)
}
