package reports

import (
	"context"

	"backhaul/returns"
)

// Goods is what came back of what was sold.
type Goods struct {
	// Lines is the number of return lines, Requested and Returned are units: asked
	// for, and accepted. A return counts on the day on which it was opened.
	Lines     int64 `json:"lines"`
	Requested int64 `json:"requested_units"`
	Returned  int64 `json:"returned_units"`
	// SoldUnits counts on the day of the order.
	SoldUnits int64 `json:"sold_units"`
	// ReturnRate is Returned of SoldUnits, null when nothing was sold.
	ReturnRate *float64 `json:"return_rate"`
	// Sold is with tax; Refunded counts on the day on which it was paid; Loss is what
	// was paid for units that are scrap or lost.
	Sold     []returns.Money `json:"sold"`
	Refunded []returns.Money `json:"refunded"`
	Loss     []returns.Money `json:"loss"`
}

func goodsOf(f *figures) Goods {
	return Goods{
		Lines: f.row.Lines, Requested: f.row.RequestedUnits, Returned: f.row.ReturnedUnits, SoldUnits: f.row.SoldUnits,
		ReturnRate: share(f.row.ReturnedUnits, f.row.SoldUnits),
		Sold:       amounts(f.sold), Refunded: amounts(f.refunded), Loss: amounts(f.loss),
	}
}

// Outcomes counts returns by what was decided about them. A return may be in
// none, while it waits, or in two: approved, and cancelled later.
type Outcomes struct {
	Returns          int64 `json:"returns"`
	ApprovedByPolicy int64 `json:"approved_by_policy"`
	ApprovedByHand   int64 `json:"approved_by_hand"`
	RejectedByPolicy int64 `json:"rejected_by_policy"`
	RejectedByHand   int64 `json:"rejected_by_hand"`
	Cancelled        int64 `json:"cancelled"`
	Expired          int64 `json:"expired"`
	// AutomaticRate is how many of the decided ones the policy decided.
	AutomaticRate *float64 `json:"automatic_rate"`
}

func outcomesOf(f *figures) Outcomes {
	row := f.row
	byPolicy := row.ApprovedByPolicy + row.RejectedByPolicy
	return Outcomes{
		Returns: row.Returns, ApprovedByPolicy: row.ApprovedByPolicy, ApprovedByHand: row.ApprovedByHand,
		RejectedByPolicy: row.RejectedByPolicy, RejectedByHand: row.RejectedByHand, Cancelled: row.Cancelled, Expired: row.Expired,
		AutomaticRate: share(byPolicy, byPolicy+row.ApprovedByHand+row.RejectedByHand),
	}
}

// Summary is the shop at a glance.
type Summary struct {
	Head
	Goods          Goods    `json:"goods"`
	GoodsBefore    Goods    `json:"goods_before"`
	Outcomes       Outcomes `json:"outcomes"`
	OutcomesBefore Outcomes `json:"outcomes_before"`
	// Refunds is how many were paid, and Fees what was kept of them.
	Refunds       int64           `json:"refunds"`
	RefundsBefore int64           `json:"refunds_before"`
	Fees          []returns.Money `json:"fees"`
}

// Summary reads the shop at a glance.
func (r *Reader) Summary(ctx context.Context) (Summary, error) {
	now, err := r.total(ctx, r.span)
	if err != nil {
		return Summary{}, err
	}
	before, err := r.total(ctx, r.span.before())
	return Summary{
		Head: r.head(), Goods: goodsOf(now), GoodsBefore: goodsOf(before),
		Outcomes: outcomesOf(now), OutcomesBefore: outcomesOf(before),
		Refunds: now.row.Refunds, RefundsBefore: before.row.Refunds, Fees: amounts(now.fees),
	}, err
}

// Part is one reason, product or category.
type Part struct {
	Key  string `json:"key"`
	Name string `json:"name"`
	Goods
	// Share is how many of the shop's requested units these are.
	Share  *float64 `json:"share"`
	Before Goods    `json:"before"`
}

// Parts are the reasons, products or categories of a shop, the largest first.
type Parts struct {
	Head
	Total Goods  `json:"total"`
	Items []Part `json:"items"`
}

// Reasons reads why goods come back.
func (r *Reader) Reasons(ctx context.Context, sort string) (Parts, error) {
	return r.parts(ctx, byReason, sort)
}

// Products reads what comes back, by product or by category.
func (r *Reader) Products(ctx context.Context, dimension, sort string) (Parts, error) {
	if dimension != byCategory {
		dimension = byProduct
	}
	return r.parts(ctx, dimension, sort)
}

func (r *Reader) parts(ctx context.Context, dimension, sort string) (Parts, error) {
	report := Parts{Head: r.head(), Items: []Part{}}
	total, err := r.total(ctx, r.span)
	if err != nil {
		return report, err
	}
	report.Total = goodsOf(total)
	list, err := r.figures(ctx, dimension, r.span, sort, r.ask.Most)
	if err != nil {
		return report, err
	}
	before, err := r.same(ctx, dimension, report.Before, list)
	if err != nil {
		return report, err
	}
	names, err := r.names(ctx, dimension, keysOf(list))
	for _, f := range list {
		report.Items = append(report.Items, Part{
			Key: f.key, Name: names[f.key], Goods: goodsOf(f),
			Share: share(f.row.RequestedUnits, total.row.RequestedUnits), Before: goodsOf(before[f.key]),
		})
	}
	return report, err
}
