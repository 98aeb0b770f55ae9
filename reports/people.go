package reports

import (
	"context"

	"backhaul/db"
	"backhaul/db/sqlc"
)

// Reviewer is what one person decided, on the days on which they did.
type Reviewer struct {
	Key      string `json:"key"`
	Name     string `json:"name"`
	Decided  int64  `json:"decided"`
	Approved int64  `json:"approved"`
	Rejected int64  `json:"rejected"`
	// Asked are decisions that asked the customer something: for more, or an offer.
	Asked int64 `json:"asked"`
	// Times is how long returns waited for the decision.
	Times
	DecidedBefore int64 `json:"decided_before"`
}

// Reviewers lists who decided, the busiest first.
type Reviewers struct {
	Head
	Items []Reviewer `json:"items"`
}

// Reviewers reads who decided how much, and how fast.
func (r *Reader) Reviewers(ctx context.Context) (Reviewers, error) {
	report := Reviewers{Head: r.head(), Items: []Reviewer{}}
	list, before, times, err := r.timed(ctx, byReviewer)
	if err != nil {
		return report, err
	}
	names, err := r.names(ctx, byReviewer, keysOf(list))
	for _, f := range list {
		report.Items = append(report.Items, Reviewer{
			Key: f.key, Name: names[f.key], Decided: f.row.Decided, Approved: f.row.ApprovedByHand, Rejected: f.row.RejectedByHand,
			Asked: f.row.Asked, Times: times[f.key].times(), DecidedBefore: before[f.key].row.Decided,
		})
	}
	return report, err
}

// Carrier is how one carrier did with the parcels of returns opened in the period.
type Carrier struct {
	// Carrier is empty for parcels that were sent without naming one.
	Carrier       string `json:"carrier"`
	Parcels       int64  `json:"parcels"`
	Delivered     int64  `json:"delivered"`
	Lost          int64  `json:"lost"`
	PickupsFailed int64  `json:"pickups_failed"`
	// Times is from the first scan under way to the delivery.
	Times
	ParcelsBefore int64 `json:"parcels_before"`
}

// Carriers lists carriers, the busiest first.
type Carriers struct {
	Head
	Items []Carrier `json:"items"`
}

// Carriers reads how carriers do.
func (r *Reader) Carriers(ctx context.Context) (Carriers, error) {
	report := Carriers{Head: r.head(), Items: []Carrier{}}
	list, before, times, err := r.timed(ctx, byCarrier)
	for _, f := range list {
		report.Items = append(report.Items, Carrier{
			Carrier: f.key, Parcels: f.row.Parcels, Delivered: f.row.Delivered, Lost: f.row.ParcelsLost,
			PickupsFailed: f.row.PickupsFailed, Times: times[f.key].times(), ParcelsBefore: before[f.key].row.Parcels,
		})
	}
	return report, err
}

// timed reads a dimension, what it was before, and how long things took.
func (r *Reader) timed(ctx context.Context, dimension string) ([]*figures, map[string]*figures, map[string]histogram, error) {
	list, err := r.figures(ctx, dimension, r.span, "", r.ask.Most)
	if err != nil {
		return nil, nil, nil, err
	}
	before, err := r.same(ctx, dimension, r.span.before(), list)
	if err != nil {
		return nil, nil, nil, err
	}
	times, err := r.times(ctx, dimension, r.span)
	return list, before, times, err
}

// What makes a customer's returns unusual. docs/reports.md explains each.
const (
	UnusualRate       = "high_rate"
	UnusualRejected   = "often_rejected"
	UnusualIncomplete = "often_incomplete"
)

// Customer is what one customer bought and brought back.
type Customer struct {
	Key        string   `json:"key"`
	Name       string   `json:"name"`
	Returns    int64    `json:"returns"`
	Requested  int64    `json:"requested_units"`
	Returned   int64    `json:"returned_units"`
	SoldUnits  int64    `json:"sold_units"`
	ReturnRate *float64 `json:"return_rate"`
	Rejected   int64    `json:"rejected"`
	// NotAsSent are units that were missing in the parcel, or another article.
	NotAsSent  int64 `json:"not_as_sent"`
	Complaints int64 `json:"complaints"`
	// Unusual names the rules that the customer meets; empty for nearly all.
	Unusual []string `json:"unusual"`
}

// Customers lists those who return, those with unusual patterns first.
type Customers struct {
	Head
	// Total and UnusualTotal count all of them, also those not listed.
	Total        int64      `json:"total"`
	UnusualTotal int64      `json:"unusual_total"`
	Items        []Customer `json:"items"`
}

// Customers reads who returns how much.
func (r *Reader) Customers(ctx context.Context, sort string) (Customers, error) {
	report := Customers{Head: r.head(), Items: []Customer{}}
	if err := db.Queries.ReportWorkers(ctx, r.conn); err != nil {
		return report, err
	}
	rows, err := db.Queries.ReportCustomers(ctx, r.conn, sqlc.ReportCustomersParams{
		Periods: r.span.cover(), Sort: sort, Most: r.ask.Most,
	})
	if err != nil {
		return report, err
	}
	keys := make([]string, len(rows))
	for i, row := range rows {
		keys[i] = row.Key
	}
	names, err := r.names(ctx, byCustomer, keys)
	for _, row := range rows {
		report.Total, report.UnusualTotal = row.Total, row.UnusualTotal
		customer := Customer{
			Key: row.Key, Name: names[row.Key], Returns: row.Returns, Requested: row.RequestedUnits, Returned: row.ReturnedUnits,
			SoldUnits: row.SoldUnits, ReturnRate: share(row.ReturnedUnits, row.SoldUnits), Rejected: row.Rejected,
			NotAsSent: row.NotAsSent, Complaints: row.Complaints, Unusual: []string{},
		}
		for _, rule := range []struct {
			met  bool
			name string
		}{{row.HighRate, UnusualRate}, {row.OftenRejected, UnusualRejected}, {row.OftenIncomplete, UnusualIncomplete}} {
			if rule.met {
				customer.Unusual = append(customer.Unusual, rule.name)
			}
		}
		report.Items = append(report.Items, customer)
	}
	return report, err
}
