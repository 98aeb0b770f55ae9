package verify

import (
	"context"
	"fmt"
	"iter"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// Workflows is what can be asked of Temporal. Whoever starts a run joins it to
// the real one.
type Workflows interface {
	// Running lists what has a workflow of the kind that runs. It may be a little
	// behind the truth; nothing is reported on its word alone.
	Running(ctx context.Context, kind Kind) iter.Seq2[Running, error]
	// State asks a workflow itself how what it is about stands, "" when that kind
	// does not say; running is false when there is none, or when it has ended.
	State(ctx context.Context, kind Kind, id string) (state string, running bool, err error)
}

// Kind is a kind of workflow, by the name that Temporal has for it.
type Kind string

// The kinds: the story of a return, and what has a workflow beside it.
const (
	KindReturn  Kind = "Return"
	KindDispute Kind = "Dispute"
	KindHeld    Kind = "HeldGoods"
	KindBatch   Kind = "Batch"
)

// Running is a workflow that runs, and the return or batch that it is about.
type Running struct {
	ID    string
	Since time.Time
}

// outsideChecks look at what is not in the database, and therefore not in the
// snapshot either.
var outsideChecks = []check{
	{"workflows", 6, workflows},
	{"workflows beside", 6, workflowsBeside},
	{"photos", 8, photos},
}

const (
	// settling is how long a row and its workflow may disagree while a step is
	// between its commit and its answer.
	settling = time.Minute
	// askedAtOnce bounds the questions to Temporal that are under way.
	askedAtOnce     = 8
	returnsPerPage  = 500
	triesWhileMoved = 3
)

// workflows holds each open return against its workflow, and each running
// workflow against its return.
func workflows(ctx context.Context, s *session) (answer, error) {
	if s.live == nil {
		return answer{skipped: "Temporal was not asked"}, nil
	}
	c := &comparison{session: s}
	if err := c.openReturns(ctx); err != nil {
		return answer{}, err
	}
	if err := c.running(ctx); err != nil {
		return answer{}, err
	}
	slices.SortFunc(c.answer.findings, func(a, b Finding) int { return strings.Compare(a.Subject, b.Subject) })
	return c.answer, nil
}

// comparison asks about many returns at a time.
type comparison struct {
	*session
	noting sync.Mutex
	answer answer
}

func (c *comparison) openReturns(ctx context.Context) error {
	return askEach(ctx, func(ctx context.Context, last *sqlc.VerifyOpenReturnsPageRow) ([]sqlc.VerifyOpenReturnsPageRow, error) {
		after := ""
		if last != nil {
			after = last.ID
		}
		return db.Queries.VerifyOpenReturnsPage(ctx, c.pool, after, returnsPerPage)
	}, func(ctx context.Context, row sqlc.VerifyOpenReturnsPageRow) error {
		status, running, err := c.ask(ctx, row.ID)
		detail := ""
		if err == nil && (!running || string(status) != row.Status) {
			detail, err = c.disagreement(ctx, row.ID)
		}
		c.note(row.ID, detail)
		return err
	})
}

// askEach asks Temporal about each row of what is open, about some at a time.
func askEach[R any](ctx context.Context, page func(context.Context, *R) ([]R, error), ask func(context.Context, R) error) error {
	group, groupCtx := errgroup.WithContext(ctx)
	group.SetLimit(askedAtOnce)
	err := pages(returnsPerPage, func(last *R) ([]R, error) { return page(groupCtx, last) }, func(row R) error {
		group.Go(func() error { return ask(groupCtx, row) })
		return nil
	})
	if asked := group.Wait(); asked != nil {
		return asked // the reason why a page may have failed too
	}
	return err
}

// running finds workflows whose return has ended, or is not there.
func (c *comparison) running(ctx context.Context) error {
	for running, err := range c.live.Running(ctx, KindReturn) {
		if err != nil {
			return err
		}
		if time.Since(running.Since) < settling {
			continue // perhaps just being opened
		}
		row, err := c.standing(ctx, running.ID)
		if err == nil && !row.Ended {
			continue // asked already
		}
		if err != nil && !db.NotFound(err) {
			return err
		}
		detail, err := c.disagreement(ctx, running.ID)
		if err != nil {
			return err
		}
		c.note(running.ID, detail)
	}
	return nil
}

// disagreement looks at row, workflow and row again, so that a return that
// moves on meanwhile is not reported. It says nothing when all is well.
func (c *comparison) disagreement(ctx context.Context, returnID string) (string, error) {
	for range triesWhileMoved {
		row, err := c.standing(ctx, returnID)
		missing := db.NotFound(err)
		if err != nil && !missing {
			return "", err
		}
		if !missing && !row.Quiet {
			return "", nil
		}
		status, running, err := c.ask(ctx, returnID)
		if err != nil {
			return "", err
		}
		again, err := c.standing(ctx, returnID)
		if err != nil && !db.NotFound(err) {
			return "", err
		}
		if again.Version != row.Version {
			continue
		}
		switch {
		case missing && running:
			return fmt.Sprintf("a workflow runs for it and is %q, but the database has no such return", status), nil
		case missing:
			return "", nil
		case row.Ended && running:
			return fmt.Sprintf("it is %s, which is an end, but its workflow still runs and is %s", row.Status, status), nil
		case !row.Ended && !running:
			return fmt.Sprintf("it is %s and no workflow runs for it: no decision can reach it and no deadline will pass", row.Status), nil
		case running && string(status) != row.Status:
			return fmt.Sprintf("its row is %s, but its workflow is %s", row.Status, status), nil
		}
		return "", nil
	}
	return "", nil
}

func (c *comparison) ask(ctx context.Context, returnID string) (returns.Status, bool, error) {
	status, running, err := c.live.State(ctx, KindReturn, returnID)
	if err != nil {
		err = fmt.Errorf("asking the workflow of return %s: %w", returnID, err)
	}
	return returns.Status(status), running, err
}

func (c *comparison) standing(ctx context.Context, returnID string) (sqlc.VerifyStandingRow, error) {
	return db.Queries.VerifyStanding(ctx, c.pool, settling.Seconds(), returnID)
}

func (c *comparison) note(returnID, detail string) {
	c.noting.Lock()
	defer c.noting.Unlock()
	c.answer.looked++
	if detail != "" {
		c.answer.add(c.session, Finding{ofReturn(returnID), detail})
	}
}
