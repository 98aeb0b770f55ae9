package verify

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/db"
	"backhaul/db/sqlc"
)

// Run checks every invariant and reports each violation. With live it also holds
// open returns against their workflows; nil leaves that out, and the report says
// so. An error means that a check could not be made, not that it found something.
func Run(ctx context.Context, pool *pgxpool.Pool, live Workflows, options ...Option) (Report, error) {
	s := &session{pool: pool, live: live, most: defaultMost}
	for _, option := range options {
		option(s)
	}
	var report Report
	snapshot := pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}
	err := pgx.BeginTxFunc(ctx, pool, snapshot, func(tx pgx.Tx) error {
		if err := s.begin(ctx, tx, &report); err != nil {
			return err
		}
		return s.make(ctx, &report, slices.Concat(unitChecks, moneyChecks, trailChecks, statusChecks, reportChecks, batchChecks, webhookChecks))
	})
	if err == nil {
		err = s.make(ctx, &report, outsideChecks)
	}
	slices.SortStableFunc(report.Checks, func(a, b Check) int { return cmp.Compare(a.Invariant, b.Invariant) })
	return report, err
}

// Option changes what a run looks at or says.
type Option func(*session)

// Photos has every photo read and held against its row.
func Photos(store PhotoStore) Option { return func(s *session) { s.photos = store } }

// Most is how many findings each check lists; the rest are only counted.
func Most(findings int) Option { return func(s *session) { s.most = max(findings, 0) } }

const defaultMost = 20

// session is one run under way.
type session struct {
	pool      *pgxpool.Pool
	tx        pgx.Tx // the snapshot
	counts    sqlc.VerifyCountsRow
	most      int
	live      Workflows
	photos    PhotoStore
	trail     *trail // read once, for two checks
	announced *announced
	anchor    *Anchor
}

// check is one question. It may look at the snapshot, or outside the database.
type check struct {
	name      string
	invariant int
	ask       func(context.Context, *session) (answer, error)
}

// answer is what a check found.
type answer struct {
	looked   int64
	found    int64
	findings []Finding
	skipped  string
}

// begin takes the snapshot and sets the database up for statements that each
// look at everything: they may take long, and where statistics are missing or
// old they must not compare every row with every other.
func (s *session) begin(ctx context.Context, tx pgx.Tx, report *Report) error {
	s.tx = tx
	const settings = "set local statement_timeout = 0; set local enable_nestloop = off; set local jit = off"
	if _, err := tx.Exec(ctx, settings); err != nil {
		return err
	}
	if err := tx.QueryRow(ctx, "select now()").Scan(&report.At); err != nil {
		return err
	}
	var err error
	s.counts, err = db.Queries.VerifyCounts(ctx, tx)
	return err
}

func (s *session) make(ctx context.Context, report *Report, checks []check) error {
	for _, c := range checks {
		answer, err := c.ask(ctx, s)
		if err != nil {
			return fmt.Errorf("the check of %s could not be made: %w", c.name, err)
		}
		report.Checks = append(report.Checks, Check{
			Name: c.name, Invariant: c.invariant, Looked: answer.looked, Found: answer.found,
			Findings: append([]Finding{}, answer.findings...), Skipped: answer.skipped,
		})
	}
	return nil
}

// limit asks for one row at least, since the rows carry how many there are.
func (s *session) limit() int32 { return int32(max(s.most, 1)) } //nolint:gosec // a number of lines on a page

// violations turns the rows of a query that lists violations into findings. Every
// row carries their number.
func violations[R any](s *session, looked int64, rows []R, err error, say func(R) (int64, Finding)) (answer, error) {
	a := answer{looked: looked}
	for _, row := range rows {
		total, finding := say(row)
		a.add(s, finding)
		a.found = total
	}
	return a, err
}

// add notes one more violation.
func (a *answer) add(s *session, finding Finding) {
	a.found++
	if len(a.findings) < s.most {
		a.findings = append(a.findings, finding)
	}
}

// pages walks through rows that are too many to hold: page returns those after
// the last one seen.
func pages[R any](size int, page func(last *R) ([]R, error), visit func(R) error) error {
	var last *R
	for {
		rows, err := page(last)
		if err != nil {
			return err
		}
		for _, row := range rows {
			if err := visit(row); err != nil {
				return err
			}
		}
		if len(rows) < size {
			return nil
		}
		last = &rows[len(rows)-1]
	}
}

// grace is how long something may wait that should not before it is reported.
const grace = 24 * time.Hour
