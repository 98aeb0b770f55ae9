package api

import (
	"context"
	"encoding/json"
	"strings"

	"backhaul/exports"
	"backhaul/imports"
	"backhaul/policies"
	"backhaul/returns"
)

// orderColumns are those of an import, with what came back behind them.
var orderColumns = columns[Order]{
	[]string{
		"order_number", "line_no", "sku", "description", "category", "quantity", "unit_price", "discount", "tax", "prices_include_tax",
		"customer_id", "customer_name", "email", "phone", "country", "language", "currency", "ordered_at", "shipped_at", "delivered_at",
		"shipping_paid", "paid", "reserved", "returned", "returnable", "return_status",
	},
	func(o Order) (rows [][]any) {
		for _, l := range o.Lines {
			rows = append(rows, []any{
				o.OrderNumber, l.LineNo, l.SKU, l.Description, l.Category, l.Quantity, exports.Number(l.UnitPrice.Amount),
				discountOf(l, o.Currency), amount(l.Tax), l.TaxIncluded, o.Customer.ID, o.Customer.Name, o.Customer.Email, o.Customer.Phone,
				o.Customer.Country, o.Customer.Language, o.Currency, o.OrderedAt, when(o.ShippedAt), when(o.DeliveredAt),
				amount(o.ShippingPaid), amount(l.Paid), l.ReservedQuantity, l.ReturnedQuantity, l.ReturnableQuantity, string(o.ReturnStatus),
			})
		}
		return rows
	},
}

func (s *server) exportOrders(ctx context.Context, r ListOrdersRequestObject) (ListOrdersResponseObject, error) {
	return export(ctx, s, r.Params.Format, "orders", r.Params, orderColumns, func(ctx context.Context, cursor *string) ([]Order, *string, error) {
		r.Params.Format, r.Params.Limit, r.Params.Cursor = exports.FormatJSON, maxLimit, cursor
		answer, err := s.ListOrders(ctx, r)
		list, _ := answer.(ordersAnswer)
		return list.Items, list.NextCursor, err
	})
}

var returnColumns = columns[Return]{
	[]string{
		"rma_number", "status", "order_number", "customer_id", "customer_name", "method", "opened_at", "closed_at", "waiting_for",
		"deadline", "refund_state", "refund_estimate", "refund_total", "currency", "line_no", "sku", "description", "quantity",
		"approved_quantity", "reason", "condition", "note", "arrived", "available", "refurbish", "quarantine", "scrap", "vendor",
		"send_back", "missing", "return_id",
	},
	func(r Return) (rows [][]any) {
		for _, l := range r.Lines {
			rows = append(rows, []any{
				r.RMANumber, string(r.Status), r.OrderNumber, r.CustomerID, r.CustomerName, string(r.Method), r.OpenedAt, when(r.ClosedAt),
				string(orEmpty(r.WaitingFor)), when(r.Deadline), string(r.Refund.State), amount(r.Refund.Estimate), amount(r.Refund.Total),
				r.Currency, l.LineNo, l.SKU, l.Description, l.Quantity, l.ApprovedQuantity, l.Reason, l.Condition, l.Note,
				l.Units.Arrived, l.Units.Available, l.Units.Refurbish, l.Units.Quarantine, l.Units.Scrap, l.Units.Vendor,
				l.Units.SendBack, l.Units.Missing, r.ID,
			})
		}
		return rows
	},
}

func (s *server) exportReturns(ctx context.Context, r ListReturnsRequestObject) (ListReturnsResponseObject, error) {
	return export(ctx, s, r.Params.Format, "returns", r.Params, returnColumns, func(ctx context.Context, cursor *string) ([]Return, *string, error) {
		r.Params.Format, r.Params.Limit, r.Params.Cursor = exports.FormatJSON, maxLimit, cursor
		answer, err := s.ListReturns(ctx, r)
		list, _ := answer.(returnsAnswer)
		return list.Items, list.NextCursor, err
	})
}

// reasonColumns are those that the import of reasons reads.
var reasonColumns = single(imports.ReasonColumns.All(), func(r policies.Reason) []any {
	labels, _ := json.Marshal(r.Labels) // texts by language
	return []any{r.Code, r.LabelEn, r.LabelZh, string(labels), r.ByCustomer, strings.Join(r.Categories, "; "), r.Active, r.Position, string(r.Fields)}
})

func (s *server) exportReasons(ctx context.Context, r ListReasonsRequestObject) (ListReasonsResponseObject, error) {
	return export(ctx, s, r.Params.Format, "reasons", r.Params, reasonColumns, func(ctx context.Context, _ *string) ([]policies.Reason, *string, error) {
		reasons, err := policies.Reasons(ctx, s.DB, r.Params.Inactive)
		return reasons, nil, err
	})
}

var batchColumns = single(
	[]string{"id", "name", "state", "created_by", "created_at", "updated_at", "total", "done", "failed", "cancelled", "waiting"},
	func(b Batch) []any {
		p := b.Progress
		return []any{b.ID, b.Name, string(b.State), b.CreatedBy.ID, b.CreatedAt, b.UpdatedAt, p.Total, p.Done, p.Failed, p.Cancelled, p.Waiting}
	},
)

func (s *server) exportBatches(ctx context.Context, r ListBatchesRequestObject) (ListBatchesResponseObject, error) {
	return export(ctx, s, r.Params.Format, "batches", r.Params, batchColumns, func(ctx context.Context, cursor *string) ([]Batch, *string, error) {
		r.Params.Format, r.Params.Limit, r.Params.Cursor = exports.FormatJSON, maxLimit, cursor
		answer, err := s.ListBatches(ctx, r)
		list, _ := answer.(ListBatches200JSONResponse)
		return list.Items, list.NextCursor, err
	})
}

var disputeColumns = single(
	[]string{
		"rma_number", "state", "return_status", "order_number", "customer_id", "customer_name", "complaint", "opened_at", "answer",
		"answered_at", "outcome", "decided_at", "waiting_for", "deadline", "return_id",
	},
	func(d Dispute) []any {
		c := d.Complaint
		return []any{
			d.RMANumber, string(d.State), string(d.ReturnStatus), d.OrderNumber, d.CustomerID, d.CustomerName, c.Text, c.OpenedAt,
			orEmpty(c.Answer), when(c.AnsweredAt), orEmpty(c.Outcome), when(c.DecidedAt), string(orEmpty(c.WaitingFor)), when(c.Deadline), d.ReturnID,
		}
	},
)

func (s *server) exportDisputes(ctx context.Context, r ListDisputesRequestObject) (ListDisputesResponseObject, error) {
	return export(ctx, s, r.Params.Format, "disputes", r.Params, disputeColumns, func(ctx context.Context, cursor *string) ([]Dispute, *string, error) {
		r.Params.Format, r.Params.Limit, r.Params.Cursor = exports.FormatJSON, maxLimit, cursor
		answer, err := s.ListDisputes(ctx, r)
		list, _ := answer.(ListDisputes200JSONResponse)
		return list.Items, list.NextCursor, err
	})
}

var taskColumns = single(
	[]string{
		"id", "rma_number", "return_status", "order_number", "customer_id", "state", "amount", "to_pay", "to_collect", "currency",
		"reference", "note", "by_hand", "created_at", "updated_at", "return_id",
	},
	func(t RefundTask) []any {
		return []any{
			t.ID, t.RMANumber, string(t.ReturnStatus), t.OrderNumber, t.CustomerID, string(t.State), amount(t.Amount), amount(t.ToPay),
			amount(t.ToCollect), t.Amount.Currency, t.Reference, t.Note, t.ByHand, t.CreatedAt, t.UpdatedAt, t.ReturnID,
		}
	},
)

func (s *server) exportRefundTasks(ctx context.Context, r ListRefundTasksRequestObject) (ListRefundTasksResponseObject, error) {
	return export(ctx, s, r.Params.Format, "refund-tasks", r.Params, taskColumns, func(ctx context.Context, cursor *string) ([]RefundTask, *string, error) {
		r.Params.Format, r.Params.Limit, r.Params.Cursor = exports.FormatJSON, maxLimit, cursor
		answer, err := s.ListRefundTasks(ctx, r)
		list, _ := answer.(ListRefundTasks200JSONResponse)
		return list.Items, list.NextCursor, err
	})
}

var stockColumns = single([]string{"sku", "location", "bucket", "quantity"}, func(l StockLevel) []any {
	return []any{l.SKU, l.Location, string(returns.Bucket(l.Bucket)), l.Quantity}
})

func (s *server) exportStock(ctx context.Context, r ListStockRequestObject) (ListStockResponseObject, error) {
	return export(ctx, s, r.Params.Format, "stock", r.Params, stockColumns, func(ctx context.Context, cursor *string) ([]StockLevel, *string, error) {
		r.Params.Format, r.Params.Limit, r.Params.Cursor = exports.FormatJSON, maxLimit, cursor
		answer, err := s.ListStock(ctx, r)
		list, _ := answer.(ListStock200JSONResponse)
		return list.Items, list.NextCursor, err
	})
}

var movementColumns = single(
	[]string{"id", "at", "sku", "location", "bucket", "quantity", "reason", "actor_id", "return_id", "line_no"},
	func(m StockMovement) []any {
		return []any{m.ID, m.At, m.SKU, m.Location, string(m.Bucket), m.Quantity, m.Reason, m.ActorID, orEmpty(m.ReturnID), whole(m.LineNo)}
	},
)

func (s *server) exportStockMovements(ctx context.Context, r ListStockMovementsRequestObject) (ListStockMovementsResponseObject, error) {
	return export(ctx, s, r.Params.Format, "stock-movements", r.Params, movementColumns,
		func(ctx context.Context, cursor *string) ([]StockMovement, *string, error) {
			r.Params.Format, r.Params.Limit, r.Params.Cursor = exports.FormatJSON, maxLimit, cursor
			answer, err := s.ListStockMovements(ctx, r)
			list, _ := answer.(ListStockMovements200JSONResponse)
			return list.Items, list.NextCursor, err
		})
}
