package imports_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/stretchr/testify/require"

	"backhaul/audit"
	"backhaul/db/dbtest"
	"backhaul/imports"
	"backhaul/returns"
	"backhaul/sheets"
	"backhaul/verify"
)

var noon = time.Date(2026, 5, 4, 12, 0, 0, 0, time.UTC)

func who() audit.Who {
	return audit.Who{Actor: returns.Actor{ID: "wanda", Role: returns.RoleWarehouse}}
}

// shop is a database that files are imported into.
type shop struct {
	t  *testing.T
	db *pgxpool.Pool
}

func newShop(t *testing.T) *shop { return &shop{t, dbtest.New(t)} }

func (s *shop) value(sql string, args ...any) (text string) {
	s.t.Helper()
	require.NoError(s.t, s.db.QueryRow(s.t.Context(), sql, args...).Scan(&text))
	return text
}

func (s *shop) exec(sql string, args ...any) {
	s.t.Helper()
	_, err := s.db.Exec(s.t.Context(), sql, args...)
	require.NoError(s.t, err)
}

type take func(context.Context, *pgxpool.Pool, string) (imports.Report, error)

func (s *shop) takes(take take, lines ...string) imports.Report {
	s.t.Helper()
	report, err := take(s.t.Context(), s.db, strings.Join(lines, "\n")+"\n")
	require.NoError(s.t, err)
	require.Equal(s.t, report.Accepted, report.Created+report.Updated+report.Unchanged)
	return report
}

// at imports counted stock at a time.
func at(now time.Time, format sheets.Format, dry bool) take {
	return func(ctx context.Context, pool *pgxpool.Pool, file string) (imports.Report, error) {
		return imports.Stock(ctx, pool, strings.NewReader(file), format, who(), imports.Options{Now: now, DryRun: dry})
	}
}

func reasons(format sheets.Format, dry bool) take {
	return func(ctx context.Context, pool *pgxpool.Pool, file string) (imports.Report, error) {
		return imports.Reasons(ctx, pool, strings.NewReader(file), format, who(), imports.Options{Now: noon, DryRun: dry})
	}
}

// counts is a report without its rejections.
func counts(r imports.Report) string {
	return fmt.Sprintf("%d new, %d changed, %d as they were, %d rejected", r.Created, r.Updated, r.Unchanged, r.RejectedCount)
}

func rejections(r imports.Report) []string {
	texts := []string{}
	for _, one := range r.Rejected {
		texts = append(texts, fmt.Sprintf("%d %s %s", one.Row, one.Field, one.Code))
	}
	return texts
}

// balances holds that verify finds nothing amiss.
func (s *shop) balances() {
	s.t.Helper()
	report, err := verify.Run(s.t.Context(), s.db, nil)
	require.NoError(s.t, err)
	require.True(s.t, report.OK(), "%+v", report.Checks)
}
