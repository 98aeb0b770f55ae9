package db

import (
	"encoding/json"
	"fmt"

	"backhaul/db/sqlc"
	"backhaul/returns"
)

// PolicyOf reads a stored policy version.
func PolicyOf(row sqlc.Policy) (returns.Policy, error) {
	policy := returns.Policy{ID: row.PolicyID, Version: row.Version}
	if err := json.Unmarshal(row.Terms, &policy.Terms); err != nil {
		return policy, fmt.Errorf("policy %s version %d cannot be read: %w", row.PolicyID, row.Version, err)
	}
	return policy, nil
}

// OrderOf puts an order together from its rows.
func OrderOf(row sqlc.Order, lines []sqlc.OrderLine) *returns.Order {
	order := &returns.Order{
		Number: row.OrderNumber, CustomerID: row.CustomerID, Currency: row.Currency, OrderedAt: row.OrderedAt,
		ShippedAt: row.ShippedAt, DeliveredAt: row.DeliveredAt, ShippingPaid: row.ShippingPaid, ShippingRefunded: row.ShippingRefunded,
		DiscountMinimum: row.DiscountMinimum, DiscountWithheld: row.DiscountWithheld,
	}
	for _, line := range lines {
		order.Lines = append(order.Lines, returns.OrderLine{
			LineNo: line.LineNo, SKU: line.SKU, Description: line.Description, Category: line.Category,
			Quantity: line.Quantity, Shipped: line.ShippedQuantity, Goods: line.Goods, Tax: line.Tax, TaxIncluded: line.TaxIncluded,
			Discount: line.OrderDiscount, Reserved: line.Reserved, Returned: line.Returned, RefundedUnits: line.RefundedUnits,
			RefundedGoods: line.RefundedGoods, RefundedTax: line.RefundedTax,
		})
	}
	return order
}

// PaymentsOf puts the payments of an order together from their rows.
func PaymentsOf(rows []sqlc.Payment) []returns.Payment {
	payments := make([]returns.Payment, len(rows))
	for i, row := range rows {
		payments[i] = returns.Payment{
			Seq: row.Seq, Provider: row.Provider, Reference: row.Reference, Method: returns.PaymentMethod(row.Method),
			Captured: row.Captured, Refunded: row.Refunded,
		}
	}
	return payments
}

// PartsOf puts the parts of a refund task together from their rows.
func PartsOf(rows []sqlc.RefundPartsOfManyRow) []returns.RefundPart {
	parts := make([]returns.RefundPart, len(rows))
	for i, row := range rows {
		part := row.RefundPart
		parts[i] = returns.RefundPart{
			Payment: part.PaymentSeq, Amount: part.Amount, Exchanged: part.Exchanged, State: returns.PartState(part.State),
			Attempt: part.Attempt, ByHand: part.ByHand, Reference: part.Reference, Doubt: part.Doubt, Reason: part.Reason,
			UnansweredSince: part.UnansweredSince,
		}
	}
	return parts
}
