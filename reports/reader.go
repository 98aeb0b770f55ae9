package reports

import (
	"context"
	"time"

	"backhaul/db"
	"backhaul/db/sqlc"
)

// Reader reads reports of one period from one connection; in a snapshot, its
// reports agree with each other.
type Reader struct {
	conn sqlc.DBTX
	ask  Ask
	span Span
	zone *time.Location
	now  time.Time
}

// Ask says what a report is to be about.
type Ask struct {
	// From and To are days of the shop. Without To it ends today; without From it
	// is thirty days.
	From, To Day
	// Currency leaves out the amounts in others and what was sold in others; empty for all.
	Currency string
	// Language of names, such as those of reasons: en or zh-CN.
	Language string
	// Most is how many items a report lists.
	Most int
}

// Head says what a report is about.
type Head struct {
	Span
	// Before is the period that figures are compared with.
	Before Span `json:"before"`
	// TimeZone is where the shop's days begin.
	TimeZone string `json:"time_zone"`
}

// Read prepares the reading of reports. It refuses a period that is none.
func Read(ctx context.Context, conn sqlc.DBTX, ask Ask, now time.Time) (*Reader, error) {
	name, err := db.Queries.ReportTimeZone(ctx, conn)
	if err != nil {
		return nil, err
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return nil, err
	}
	local := now.In(zone)
	span, err := spanOf(ask.From, ask.To, time.Date(local.Year(), local.Month(), local.Day(), 0, 0, 0, 0, time.UTC))
	if err != nil {
		return nil, err
	}
	return &Reader{conn: conn, ask: ask, span: span, zone: zone, now: now}, nil
}

func (r *Reader) head() Head {
	return Head{Span: r.span, Before: r.span.before(), TimeZone: r.zone.String()}
}

// names puts the names that people know beside keys.
func (r *Reader) names(ctx context.Context, dimension string, keys []string) (map[string]string, error) {
	rows, err := db.Queries.ReportNames(ctx, r.conn, sqlc.ReportNamesParams{Dimension: dimension, Keys: keys, Language: r.ask.Language})
	names := make(map[string]string, len(rows))
	for _, row := range rows {
		names[row.Key] = row.Name
	}
	return names, err
}

// MonthBefore is the whole month before the one in which a moment is.
func MonthBefore(ctx context.Context, conn sqlc.DBTX, at time.Time) (Span, error) {
	name, err := db.Queries.ReportTimeZone(ctx, conn)
	if err != nil {
		return Span{}, err
	}
	zone, err := time.LoadLocation(name)
	if err != nil {
		return Span{}, err
	}
	local := at.In(zone)
	first := time.Date(local.Year(), local.Month(), 1, 0, 0, 0, 0, time.UTC)
	return Span{From: date(first.AddDate(0, -1, 0)), To: date(first.AddDate(0, 0, -1))}, nil
}
