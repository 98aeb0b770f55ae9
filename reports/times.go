package reports

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// Times says how long something takes, over all that ended in the period. Both
// durations are within 2.2 percent, as they are read from a histogram; they are
// null when nothing ended.
type Times struct {
	Count  int64  `json:"count"`
	Median *int64 `json:"median_seconds"`
	P90    *int64 `json:"p90_seconds"`
}

// histogram counts durations by bucket, in the order of the buckets.
type histogram []sqlc.ReportTimesRow

func (h histogram) times() Times {
	var t Times
	for _, row := range h {
		t.Count += row.Timed
	}
	t.Median, t.P90 = h.at(t.Count, 0.5), h.at(t.Count, 0.9)
	return t
}

// sorted puts histograms that were put together into the order of the buckets.
func (h histogram) sorted() histogram {
	slices.SortFunc(h, func(a, b sqlc.ReportTimesRow) int { return cmp.Compare(a.Bucket, b.Bucket) })
	return h
}

// at is the duration that a part of all do not exceed.
func (h histogram) at(count int64, part float64) *int64 {
	rank, seen := int64(math.Ceil(part*float64(count))), int64(0)
	for _, row := range h {
		seen += row.Timed
		if seen >= rank {
			seconds := int64(math.Round(math.Exp2(float64(row.Bucket) / 16))) // the inverse of report_bucket
			return &seconds
		}
	}
	return nil
}

// times reads the durations of every key of a dimension.
func (r *Reader) times(ctx context.Context, dimension string, span Span) (map[string]histogram, error) {
	rows, err := db.Queries.ReportTimes(ctx, r.conn, dimension, span.cover())
	found := map[string]histogram{}
	for _, row := range rows {
		found[row.Key] = append(found[row.Key], row)
	}
	return found, err
}

// Step is how long returns stayed in one status.
type Step struct {
	Status returns.Status `json:"status"`
	Times
	Before Times `json:"before"`
}

// Waiting counts the open returns in one status, now.
type Waiting struct {
	Status   returns.Status `json:"status"`
	WaitsFor string         `json:"waiting_for"`
	Returns  int64          `json:"returns"`
	// Since is when the longest waiting of them began to wait.
	Since   time.Time `json:"since"`
	Overdue int64     `json:"overdue"`
}

// CycleTimes is how long each step takes, and where returns wait.
type CycleTimes struct {
	Head
	// Steps counts a stay on the day on which it ended, in the order of the way.
	Steps   []Step    `json:"steps"`
	Waiting []Waiting `json:"waiting"`
}

// CycleTimes reads how long each step takes, and where returns wait now.
func (r *Reader) CycleTimes(ctx context.Context) (CycleTimes, error) {
	report := CycleTimes{Head: r.head(), Steps: []Step{}, Waiting: []Waiting{}}
	now, err := r.times(ctx, byStep, r.span)
	if err != nil {
		return report, err
	}
	before, err := r.times(ctx, byStep, report.Before)
	if err != nil {
		return report, err
	}
	for _, status := range returns.Statuses() {
		if now[string(status)] != nil || before[string(status)] != nil {
			report.Steps = append(report.Steps, Step{Status: status, Times: now[string(status)].times(), Before: before[string(status)].times()})
		}
	}
	waiting, err := db.Queries.ReportWaiting(ctx, r.conn, &r.now)
	for _, row := range waiting {
		report.Waiting = append(report.Waiting, Waiting{
			Status: returns.Status(row.Status), WaitsFor: row.WaitsFor, Returns: row.Returns, Since: row.Since, Overdue: row.Overdue,
		})
	}
	order := returns.Statuses()
	slices.SortStableFunc(report.Waiting, func(a, b Waiting) int { return slices.Index(order, a.Status) - slices.Index(order, b.Status) })
	return report, err
}
