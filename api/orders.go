package api

import (
	"context"
	"strings"

	"github.com/jackc/pgx/v5"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/orders"
	"backhaul/returns"
)

// UnitPrice is a price per unit, which may have more decimals than its currency.
type UnitPrice struct {
	Amount   string `json:"amount"`
	Currency string `json:"currency"`
}

// PutOrder stores an order and answers with it.
func (s *server) PutOrder(ctx context.Context, r PutOrderRequestObject) (PutOrderResponseObject, error) {
	in := *r.Body
	in.OrderNumber = r.OrderNumber
	if _, err := orders.Put(ctx, s.DB, in); err != nil {
		return nil, err
	}
	view, err := s.order(ctx, r.OrderNumber)
	return PutOrder200JSONResponse(view), err
}

// GetOrder answers with one order.
func (s *server) GetOrder(ctx context.Context, r GetOrderRequestObject) (GetOrderResponseObject, error) {
	view, err := s.order(ctx, r.OrderNumber)
	return GetOrder200JSONResponse(view), err
}

// order reads the order, which must be one that the caller may see.
func (s *server) order(ctx context.Context, number string) (view Order, err error) {
	return view, s.read(ctx, func(tx pgx.Tx) error {
		row, err := db.Queries.OrderGet(ctx, tx, orders.Key(number))
		if db.NotFound(err) || (err == nil && !callOf(ctx).owns(row.CustomerID)) {
			return returns.OrderNotFound(number)
		}
		if err != nil {
			return err
		}
		views, err := orderViews(ctx, tx, []sqlc.Order{row})
		if err == nil {
			view = views[0]
		}
		return err
	})
}

// ListOrders answers with a page of orders, newest first.
func (s *server) ListOrders(ctx context.Context, r ListOrdersRequestObject) (ListOrdersResponseObject, error) {
	if r.Params.Format.Whole() {
		return s.exportOrders(ctx, r)
	}
	filter := sqlc.OrderPageParams{
		Owner: callOf(ctx).owner(), Customer: key(r.Params.Customer), Q: key(r.Params.Q), Most: most(r.Params.Limit),
	}
	if filter.Q != nil {
		literally := literal.Replace(*filter.Q)
		filter.Like = &literally
	}
	var err error
	if filter.Since, filter.Before, err = span(r.Params.From, r.Params.To); err != nil {
		return nil, err
	}
	if filter.AfterAt, filter.AfterNumber, err = readTimeCursor(r.Params.Cursor); err != nil {
		return nil, err
	}
	list := ordersAnswer{}
	err = s.read(ctx, func(tx pgx.Tx) error {
		rows, err := ordersPage(ctx, tx, filter)
		if err != nil {
			return err
		}
		rows, list.NextCursor = page(rows, r.Params.Limit, func(o sqlc.Order) []string { return timeKey(o.OrderedAt, o.OrderNumber) })
		list.Items, err = orderViews(ctx, tx, rows)
		return err
	})
	return list, err
}

// read runs queries that must see one state of the database. It writes nothing.
func (s *server) read(ctx context.Context, do func(tx pgx.Tx) error) error {
	return pgx.BeginTxFunc(ctx, s.DB, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, do)
}

// key brings an optional order number, SKU or customer id into its stored form.
func key(text *string) *string {
	if text == nil {
		return nil
	}
	normal := orders.Key(*text)
	return &normal
}

func orderViews(ctx context.Context, tx pgx.Tx, rows []sqlc.Order) ([]Order, error) {
	numbers := make([]string, len(rows))
	for i, row := range rows {
		numbers[i] = row.OrderNumber
	}
	lines, err := db.Queries.OrderLinesOfMany(ctx, tx, numbers)
	if err != nil {
		return nil, err
	}
	open, err := db.Queries.OrdersWithOpenReturns(ctx, tx, numbers)
	if err != nil {
		return nil, err
	}
	payments, err := paymentViews(ctx, tx, rows)
	if err != nil {
		return nil, err
	}
	linesOf, isOpen := map[string][]sqlc.OrderLine{}, map[string]bool{}
	for _, line := range lines {
		linesOf[line.OrderNumber] = append(linesOf[line.OrderNumber], line)
	}
	for _, number := range open {
		isOpen[number] = true
	}
	views := make([]Order, len(rows))
	for i, row := range rows {
		views[i] = orderView(row, linesOf[row.OrderNumber], isOpen[row.OrderNumber])
		views[i].Payments = append([]OrderPayment{}, payments[row.OrderNumber]...)
	}
	return views, nil
}

func orderView(row sqlc.Order, lines []sqlc.OrderLine, hasOpenReturn bool) Order {
	money := func(minor int64) Money { return Money{Minor: minor, Currency: row.Currency} }
	view := Order{
		OrderNumber: row.OrderNumber, Currency: row.Currency, OrderedAt: row.OrderedAt, ShippedAt: row.ShippedAt,
		DeliveredAt: row.DeliveredAt,
		Customer: Customer{
			ID: row.CustomerID, Name: row.CustomerName, Email: row.CustomerEmail, Phone: row.CustomerPhone,
			Country: row.CustomerCountry, Language: row.CustomerLanguage,
		},
		ShippingPaid: money(row.ShippingPaid), DiscountMinimum: money(row.DiscountMinimum), DiscountWithheld: money(row.DiscountWithheld), ReturnStatus: returnStatus(lines, hasOpenReturn),
		Lines: make([]OrderLine, len(lines)), CreatedAt: row.CreatedAt, UpdatedAt: row.UpdatedAt,
	}
	paid := row.ShippingPaid
	for i, line := range lines {
		paid += line.Goods + line.Tax
		returnable := line.Quantity
		if line.ShippedQuantity != nil {
			returnable = *line.ShippedQuantity
		}
		view.Lines[i] = OrderLine{
			LineNo: line.LineNo, SKU: line.SKU, Description: line.Description, Category: line.Category, Quantity: line.Quantity,
			UnitPrice: UnitPrice{Amount: line.UnitPrice, Currency: row.Currency}, Paid: money(line.Goods + line.Tax),
			Tax: money(line.Tax), TaxIncluded: line.TaxIncluded, ReservedQuantity: line.Reserved, ReturnedQuantity: line.Returned,
			ShippedQuantity: line.ShippedQuantity, ReturnableQuantity: returnable - line.Reserved - line.Returned,
		}
	}
	view.Paid = money(paid)
	return view
}

// returnStatus says how far the order has come back: 退货处理中, 部分退货, 已退货.
func returnStatus(lines []sqlc.OrderLine, hasOpenReturn bool) OrderReturnStatus {
	bought, reserved, returned := 0, 0, 0
	for _, line := range lines {
		bought += line.Quantity
		reserved += line.Reserved
		returned += line.Returned
	}
	switch {
	case hasOpenReturn || reserved > 0:
		return InProgress
	case returned == 0:
		return None
	case returned < bought:
		return PartiallyReturned
	}
	return Returned
}

// literal takes from a text what means something in a pattern of LIKE.
var literal = strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)
