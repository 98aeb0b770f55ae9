package reports

import (
	"context"
	"strconv"
	"strings"
	"time"

	"backhaul/db"
	"backhaul/returns"
)

// Refund is what was paid back one way: to the original payment, as store credit
// or as an exchange, on the days on which it was.
type Refund struct {
	RefundTo       string          `json:"refund_to"`
	Refunds        int64           `json:"refunds"`
	Refunded       []returns.Money `json:"refunded"`
	Fees           []returns.Money `json:"fees"`
	RefundsBefore  int64           `json:"refunds_before"`
	RefundedBefore []returns.Money `json:"refunded_before"`
}

// OpenRefunds are those not paid yet, now.
type OpenRefunds struct {
	State  string        `json:"state"`
	Tasks  int64         `json:"tasks"`
	Amount returns.Money `json:"amount"`
	// Since is when the oldest was made.
	Since time.Time `json:"since"`
}

// Refunds is the money that went back, and what is still to go.
type Refunds struct {
	Head
	Refunds  int64           `json:"refunds"`
	Refunded []returns.Money `json:"refunded"`
	Fees     []returns.Money `json:"fees"`
	Items    []Refund        `json:"items"`
	Open     []OpenRefunds   `json:"open"`
}

// Refunds reads the money that went back, by currency.
func (r *Reader) Refunds(ctx context.Context) (Refunds, error) {
	report := Refunds{Head: r.head(), Items: []Refund{}, Open: []OpenRefunds{}}
	total, err := r.total(ctx, r.span)
	if err != nil {
		return report, err
	}
	report.Refunds, report.Refunded, report.Fees = total.row.Refunds, amounts(total.refunded), amounts(total.fees)
	list, err := r.figures(ctx, byRefundTo, r.span, "", r.ask.Most)
	if err != nil {
		return report, err
	}
	before, err := r.same(ctx, byRefundTo, report.Before, list)
	if err != nil {
		return report, err
	}
	for _, f := range list {
		report.Items = append(report.Items, Refund{
			RefundTo: f.key, Refunds: f.row.Refunds, Refunded: amounts(f.refunded), Fees: amounts(f.fees),
			RefundsBefore: before[f.key].row.Refunds, RefundedBefore: amounts(before[f.key].refunded),
		})
	}
	open, err := db.Queries.ReportRefundsOpen(ctx, r.conn)
	for _, row := range open {
		if r.ask.Currency == "" || r.ask.Currency == row.Currency {
			report.Open = append(report.Open, OpenRefunds{
				State: row.State, Tasks: row.Tasks, Amount: returns.Money{Minor: row.Amount, Currency: row.Currency}, Since: row.Since,
			})
		}
	}
	return report, err
}

// Disposed is where units of returns opened in the period went.
type Disposed struct {
	// Disposition is the stock's bucket, or missing, lost, wrong_item.
	Disposition string   `json:"disposition"`
	Units       int64    `json:"units"`
	Share       *float64 `json:"share"`
	UnitsBefore int64    `json:"units_before"`
}

// Dispositions is where goods went, and what of them is lost.
type Dispositions struct {
	Head
	Items      []Disposed      `json:"items"`
	Loss       []returns.Money `json:"loss"`
	LossBefore []returns.Money `json:"loss_before"`
}

// Dispositions reads where goods went.
func (r *Reader) Dispositions(ctx context.Context) (Dispositions, error) {
	report := Dispositions{Head: r.head(), Items: []Disposed{}}
	now, err := r.total(ctx, r.span)
	if err != nil {
		return report, err
	}
	before, err := r.total(ctx, report.Before)
	report.Loss, report.LossBefore = amounts(now.loss), amounts(before.loss)
	was, all := dispositions(before), int64(0)
	for _, d := range dispositions(now) {
		all += d.Units
	}
	for i, d := range dispositions(now) {
		d.Share, d.UnitsBefore = share(d.Units, all), was[i].Units
		report.Items = append(report.Items, d)
	}
	return report, err
}

func dispositions(f *figures) []Disposed {
	row := f.row
	return []Disposed{
		{Disposition: "available", Units: row.Available},
		{Disposition: "refurbish", Units: row.Refurbish},
		{Disposition: "quarantine", Units: row.Quarantine},
		{Disposition: "scrap", Units: row.Scrap},
		{Disposition: "vendor", Units: row.Vendor},
		{Disposition: "send_back", Units: row.SendBack},
		{Disposition: "missing", Units: row.Missing},
		{Disposition: "lost", Units: row.Lost},
		{Disposition: "wrong_item", Units: row.WrongItem},
	}
}

// PolicyOutcomes is what became of the returns under one version of a policy.
type PolicyOutcomes struct {
	PolicyID string `json:"policy_id"`
	Version  int    `json:"version"`
	Outcomes
	Before Outcomes `json:"before"`
}

// Policies compares policy versions.
type Policies struct {
	Head
	Items []PolicyOutcomes `json:"items"`
}

// Policies reads what policies decide by themselves, and what people do.
func (r *Reader) Policies(ctx context.Context) (Policies, error) {
	report := Policies{Head: r.head(), Items: []PolicyOutcomes{}}
	list, err := r.figures(ctx, byPolicy, r.span, "", r.ask.Most)
	if err != nil {
		return report, err
	}
	before, err := r.same(ctx, byPolicy, report.Before, list)
	for _, f := range list {
		id, number, _ := strings.Cut(f.key, " ")
		version, _ := strconv.Atoi(number) // an int in the database
		item := PolicyOutcomes{PolicyID: id, Version: version, Outcomes: outcomesOf(f)}
		if was := before[f.key]; was != nil {
			item.Before = outcomesOf(was)
		}
		report.Items = append(report.Items, item)
	}
	return report, err
}

// Complaints is how content customers were.
type Complaints struct {
	Head
	Complaints       int64 `json:"complaints"`
	ComplaintsBefore int64 `json:"complaints_before"`
	// ComplaintRate is complaints for each return opened in the period.
	ComplaintRate *float64 `json:"complaint_rate"`
	Upheld        int64    `json:"upheld"`
	Dismissed     int64    `json:"dismissed"`
	// Times is from the complaint to its decision.
	Times Times `json:"times"`
	// Open and Overdue are as of now.
	Open    int64 `json:"open"`
	Overdue int64 `json:"overdue"`
	// Ratings are those given in the period, from 1 to 5.
	Ratings       int64    `json:"ratings"`
	AverageRating *float64 `json:"average_rating"`
}

// Complaints reads complaints and ratings.
func (r *Reader) Complaints(ctx context.Context) (Complaints, error) {
	report := Complaints{Head: r.head()}
	total, err := r.total(ctx, r.span)
	if err != nil {
		return report, err
	}
	sum := func(span Span) (complaints, upheld, dismissed int64, err error) {
		list, err := r.figures(ctx, byComplaint, span, "", everyKey)
		for _, f := range list {
			complaints, upheld, dismissed = complaints+f.row.Complaints, upheld+f.row.Upheld, dismissed+f.row.Dismissed
		}
		return complaints, upheld, dismissed, err
	}
	if report.Complaints, report.Upheld, report.Dismissed, err = sum(r.span); err != nil {
		return report, err
	}
	if report.ComplaintsBefore, _, _, err = sum(report.Before); err != nil {
		return report, err
	}
	times, err := r.times(ctx, byComplaint, r.span)
	if err != nil {
		return report, err
	}
	var all histogram
	for _, part := range times {
		all = append(all, part...)
	}
	report.Times = all.sorted().times()
	report.ComplaintRate = share(report.Complaints, total.row.Returns)
	report.Ratings, report.AverageRating = total.row.Ratings, share(total.row.RatingSum, total.row.Ratings)
	open, err := db.Queries.ReportComplaintsOpen(ctx, r.conn, &r.now)
	report.Open, report.Overdue = open.Complaints, open.Overdue
	return report, err
}
