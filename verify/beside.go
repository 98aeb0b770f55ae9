package verify

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"backhaul/db"
	"backhaul/db/sqlc"
)

// besideKinds are the workflows beside those of returns, and what each is about.
var besideKinds = map[Kind]string{KindDispute: "complaint about return ", KindHeld: "held goods of return ", KindBatch: "batch "}

// workflowsBeside holds open complaints, held goods and running batches against
// their workflows, as [workflows] does returns: without one no deadline passes
// for them, nobody is reminded, and no row is opened.
func workflowsBeside(ctx context.Context, s *session) (answer, error) {
	if s.live == nil {
		return answer{skipped: "Temporal was not asked"}, nil
	}
	b := &beside{session: s}
	if err := b.open(ctx); err != nil {
		return answer{}, err
	}
	for kind := range besideKinds {
		if err := b.running(ctx, kind); err != nil {
			return answer{}, err
		}
	}
	slices.SortFunc(b.answer.findings, func(x, y Finding) int { return strings.Compare(x.Subject, y.Subject) })
	return b.answer, nil
}

// beside asks about many workflows at a time.
type beside struct {
	*session
	noting sync.Mutex
	answer answer
}

// open asks for the workflow of all that is open.
func (b *beside) open(ctx context.Context) error {
	return askEach(ctx, func(ctx context.Context, last *sqlc.VerifyBesidePageRow) ([]sqlc.VerifyBesidePageRow, error) {
		page := sqlc.VerifyBesidePageParams{Seconds: settling.Seconds(), Most: returnsPerPage}
		if last != nil {
			page.AfterKind, page.AfterID = last.Kind, last.ID
		}
		return db.Queries.VerifyBesidePage(ctx, b.pool, page)
	}, func(ctx context.Context, row sqlc.VerifyBesidePageRow) error {
		detail, err := b.disagreement(ctx, row)
		b.note(Kind(row.Kind), row.ID, detail)
		return err
	})
}

// disagreement looks at the row, the workflow and the row again, so that what
// moves on meanwhile is not reported. It says nothing when all is well.
func (b *beside) disagreement(ctx context.Context, row sqlc.VerifyBesidePageRow) (string, error) {
	for range triesWhileMoved {
		state, running, err := b.ask(ctx, Kind(row.Kind), row.ID)
		if err != nil || (running && (state == "" || state == row.State)) {
			return "", err
		}
		again, open, err := b.standing(ctx, Kind(row.Kind), row.ID)
		if err != nil || !open || !again.Quiet {
			return "", err
		}
		if again.Version != row.Version || again.State != row.State {
			row = again
			continue
		}
		if running {
			return fmt.Sprintf("its row says %s, but its workflow says %s", row.State, state), nil
		}
		return fmt.Sprintf("it stands at %s and no workflow runs for it: %s", row.State, missed[Kind(row.Kind)]), nil
	}
	return "", nil
}

// missed is what does not happen without the workflow and, where there is a way,
// how to have it again.
var missed = map[Kind]string{
	KindDispute: "no deadline will pass and no decision can reach it",
	KindHeld:    "nobody will be reminded; the next decision about the goods starts one",
	KindBatch:   "no row will be opened or decided; the next decision about it, such as to pause and resume it, starts one",
}

// running finds workflows of what is not open any more.
func (b *beside) running(ctx context.Context, kind Kind) error {
	for running, err := range b.live.Running(ctx, kind) {
		if err != nil {
			return err
		}
		if time.Since(running.Since) < settling {
			continue // perhaps just being opened
		}
		_, open, err := b.standing(ctx, kind, running.ID)
		if err != nil {
			return err
		}
		if open {
			continue // asked already
		}
		over, err := db.Queries.VerifyBesideOver(ctx, b.pool, running.ID, settling.Seconds())
		if err != nil {
			return err
		}
		detail := ""
		if over {
			_, runs, err := b.ask(ctx, kind, running.ID)
			if err != nil {
				return err
			}
			if runs {
				detail = "nothing of it is open any more, but its workflow still runs"
			}
		}
		b.note(kind, running.ID, detail)
	}
	return nil
}

// standing is the open row of one thing; open is false when it has none.
func (b *beside) standing(ctx context.Context, kind Kind, id string) (row sqlc.VerifyBesidePageRow, open bool, err error) {
	rows, err := db.Queries.VerifyBesidePage(ctx, b.pool, sqlc.VerifyBesidePageParams{
		Seconds: settling.Seconds(), OnlyKind: string(kind), OnlyID: id, Most: 1,
	})
	if err != nil || len(rows) == 0 {
		return row, false, err
	}
	return rows[0], true, nil
}

func (b *beside) ask(ctx context.Context, kind Kind, id string) (string, bool, error) {
	state, running, err := b.live.State(ctx, kind, id)
	if err != nil {
		err = fmt.Errorf("asking the workflow of %s%s: %w", besideKinds[kind], id, err)
	}
	return state, running, err
}

func (b *beside) note(kind Kind, id, detail string) {
	b.noting.Lock()
	defer b.noting.Unlock()
	b.answer.looked++
	if detail != "" {
		b.answer.add(b.session, Finding{besideKinds[kind] + id, detail})
	}
}
