package api_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
	"backhaul/views"
)

func view(name string, shared bool) object {
	return object{"page": "returns", "name": name, "query": "status=received%2Cinspected&reason=late", "shared": shared}
}

func names(list []object) (all []string) {
	for _, each := range list {
		all = append(all, each["name"].(string))
	}
	return all
}

func TestViews_OwnAndTheTeams_AreListedByName(t *testing.T) {
	t.Parallel()
	b := setup(t)
	reviewer, finance := b.as(returns.RoleReviewer), b.as(returns.RoleFinance)
	saved := reviewer.put("/v1/views/view_0001", view(" Here ", false)).ok()
	require.Equal(t, object{
		"id": "view_0001", "page": "returns", "name": "Here", "query": "status=received%2Cinspected&reason=late", "shared": false, "own": true,
		"owner": "Dev usr-reviewer", "changed_at": "2026-01-10T12:00:00Z",
	}, saved)
	reviewer.put("/v1/views/view_0002", view("All of us", true)).ok()
	finance.put("/v1/views/view_0003", object{"page": "review", "name": "Mine", "query": "view=mine"}).ok()
	require.Equal(t, []string{"All of us", "Here"}, names(items(reviewer.get("/v1/views").ok())))
	require.Equal(t, []string{"All of us", "Mine"}, names(items(finance.get("/v1/views").ok())))
	require.Equal(t, []string{"Mine"}, names(items(finance.get("/v1/views?page=review").ok())))
	require.Equal(t, false, items(finance.get("/v1/views?page=returns").ok())[0]["own"])

	reviewer.put("/v1/views/view_0001", view("There", false)).ok()
	require.Equal(t, []string{"All of us", "There"}, names(items(reviewer.get("/v1/views").ok())), "the same id is the same view")
	require.Equal(t, 204, reviewer.send("DELETE", "/v1/views/view_0001", nil).status)
	reviewer.send("DELETE", "/v1/views/view_0001", nil).refused(404, "not_found")
	require.Equal(t, []string{"All of us"}, names(items(reviewer.get("/v1/views").ok())))
}

func TestViews_OfOthers_AreNotChanged_ButTheTeamsByAnAdmin(t *testing.T) {
	t.Parallel()
	b := setup(t)
	reviewer, support, admin := b.as(returns.RoleReviewer), b.as(returns.RoleSupport), b.as(returns.RoleAdmin)
	reviewer.put("/v1/views/view_0001", view("Own", false)).ok()
	reviewer.put("/v1/views/view_0002", view("Team", true)).ok()
	for _, id := range []string{"view_0001", "view_0002"} {
		support.put("/v1/views/"+id, view("Taken", true)).refused(404, "not_found")
		support.send("DELETE", "/v1/views/"+id, nil).refused(404, "not_found")
	}
	admin.put("/v1/views/view_0001", view("Taken", true)).refused(404, "not_found")
	changed := admin.put("/v1/views/view_0002", view("Whole team", true)).ok()
	require.Equal(t, []any{"Dev usr-reviewer", false}, []any{changed["owner"], changed["own"]}, "it stays the reviewer's")
	require.Equal(t, []string{"Own", "Whole team"}, names(items(reviewer.get("/v1/views").ok())))
	require.Equal(t, 204, admin.send("DELETE", "/v1/views/view_0002", nil).status)
}

func TestViews_ThatCannotBeKept_AreRefused(t *testing.T) {
	t.Parallel()
	b := setup(t)
	support := b.as(returns.RoleSupport)
	with := func(name string, value any) object {
		body := view("V", false)
		body[name] = value
		return body
	}
	for name, tt := range map[string]struct {
		body  object
		field string
	}{
		"no name":               {with("name", "  "), "name"},
		"a long name":           {with("name", strings.Repeat("字", 61)), "name"},
		"another page":          {with("page", "orders"), "page"},
		"a search":              {with("query", "q=Ana"), "query"},
		"a customer":            {with("query", "status=received&customer=c-1"), "query"},
		"the queue's parameter": {with("query", "view=mine"), "query"},
		"no query":              {with("query", "%zz"), "query"},
		"a long query":          {with("query", "sku="+strings.Repeat("x", 1000)), "query"},
	} {
		t.Log(name)
		support.put("/v1/views/view_0001", tt.body).refused(422, "invalid", tt.field)
	}
	require.Empty(t, items(support.get("/v1/views").ok()))
	require.Equal(t, 403, b.as(returns.RoleCustomer).get("/v1/views").status)
}

func TestViews_MoreThanSomebodyMayHave_AreRefused(t *testing.T) {
	t.Parallel()
	b := setup(t)
	_, err := b.db.Exec(t.Context(), `insert into saved_views (id, page, name, query, owner_id, changed_at)
		select 'view_' || lpad(n::text, 4, '0'), 'returns', 'View ' || n, '', 'usr-support', now() from generate_series(1, $1) n`, views.Each)
	require.NoError(t, err)
	support := b.as(returns.RoleSupport)
	support.put("/v1/views/view_9999", view("One more", false)).refused(422, "invalid", "name")
	support.put(fmt.Sprintf("/v1/views/view_%04d", views.Each), view("Renamed", false)).ok()
	b.as(returns.RoleFinance).put("/v1/views/view_9999", view("First", false)).ok()
}
