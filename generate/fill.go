package generate

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
	"golang.org/x/sync/errgroup"

	"backhaul/activities"
	"backhaul/reports"
	"backhaul/returns"
)

// Options says how much to generate.
type Options struct {
	Returns int
	// Seed makes another set.
	Seed uint64
	// Now is when the newest of them were changed; older ones go back two years.
	Now time.Time
	// Say, when set, is told what is being done.
	Say func(format string, args ...any)
}

// molds are at most how many returns go through the real steps; they are not among
// the generated ones.
const molds = 100

// Fill fills a migrated database that has no orders. Beside each return there is
// another order, of which nothing came back. The connection must be a superuser's:
// constraints that are triggers are off meanwhile, `backhaul verify` checks them after.
func Fill(ctx context.Context, pool *pgxpool.Pool, o Options) error {
	if o.Say == nil {
		o.Say = func(string, ...any) {}
	}
	var found bool
	if err := pool.QueryRow(ctx, "select exists (select from orders)").Scan(&found); err != nil {
		return err
	}
	if found {
		return errors.New("the database has orders already; generated returns go into one of their own")
	}
	cast, err := makeMolds(ctx, pool, o)
	if err != nil {
		return err
	}
	if err := cast.pour(ctx); err != nil {
		return err
	}
	o.Say("working the figures of reports out")
	if err := reports.Rebuild(ctx, pool); err != nil {
		return err
	}
	return cast.unchecked(ctx, func(conn *pgx.Conn) error {
		_, err := conn.Exec(ctx, "vacuum analyze report_figures, report_changes")
		return err
	})
}

// makeMolds tells stories until each of them is there as often as it should be.
func makeMolds(ctx context.Context, pool *pgxpool.Pool, o Options) (*casting, error) {
	t, err := newTeller(ctx, pool, rand.New(rand.NewPCG(o.Seed, 1))) //nolint:gosec // chance, not secrets
	if err != nil {
		return nil, err
	}
	c := &casting{pool: pool, options: o}
	count := min(max(o.Returns/3, 1), molds)
	o.Say("taking %d returns through the real steps", count)
	for i := range count {
		t.now = o.Now.AddDate(0, 0, -60).Truncate(time.Second)
		m := t.sell(i)
		pick(i).tell(t)
		if t.err != nil {
			return nil, t.err
		}
		m.open = !t.at.Status.Ended()
		c.molds = append(c.molds, m)
	}
	for i := range min(count, 50) { // orders of which nothing comes back
		t.now = o.Now.AddDate(0, 0, -60).Truncate(time.Second)
		c.sales = append(c.sales, t.sell(count+i))
	}
	if _, err := pool.Exec(ctx, "update orders set created_at = ordered_at, updated_at = ordered_at"); err != nil {
		return nil, err
	}
	if err := errors.Join(t.err, c.read(ctx)); err != nil {
		return nil, err
	}
	return c, c.breakMolds(ctx)
}

// pick spreads the stories evenly by their weights: any hundred in a row have
// each as often as it weighs.
func pick(i int) story {
	at := i * 37 % 100 // 37 and 100 have no common divisor
	for _, story := range stories {
		if at -= story.weight; at < 0 {
			return story
		}
	}
	return stories[0]
}

func deadline(by returns.By, at time.Time) activities.Deadline {
	return activities.Deadline{By: by, At: at}
}

// pour writes all casts, table by table, two at a time.
func (c *casting) pour(ctx context.Context) error {
	large := c.options.Returns >= 20_000
	indexes, err := c.dropIndexes(ctx, large)
	if err != nil {
		return err
	}
	group, ctx2 := errgroup.WithContext(ctx)
	group.SetLimit(2)
	for _, table := range c.tables {
		group.Go(func() error {
			c.options.Say("writing %s", table.name)
			return c.copy(ctx2, table)
		})
	}
	if err := group.Wait(); err != nil {
		return err
	}
	c.options.Say("adding up the stock")
	return c.unchecked(ctx, func(conn *pgx.Conn) error {
		if _, err := conn.Exec(ctx, `insert into stock_levels (sku, location, bucket, quantity)
			select sku, location, bucket, sum(quantity) from stock_movements group by sku, location, bucket
			on conflict (sku, location, bucket) do update set quantity = excluded.quantity`); err != nil {
			return err
		}
		if _, err := conn.Exec(ctx, `insert into customer_names
			select distinct customer_id, lower(customer_name) from orders where customer_name <> '' on conflict do nothing`); err != nil {
			return err
		}
		for _, index := range indexes {
			c.options.Say("indexing: %s", index)
			if _, err := conn.Exec(ctx, index); err != nil {
				return fmt.Errorf("%s: %w", index, err)
			}
		}
		names := []string{"stock_levels", "customer_names"}
		for _, table := range c.tables {
			names = append(names, table.name)
		}
		_, err := conn.Exec(ctx, "vacuum analyze "+strings.Join(names, ", "))
		return err
	})
}

// dropIndexes drops what is built faster in one go, and returns how to build it.
// Those of constraints stay.
func (c *casting) dropIndexes(ctx context.Context, large bool) ([]string, error) {
	if !large {
		return nil, nil
	}
	var names []string
	for _, table := range c.tables {
		names = append(names, table.name)
	}
	rows, err := c.pool.Query(ctx, `select i.indexname, i.indexdef from pg_indexes i
		where i.schemaname = 'public' and i.tablename = any($1)
			and not exists (select from pg_constraint k where k.conname = i.indexname)`, names)
	if err != nil {
		return nil, err
	}
	type index struct{ Name, Definition string }
	found, err := pgx.CollectRows(rows, pgx.RowToStructByPos[index])
	var definitions []string
	for _, index := range found {
		if _, err := c.pool.Exec(ctx, "drop index "+pgx.Identifier{index.Name}.Sanitize()); err != nil {
			return nil, err
		}
		definitions = append(definitions, index.Definition)
	}
	return definitions, err
}

// unchecked lends a connection on which triggers and foreign keys are off, and
// nothing takes too long.
func (c *casting) unchecked(ctx context.Context, do func(*pgx.Conn) error) error {
	conn, err := c.pool.Acquire(ctx)
	if err != nil {
		return err
	}
	defer conn.Release()
	const off = "set session_replication_role = replica; set statement_timeout = 0; set lock_timeout = 0; set maintenance_work_mem = '512MB'"
	if _, err := conn.Exec(ctx, off); err != nil {
		return err
	}
	defer conn.Exec(context.WithoutCancel(ctx), "reset all") //nolint:errcheck // at worst a later statement may take long
	return do(conn.Conn())
}
