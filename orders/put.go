package orders

import (
	"context"
	"errors"
	"slices"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// Outcome is what storing an order did.
type Outcome string

// The outcomes.
const (
	Created   Outcome = "created"
	Updated   Outcome = "updated"
	Unchanged Outcome = "unchanged"
)

// CodeLineInUse refuses to change what a return of the order rests on.
const CodeLineInUse returns.Code = "line_in_use"

// Put stores the order, or brings it up to date: lines that are left out are
// removed. It refuses with [returns.CodeInvalid] what no order can be, with
// [returns.CodeQuantity] fewer units than are being returned, and with
// [CodeLineInUse] another SKU or price of a line that has returns.
func Put(ctx context.Context, pool *pgxpool.Pool, in Input) (Outcome, error) {
	s, err := in.check()
	if err != nil {
		return "", err
	}
	if in.OrderedAt.IsZero() {
		return "", returns.RefuseField("ordered_at", "required", "say when it was ordered")
	}
	return s.store(ctx, pool, time.Time{}, false, false)
}

// store writes the order in one transaction. An order without a date keeps the
// one it has, or gets now. With merge, lines that the order has and the sale
// does not name stay.
// A dry run finds out what it would do, and undoes it.
func (s sale) store(ctx context.Context, pool *pgxpool.Pool, now time.Time, merge, dry bool) (Outcome, error) {
	outcome := Unchanged
	err := db.InTx(ctx, pool, func(tx pgx.Tx) error {
		was, lines, err := s.lock(ctx, tx, now)
		if err != nil {
			return err
		}
		stored, err := db.Queries.OrderPaymentsStored(ctx, tx, s.number)
		if err != nil {
			return err
		}
		next := s.over(was, lines, merge)
		if err := next.mayReplace(was, lines); err != nil {
			return err
		}
		if next.payments, err = next.tender(stored); err != nil {
			return err
		}
		isNew := len(lines) == 0 // an order has lines; this one was inserted by lock
		if !isNew && next.same(was, lines) && next.paidAs(stored) {
			outcome = Unchanged
			return nil
		}
		outcome = Updated
		if isNew {
			outcome = Created
		}
		if err := next.write(ctx, tx); err != nil || !dry {
			return err
		}
		return errDryRun
	})
	if errors.Is(err, errDryRun) {
		err = nil
	}
	return outcome, err
}

// over is the sale as it is to replace what is stored. A sale that does not say
// which part of its prices is the order's discount, as no file of rows does,
// leaves what is stored of it; with merge, lines that it does not name stay too.
func (s sale) over(was sqlc.Order, lines []sqlc.OrderLine, merge bool) sale {
	next := s
	next.lines = slices.Clone(s.lines)
	if next.orderedAt.IsZero() {
		next.orderedAt = was.OrderedAt
	}
	if !s.discountTold {
		next.discountMinimum = was.DiscountMinimum
	}
	for _, line := range lines {
		named := next.line(line.LineNo)
		switch {
		case named == nil && merge:
			next.lines = append(next.lines, storedLine(line))
		case named != nil && !s.discountTold && named.goods == line.Goods:
			named.orderDiscount = line.OrderDiscount
		}
	}
	return next
}

// errDryRun takes back what a dry run wrote.
var errDryRun = errors.New("dry run")

// lock returns the order's row and lines, locked. A new order is inserted
// first, so that there is something to lock.
func (s sale) lock(ctx context.Context, tx pgx.Tx, now time.Time) (sqlc.Order, []sqlc.OrderLine, error) {
	was, err := db.Queries.OrderLock(ctx, tx, s.number)
	if db.NotFound(err) {
		row := sqlc.OrderInsertIfAbsentParams(s.row())
		if row.OrderedAt.IsZero() {
			row.OrderedAt = now
		}
		if _, err := db.Queries.OrderInsertIfAbsent(ctx, tx, row); err != nil {
			return was, nil, err
		}
		was, err = db.Queries.OrderLock(ctx, tx, s.number)
	}
	if err != nil {
		return was, nil, err
	}
	lines, err := db.Queries.OrderLinesGet(ctx, tx, s.number)
	return was, lines, err
}

// mayReplace refuses to pull the ground from under returns of the order.
func (s sale) mayReplace(was sqlc.Order, lines []sqlc.OrderLine) error {
	inUse, refunded := false, was.ShippingRefunded
	for _, line := range lines {
		refunded += line.RefundedGoods + line.RefundedTax
		if line.Reserved+line.Returned+line.RefundedUnits == 0 {
			continue
		}
		inUse = true
		if err := s.mayReplaceLine(line); err != nil {
			return err
		}
	}
	switch {
	case inUse && s.currency != was.Currency:
		return refuseInUse("currency", "order %s has returns: its currency %s cannot become %s", s.number, was.Currency, s.currency)
	case inUse && s.customer.ID != was.CustomerID:
		return refuseInUse("customer.id", "order %s has returns: its customer %s cannot become %s", s.number, was.CustomerID, s.customer.ID)
	case inUse && s.discountMinimum != was.DiscountMinimum:
		return refuseInUse("discount_minimum", "order %s has returns: the minimum of its discount cannot change any more", s.number)
	case s.shippingPaid < was.ShippingRefunded:
		return refuseInUse("shipping_paid", "%s of the shipping of order %s was refunded; less cannot have been paid",
			returns.Money{Minor: was.ShippingRefunded, Currency: was.Currency}, s.number)
	case s.paid() < refunded:
		return refuseInUse("lines", "%s of order %s was refunded; less cannot have been paid",
			returns.Money{Minor: refunded, Currency: was.Currency}, s.number)
	}
	return nil
}

func (s sale) mayReplaceLine(was sqlc.OrderLine) error {
	next := s.line(was.LineNo)
	held := was.Reserved + was.Returned
	switch {
	case next == nil:
		return refuseInUse("lines", "line %s of order %s has returns and cannot be removed", was.LineNo, s.number)
	case next.quantity < held:
		refusal := returns.Refuse(returns.CodeQuantity, "line %s of order %s: %s units are being returned or came back, so it cannot shrink to %s",
			was.LineNo, s.number, held, next.quantity)
		refusal.Fields = []returns.FieldError{{Field: s.field(was.LineNo) + ".quantity", Code: string(refusal.Code), Format: refusal.Format, Args: refusal.Args}}
		return refusal
	case next.shipped != untold && next.shipped < held:
		return refuseInUse(s.field(was.LineNo)+".shipped_quantity", "line %s of order %s: %s units are being returned or came back, so not just %s can have been shipped",
			was.LineNo, s.number, held, next.shipped)
	case next.sku != was.SKU:
		return refuseInUse(s.field(was.LineNo)+".sku", "line %s of order %s has returns: its SKU %s cannot become %s",
			was.LineNo, s.number, was.SKU, next.sku)
	case next.unitPrice != was.UnitPrice || next.taxIncluded != was.TaxIncluded,
		next.quantity == was.Quantity && (next.goods != was.Goods || next.tax != was.Tax),
		next.orderDiscount != was.OrderDiscount && next.quantity == was.Quantity, next.goods < was.RefundedGoods, next.tax < was.RefundedTax:
		return refuseInUse(s.field(was.LineNo)+".unit_price", "line %s of order %s has returns: what was paid for it cannot change any more",
			was.LineNo, s.number)
	}
	return nil
}

func refuseInUse(field, format string, args ...any) error {
	refusal := returns.Refuse(CodeLineInUse, format, args...)
	refusal.Fields = []returns.FieldError{{Field: field, Code: string(CodeLineInUse), Format: refusal.Format, Args: refusal.Args}}
	return refusal
}

// same reports whether the order already stands as it came in.
func (s sale) same(was sqlc.Order, lines []sqlc.OrderLine) bool {
	row := s.row()
	unchanged := row.CustomerID == was.CustomerID && row.CustomerName == was.CustomerName &&
		row.CustomerEmail == was.CustomerEmail && row.CustomerPhone == was.CustomerPhone &&
		row.CustomerCountry == was.CustomerCountry && row.CustomerLanguage == was.CustomerLanguage &&
		row.Currency == was.Currency && row.OrderedAt.Equal(was.OrderedAt) &&
		sameTime(row.ShippedAt, was.ShippedAt) && sameTime(row.DeliveredAt, was.DeliveredAt) && row.ShippingPaid == was.ShippingPaid &&
		row.DiscountMinimum == was.DiscountMinimum
	if !unchanged || len(s.lines) != len(lines) {
		return false
	}
	for _, line := range lines {
		if next := s.line(line.LineNo); next == nil || *next != storedLine(line) {
			return false
		}
	}
	return true
}

func (s sale) write(ctx context.Context, tx pgx.Tx) error {
	if err := db.Queries.OrderUpsert(ctx, tx, s.row()); err != nil {
		return err
	}
	rows := sqlc.OrderLinesUpsertManyParams{OrderNumber: s.number}
	for _, line := range s.lines {
		rows.LineNos = append(rows.LineNos, line.lineNo)
		rows.Skus = append(rows.Skus, line.sku)
		rows.Descriptions = append(rows.Descriptions, line.description)
		rows.Categories = append(rows.Categories, line.category)
		rows.Quantities = append(rows.Quantities, line.quantity)
		rows.Shipped = append(rows.Shipped, line.shipped)
		rows.UnitPrices = append(rows.UnitPrices, line.unitPrice)
		rows.Goods = append(rows.Goods, line.goods)
		rows.Taxes = append(rows.Taxes, line.tax)
		rows.OrderDiscounts = append(rows.OrderDiscounts, line.orderDiscount)
		rows.TaxesIncluded = append(rows.TaxesIncluded, line.taxIncluded)
	}
	if err := db.Queries.OrderLinesDeleteExcept(ctx, tx, s.number, rows.LineNos); err != nil {
		return err
	}
	if err := db.Queries.OrderLinesUpsertMany(ctx, tx, rows); err != nil {
		return err
	}
	return s.writePayments(ctx, tx)
}

func (s sale) row() sqlc.OrderUpsertParams {
	return sqlc.OrderUpsertParams{
		OrderNumber: s.number, CustomerID: s.customer.ID, CustomerName: s.customer.Name, CustomerEmail: s.customer.Email,
		CustomerPhone: s.customer.Phone, CustomerCountry: s.customer.Country, CustomerLanguage: s.customer.Language,
		Currency: s.currency, OrderedAt: s.orderedAt, ShippedAt: s.shippedAt, DeliveredAt: s.deliveredAt,
		ShippingPaid: s.shippingPaid, DiscountMinimum: s.discountMinimum,
	}
}

// line is the line with the number, or nil.
func (s sale) line(lineNo int) *saleLine {
	for i := range s.lines {
		if s.lines[i].lineNo == lineNo {
			return &s.lines[i]
		}
	}
	return nil
}

// field is where the line stands in the order that came in.
func (s sale) field(lineNo int) string {
	at := slices.IndexFunc(s.lines, func(l saleLine) bool { return l.lineNo == lineNo })
	return "lines[" + strconv.Itoa(at) + "]"
}

func storedLine(line sqlc.OrderLine) saleLine {
	shipped := untold
	if line.ShippedQuantity != nil {
		shipped = *line.ShippedQuantity
	}
	return saleLine{
		lineNo: line.LineNo, sku: line.SKU, description: line.Description, category: line.Category, quantity: line.Quantity, shipped: shipped,
		unitPrice: line.UnitPrice, goods: line.Goods, tax: line.Tax, orderDiscount: line.OrderDiscount, taxIncluded: line.TaxIncluded,
	}
}

func sameTime(a, b *time.Time) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Equal(*b)
}
