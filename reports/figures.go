package reports

import (
	"context"
	"math"
	"slices"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// The dimensions of the roll-ups.
const (
	byTotal     = "total"
	byProduct   = "product"
	byCategory  = "category"
	byReason    = "reason"
	byCustomer  = "customer"
	byPolicy    = "policy"
	byRefundTo  = "refund_to"
	byStep      = "step"
	byReviewer  = "reviewer"
	byCarrier   = "carrier"
	byComplaint = "complaint"
)

// figures is what one key of a dimension adds up to: counts over all currencies,
// amounts for each.
type figures struct {
	key            string
	row            sqlc.ReportFiguresRow // its amounts mean nothing
	sold, refunded []returns.Money
	fees, loss     []returns.Money
}

// figures reads a dimension, the largest keys first.
func (r *Reader) figures(ctx context.Context, dimension string, span Span, sort string, most int) ([]*figures, error) {
	return r.read(ctx, sqlc.ReportFiguresParams{Dimension: dimension, Periods: span.cover(), Sort: sort, Most: int64(most)})
}

// total reads the shop's figures, which are zeros when nothing happened.
func (r *Reader) total(ctx context.Context, span Span) (*figures, error) {
	found, err := r.figures(ctx, byTotal, span, "", 1)
	if err != nil || len(found) == 0 {
		return &figures{}, err
	}
	return found[0], nil
}

// same reads the figures of another period for the keys of a list.
func (r *Reader) same(ctx context.Context, dimension string, span Span, list []*figures) (map[string]*figures, error) {
	found := map[string]*figures{}
	all, err := r.read(ctx, sqlc.ReportFiguresParams{
		Dimension: dimension, Periods: span.cover(), Keys: keysOf(list), Most: everyKey,
	})
	for _, f := range all {
		found[f.key] = f
	}
	for _, f := range list {
		if found[f.key] == nil {
			found[f.key] = &figures{key: f.key}
		}
	}
	return found, err
}

// everyKey is more keys than a shop has.
const everyKey = math.MaxInt32

func (r *Reader) read(ctx context.Context, params sqlc.ReportFiguresParams) ([]*figures, error) {
	params.Currency = r.ask.Currency
	if params.Keys == nil {
		params.Keys = []string{}
	}
	rows, err := db.Queries.ReportFigures(ctx, r.conn, params)
	if err != nil {
		return nil, err
	}
	var list []*figures
	for _, row := range rows {
		if len(list) == 0 || list[len(list)-1].key != row.Key {
			list = append(list, &figures{key: row.Key})
		}
		list[len(list)-1].add(row)
	}
	return list, nil
}

// add takes in one currency of the key.
func (f *figures) add(row sqlc.ReportFiguresRow) {
	if row.Currency != "" {
		money := func(minor int64) returns.Money { return returns.Money{Minor: minor, Currency: row.Currency} }
		f.sold = appendMoney(f.sold, money(row.SoldAmount))
		f.refunded = appendMoney(f.refunded, money(row.RefundedAmount))
		f.fees = appendMoney(f.fees, money(row.FeeAmount))
		f.loss = appendMoney(f.loss, money(row.LossAmount))
	}
	sum := &f.row
	for _, part := range [][2]*int64{
		{&sum.SoldUnits, &row.SoldUnits},
		{&sum.Returns, &row.Returns},
		{&sum.Lines, &row.Lines},
		{&sum.RequestedUnits, &row.RequestedUnits},
		{&sum.ReturnedUnits, &row.ReturnedUnits},
		{&sum.Available, &row.Available},
		{&sum.Refurbish, &row.Refurbish},
		{&sum.Quarantine, &row.Quarantine},
		{&sum.Scrap, &row.Scrap},
		{&sum.Vendor, &row.Vendor},
		{&sum.SendBack, &row.SendBack},
		{&sum.Missing, &row.Missing},
		{&sum.Lost, &row.Lost},
		{&sum.WrongItem, &row.WrongItem},
		{&sum.Refunds, &row.Refunds},
		{&sum.Decided, &row.Decided},
		{&sum.Asked, &row.Asked},
		{&sum.ApprovedByPolicy, &row.ApprovedByPolicy},
		{&sum.ApprovedByHand, &row.ApprovedByHand},
		{&sum.RejectedByPolicy, &row.RejectedByPolicy},
		{&sum.RejectedByHand, &row.RejectedByHand},
		{&sum.Cancelled, &row.Cancelled},
		{&sum.Expired, &row.Expired},
		{&sum.Parcels, &row.Parcels},
		{&sum.Delivered, &row.Delivered},
		{&sum.ParcelsLost, &row.ParcelsLost},
		{&sum.PickupsFailed, &row.PickupsFailed},
		{&sum.Complaints, &row.Complaints},
		{&sum.Upheld, &row.Upheld},
		{&sum.Dismissed, &row.Dismissed},
		{&sum.Ratings, &row.Ratings},
		{&sum.RatingSum, &row.RatingSum},
	} {
		*part[0] += *part[1]
	}
}

func appendMoney(amounts []returns.Money, amount returns.Money) []returns.Money {
	if amount.Minor == 0 {
		return amounts
	}
	return append(amounts, amount)
}

// share is a part of a whole with four digits, or nil of nothing.
func share(part, whole int64) *float64 {
	if whole == 0 {
		return nil
	}
	value := math.Round(float64(part)/float64(whole)*1e4) / 1e4
	return &value
}

func keysOf(list []*figures) []string {
	keys := make([]string, len(list))
	for i, f := range list {
		keys[i] = f.key
	}
	return keys
}

// amounts is a list that is never null in JSON.
func amounts(list []returns.Money) []returns.Money {
	if list == nil {
		return []returns.Money{}
	}
	return slices.Clip(list)
}
