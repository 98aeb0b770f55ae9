package verify

import (
	"context"
	"fmt"
	"strings"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/returns"
)

// moneyChecks are about invariants 2 and 4: refunds, and who let them go.
var moneyChecks = []check{
	{"refunded per payment", 2, refundedPerPayment},
	{"refunds within captured", 2, refundsWithinCaptured},
	{"refunded per line", 2, refundedPerLine},
	{"refunds within paid", 2, refundsWithinPaid},
	{"refunded shipping", 2, refundedShipping},
	{"withheld discount", 2, withheldDiscount},
	{"sums of refunds", 2, sumsOfRefunds},
	{"parts of refunds", 2, partsOfRefunds},
	{"one refund per return", 2, oneRefundPerReturn},
	{"money track", 2, moneyTrack},
	{"settled refunds", 2, settledRefunds},
	{"refunded units", 2, refundedUnits},
	{"approvals of refunds", 4, refundApprovals},
	{"four eyes", 4, fourEyes},
	{"store credit", 2, storeCredit},
	{"refunds to store credit", 2, creditRefunds},
	{"exchanges", 3, exchanges},
	{"refunds to exchanges", 2, exchanged},
	{"approvals of returns", 4, returnApprovals},
}

func refundedPerPayment(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifyPayments(ctx, s.tx, s.limit())
	return violations(s, s.counts.Payments, rows, err, func(r sqlc.VerifyPaymentsRow) (int64, Finding) {
		return r.Total, Finding{payment(r.OrderNumber, r.Seq), fmt.Sprintf(
			"%s count as refunded or on their way, but its refunds in effect add up to %s", money(r.Refunded, r.Currency), money(r.Due, r.Currency))}
	})
}

func refundsWithinCaptured(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifyCaptured(ctx, s.tx, s.limit())
	return violations(s, s.counts.Payments, rows, err, func(r sqlc.VerifyCapturedRow) (int64, Finding) {
		return r.Total, Finding{payment(r.OrderNumber, r.Seq), fmt.Sprintf(
			"%s were captured, but %s are refunded or on their way", money(r.Captured, r.Currency), money(r.Refunded, r.Currency))}
	})
}

func refundedPerLine(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifyRefunded(ctx, s.tx, s.limit())
	return violations(s, s.counts.OrderLines, rows, err, func(r sqlc.VerifyRefundedRow) (int64, Finding) {
		subject := orderLine(r.OrderNumber, r.LineNo)
		if !r.Found {
			return r.Total, Finding{subject, fmt.Sprintf("%d units are refunded, but the order has no such line", r.UnitsDue)}
		}
		var said []string
		if units := differences(difference{"refunded units", r.Units, r.UnitsDue, "by its refunds in effect"}); units != "" {
			said = append(said, units)
		}
		for _, part := range []struct {
			what        string
			stored, due int64
		}{{"goods", r.Goods, r.GoodsDue}, {"tax", r.Tax, r.TaxDue}} {
			if part.stored != part.due {
				said = append(said, fmt.Sprintf("refunded %s: %s stored, %s by its refunds in effect",
					part.what, money(part.stored, r.Currency), money(part.due, r.Currency)))
			}
		}
		return r.Total, Finding{subject, strings.Join(said, "; ")}
	})
}

func refundsWithinPaid(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifyPaid(ctx, s.tx, s.limit())
	return violations(s, s.counts.OrderLines, rows, err, func(r sqlc.VerifyPaidRow) (int64, Finding) {
		return r.Total, Finding{orderLine(r.OrderNumber, r.LineNo), fmt.Sprintf(
			"goods: %s of %s refunded; tax: %s of %s refunded; neither may be more than was paid",
			money(r.RefundedGoods, r.Currency), money(r.Goods, r.Currency), money(r.RefundedTax, r.Currency), money(r.Tax, r.Currency))}
	})
}

func refundedShipping(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifyShipping(ctx, s.tx, s.limit())
	return violations(s, s.counts.Orders, rows, err, func(r sqlc.VerifyShippingRow) (int64, Finding) {
		return r.Total, Finding{order(r.OrderNumber), fmt.Sprintf(
			"%s of %s shipping count as refunded, but its refunds in effect give back %s",
			money(r.ShippingRefunded, r.Currency), money(r.ShippingPaid, r.Currency), money(r.Due, r.Currency))}
	})
}

func withheldDiscount(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifyDiscounts(ctx, s.tx, s.limit())
	return violations(s, s.counts.Orders, rows, err, func(r sqlc.VerifyDiscountsRow) (int64, Finding) {
		return r.Total, Finding{order(r.OrderNumber), fmt.Sprintf(
			"%s of its discount count as withheld, but its refunds in effect withhold %s",
			money(r.DiscountWithheld, r.Currency), money(r.Due, r.Currency))}
	})
}

func sumsOfRefunds(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifySums(ctx, s.tx, s.limit())
	return violations(s, s.counts.RefundTasks, rows, err, func(r sqlc.VerifySumsRow) (int64, Finding) {
		var said []string
		if r.Amount != r.Lines+r.Shipping {
			said = append(said, fmt.Sprintf("the amount is %s, but its lines are %s, and its shipping and the discount it gives back are %s",
				money(r.Amount, r.Currency), money(r.Lines, r.Currency), money(r.Shipping, r.Currency)))
		}
		if r.OddLines > 0 {
			said = append(said, fmt.Sprintf("%d lines are not goods and tax less the fee", r.OddLines))
		}
		if r.Differs {
			said = append(said, "the stored breakdown (amounts) does not say what its lines say")
		}
		if r.Currency != r.ReturnCurrency {
			said = append(said, fmt.Sprintf("it is in %s, but the return is in %s", r.Currency, r.ReturnCurrency))
		}
		return r.Total, Finding{refund(r.ID), strings.Join(said, "; ")}
	})
}

func oneRefundPerReturn(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifyEffective(ctx, s.tx, s.limit())
	return violations(s, s.counts.Returns, rows, err, func(r sqlc.VerifyEffectiveRow) (int64, Finding) {
		return r.Total, Finding{ofReturn(r.ReturnID), fmt.Sprintf(
			"it has %d refunds in effect, and may have one: the customer may be paid twice", r.Refunds)}
	})
}

func moneyTrack(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifyMoneyTrack(ctx, s.tx, s.limit())
	return violations(s, s.counts.Returns, rows, err, func(r sqlc.VerifyMoneyTrackRow) (int64, Finding) {
		why := "there is no refund"
		if r.TaskID != "" {
			why = "its latest refund " + r.TaskID + " says so"
		}
		return r.Total, Finding{ofReturn(r.ReturnID), fmt.Sprintf("its money track is %s and should be %s: %s", r.Refund, r.Due, why)}
	})
}

func settledRefunds(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifySettled(ctx, s.tx, s.limit())
	return violations(s, s.counts.Returns, rows, err, func(r sqlc.VerifySettledRow) (int64, Finding) {
		want := "should have none that is settled, and none in effect once it has ended"
		if r.Status == string(returns.Refunded) || r.Status == string(returns.Completed) {
			want = "should have exactly one that is settled"
		}
		return r.Total, Finding{ofReturn(r.ReturnID), fmt.Sprintf(
			"it is %s and has %d settled refunds of %d in effect, but %s", r.Status, r.Settled, r.Effective, want)}
	})
}

func refundedUnits(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifyRefundUnits(ctx, s.tx, s.limit())
	return violations(s, s.counts.ReturnLines, rows, err, func(r sqlc.VerifyRefundUnitsRow) (int64, Finding) {
		return r.Total, Finding{returnLine(r.ReturnID, r.LineNo), fmt.Sprintf(
			"%d units are refunded, but %d were accepted", r.Refunded, r.Accepted)}
	})
}

func refundApprovals(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifyRefundApprovals(ctx, s.tx, s.limit(), whoMay(returns.ActionDecideRefund))
	return violations(s, s.counts.RefundTasks, rows, err, func(r sqlc.VerifyRefundApprovalsRow) (int64, Finding) {
		detail := "nobody is recorded as having approved it"
		if r.Approver != "" {
			detail = fmt.Sprintf("it names %s (%s) as its approver, but the audit trail has no such decision by somebody who may take it", r.Approver, r.ApproverRole)
		}
		return r.Total, Finding{refund(r.ID), fmt.Sprintf("%s are %s; %s", money(r.Amount, r.Currency), r.State, detail)}
	})
}

func fourEyes(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifyFourEyes(ctx, s.tx, s.limit(), whoMay(returns.ActionDecideRefund))
	return violations(s, s.counts.RefundTasks, rows, err, func(r sqlc.VerifyFourEyesRow) (int64, Finding) {
		return r.Total, Finding{refund(r.ID), fmt.Sprintf(
			"%s need the approval of two people above %s, but the approvers are %q and %q, or the audit trail does not say so",
			money(r.Amount, r.Currency), money(r.Above, r.Currency), r.FirstApprover, r.Approver)}
	})
}

func returnApprovals(ctx context.Context, s *session) (answer, error) {
	rows, err := db.Queries.VerifyReturnApprovals(ctx, s.tx, s.limit(), whoMay(returns.ActionReview))
	return violations(s, s.counts.Returns, rows, err, func(r sqlc.VerifyReturnApprovalsRow) (int64, Finding) {
		detail := "no approval is recorded"
		if r.Approver != "" {
			detail = fmt.Sprintf("the audit trail has no approval by %s (%s), or the role may not approve", r.Approver, r.ApproverRole)
		}
		return r.Total, Finding{ofReturn(r.ReturnID), fmt.Sprintf("it is %s, but %s", r.Status, detail)}
	})
}

// whoMay lists the roles that may take the action, the admin among them.
func whoMay(action returns.Action) []string {
	var roles []string
	for _, role := range returns.Roles() {
		if role.MayDo(action) {
			roles = append(roles, string(role))
		}
	}
	return roles
}

func money(minor int64, currency string) string {
	return returns.Money{Minor: minor, Currency: currency}.String()
}
