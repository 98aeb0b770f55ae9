// Package views keeps filters of lists under names: for oneself, or for the team.
//
// A view is what stands in the address of a page. It names no person, so that
// erasing a customer need not look for them here: searches, customers and orders
// are refused. It may import db and returns. Start at [Put].
package views

import (
	"context"
	"net/url"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// Bounds of views.
const (
	// Each is how many views somebody has at most.
	Each = 50
	// Shown is how many are listed at most: a page of a select, not of a table.
	Shown = 500

	maxName  = 60
	maxQuery = 1000
)

// parameters are what a view of a page may hold.
var parameters = map[string][]string{
	"returns": {"status", "reason", "sku", "from", "to"},
	"review":  {"view", "sort", "reason"},
}

// View is a filter under a name.
type View struct {
	ID string
	// Page is the list: returns or review.
	Page, Name string
	// Query is the filter as the page's address has it, without the question mark.
	Query string
	// OwnerID is whose it is, and Owner their name.
	OwnerID, Owner string
	// Shared: the whole team sees it.
	Shared    bool
	ChangedAt time.Time
}

// List returns somebody's views and the team's, by name; of one page, or of all for "".
func List(ctx context.Context, conn sqlc.DBTX, userID, page string) ([]View, error) {
	params := sqlc.ViewPageParams{OwnerID: userID, Most: Shown}
	if page != "" {
		params.Page = &page
	}
	rows, err := db.Queries.ViewPage(ctx, conn, params)
	list := make([]View, len(rows))
	for i, row := range rows {
		list[i] = View{row.ID, row.Page, row.Name, row.Query, row.OwnerID, row.OwnerName, row.Shared, row.ChangedAt}
	}
	return list, err
}

// Put saves a view: a new one, or one that the user may change. What stays
// another's keeps its owner.
func Put(ctx context.Context, pool *pgxpool.Pool, by returns.Actor, view View) (View, error) {
	view.Name = strings.TrimSpace(view.Name)
	if err := view.check(); err != nil {
		return View{}, err
	}
	err := db.InTx(ctx, pool, func(tx pgx.Tx) error {
		// Whoever saves two at once still has no more than they may.
		owner, err := db.Queries.ViewOwnerLock(ctx, tx, by.ID)
		if err != nil {
			return err
		}
		view.OwnerID, view.Owner = by.ID, owner
		before, err := db.Queries.ViewGet(ctx, tx, view.ID)
		switch {
		case db.NotFound(err):
			count, err := db.Queries.ViewCount(ctx, tx, by.ID)
			if err != nil {
				return err
			}
			if count >= Each {
				return returns.RefuseField("name", "too_many", "you have %s saved views, and no more are kept; delete one first", Each)
			}
		case err != nil:
			return err
		case !mayChange(by, before.SavedView):
			return unknown(view.ID)
		default:
			view.OwnerID, view.Owner = before.SavedView.OwnerID, before.OwnerName
		}
		return db.Queries.ViewPut(ctx, tx, sqlc.ViewPutParams{
			ID: view.ID, Page: view.Page, Name: view.Name, Query: view.Query, OwnerID: view.OwnerID, Shared: view.Shared, ChangedAt: view.ChangedAt,
		})
	})
	return view, err
}

// Delete forgets a view that the user may change.
func Delete(ctx context.Context, pool *pgxpool.Pool, by returns.Actor, id string) error {
	return db.InTx(ctx, pool, func(tx pgx.Tx) error {
		row, err := db.Queries.ViewGet(ctx, tx, id)
		if db.NotFound(err) || (err == nil && !mayChange(by, row.SavedView)) {
			return unknown(id)
		}
		if err != nil {
			return err
		}
		_, err = db.Queries.ViewDelete(ctx, tx, id)
		return err
	})
}

// mayChange: one's own, and for an admin the team's, whose owner may have left.
func mayChange(by returns.Actor, row sqlc.SavedView) bool {
	return row.OwnerID == by.ID || (row.Shared && by.Role == returns.RoleAdmin)
}

// unknown also stands for another's view, of which nobody else is to know.
func unknown(id string) error {
	return returns.Refuse(returns.CodeNotFound, "you have no saved view %s", id)
}

func (v View) check() error {
	known, is := parameters[v.Page]
	if !is {
		return returns.RefuseField("page", "invalid", "%s is no page with saved views; choose returns or review", v.Page)
	}
	if v.Name == "" {
		return returns.RefuseField("name", "required", "%s is missing", "name")
	}
	if utf8.RuneCountInString(v.Name) > maxName {
		return returns.RefuseField("name", "too_long", "%s has more than %s characters", "name", maxName)
	}
	if len(v.Query) > maxQuery {
		return returns.RefuseField("query", "too_long", "%s has more than %s characters", "query", maxQuery)
	}
	values, err := url.ParseQuery(v.Query)
	if err != nil {
		return returns.RefuseField("query", "invalid", "the filter cannot be read; write it as in the address of the page: status=approved&reason=damaged")
	}
	for name := range values {
		if !slices.Contains(known, name) {
			return returns.RefuseField("query", "unknown_parameter", "a view of this page holds %s, and not %s", strings.Join(known, ", "), name)
		}
	}
	return nil
}
