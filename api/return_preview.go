package api

import (
	"context"

	"github.com/jackc/pgx/v5"

	"backhaul/policies"
	"backhaul/returns"
)

// PreviewReturn says what would come of a request, and changes nothing.
func (s *server) PreviewReturn(ctx context.Context, r PreviewReturnRequestObject) (PreviewReturnResponseObject, error) {
	this := callOf(ctx)
	asked := policies.Asked{Request: *r.Body, By: this.actor, Now: s.Now()}
	if err := tidyRequest(&asked.Request); err != nil {
		return nil, err
	}
	if owner := this.owner(); owner != nil {
		asked.OwnOrdersOf = *owner
	}
	var ret *returns.Return
	var verdict Verdict
	err := s.read(ctx, func(tx pgx.Tx) (err error) {
		if ret, err = policies.Preview(ctx, tx, asked); err != nil {
			return err
		}
		reasons, err := reasonLabels(ctx, tx, this.language)
		verdict = explainVerdict(this.language, ret.Verdict, reasons)
		return err
	})
	if err != nil {
		return nil, err
	}
	refund := refundView(returns.NotDue, ret.Estimate)
	refund.Estimate = refund.Total
	return PreviewReturn200JSONResponse{Status: ret.Status(), Verdict: verdict, Refund: refund}, nil
}
