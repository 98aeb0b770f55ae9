package reports

import (
	"context"
	"fmt"
	"time"

	"backhaul/db"
	"backhaul/db/sqlc"
)

// Groups of a trend.
const (
	GroupDay   = "day"
	GroupWeek  = "week"
	GroupMonth = "month"
)

// smoothing is over how many points the moving average of a trend goes: a week
// of days, a month of weeks, a quarter of months.
var smoothing = map[string]int{GroupDay: 7, GroupWeek: 4, GroupMonth: 3}

// Point is one day, ISO week (2026-W05) or month of a trend.
type Point struct {
	Period string `json:"period"`
	Goods
	// Returns is how many were opened; a product has lines only.
	Returns int64 `json:"returns"`
	// Average is the mean of this point and those before it; null until there
	// are enough of them.
	Average *Average `json:"moving_average"`
}

// Average is the mean over some points.
type Average struct {
	Requested float64 `json:"requested_units"`
	Returned  float64 `json:"returned_units"`
	// ReturnRate is all they returned of all they sold.
	ReturnRate *float64 `json:"return_rate"`
}

// Trend is how figures went, point by point, without gaps.
type Trend struct {
	Head
	Group string `json:"group"`
	// Points is over how many the moving average goes.
	Points int     `json:"moving_average_points"`
	Items  []Point `json:"items"`
}

// Trend reads how one key of a dimension went, or the whole shop.
func (r *Reader) Trend(ctx context.Context, group, dimension, key string) (Trend, error) {
	if dimension == "" {
		dimension = byTotal
	}
	report := Trend{Head: r.head(), Group: group, Points: smoothing[group], Items: []Point{}}
	periods := r.span.days()
	if group == GroupMonth {
		periods = r.span.cover()
	}
	rows, err := db.Queries.ReportTrend(ctx, r.conn, sqlc.ReportTrendParams{
		Dimension: dimension, Key: key, Periods: periods, Currency: r.ask.Currency,
	})
	if err != nil {
		return report, err
	}
	points := map[string]*figures{}
	var order []string
	for _, period := range periods {
		name := pointOf(group, period)
		if points[name] == nil {
			points[name] = &figures{key: name}
			order = append(order, name)
		}
	}
	for _, row := range rows {
		points[pointOf(group, row.Period)].add(sqlc.ReportFiguresRow{
			Currency: row.Currency, SoldUnits: row.SoldUnits, SoldAmount: row.SoldAmount, Returns: row.Returns, Lines: row.Lines,
			RequestedUnits: row.RequestedUnits, ReturnedUnits: row.ReturnedUnits, RefundedAmount: row.RefundedAmount,
		})
	}
	for _, name := range order {
		point := points[name]
		report.Items = append(report.Items, Point{Period: name, Goods: goodsOf(point), Returns: point.row.Returns})
	}
	smooth(report.Items, report.Points)
	return report, nil
}

// pointOf is the day, week or month that a period of the roll-ups belongs to.
func pointOf(group, period string) string {
	switch group {
	case GroupMonth:
		return period[:len("2006-01")]
	case GroupWeek:
		day, _ := time.Parse(time.DateOnly, period) // a day
		year, week := day.ISOWeek()
		return fmt.Sprintf("%d-W%02d", year, week)
	default:
		return period
	}
}

// smooth sets the moving averages, trailing over some points each.
func smooth(points []Point, over int) {
	var requested, returned, sold int64
	for i := range points {
		requested += points[i].Requested
		returned += points[i].Returned
		sold += points[i].SoldUnits
		if i >= over {
			requested -= points[i-over].Requested
			returned -= points[i-over].Returned
			sold -= points[i-over].SoldUnits
		}
		if i >= over-1 {
			points[i].Average = &Average{
				Requested: float64(requested) / float64(over), Returned: float64(returned) / float64(over),
				ReturnRate: share(returned, sold),
			}
		}
	}
}
