package api

import (
	"context"
	"fmt"

	"backhaul/db"
	"backhaul/orders"
	"backhaul/returns"
	"backhaul/workflows"
)

// OpenReturn starts the return's workflow and waits until it has judged the
// request. The return's id comes from the Idempotency-Key, so that a repeat
// finds the same return even when the first answer was lost.
func (s *server) OpenReturn(ctx context.Context, r OpenReturnRequestObject) (OpenReturnResponseObject, error) {
	this, request := callOf(ctx), *r.Body
	if err := tidyRequest(&request); err != nil {
		return nil, err
	}
	// A workflow for an order that is not there would only leave its failure behind.
	order, err := db.Queries.OrderGet(ctx, s.DB, request.OrderNumber)
	if db.NotFound(err) || (err == nil && !this.owns(order.CustomerID)) {
		return nil, returns.OrderNotFound(request.OrderNumber)
	}
	if err != nil {
		return nil, err
	}
	in := workflows.Input{
		ReturnID: returns.NewReturnID(this.actor.ID, this.key), Request: request,
		By: returns.By{ID: returns.NewDecisionID(this.actor.ID, this.key), Actor: this.actor, Origin: this.origin()},
	}
	if owner := this.owner(); owner != nil {
		in.OwnOrdersOf = *owner
	}
	deadline, cancel := context.WithTimeout(ctx, s.DecisionTimeout)
	defer cancel()
	if err := workflows.Open(deadline, s.Temporal, s.TaskQueue, in); err != nil {
		return nil, err
	}
	view, err := s.returnView(ctx, in.ReturnID)
	if err != nil {
		return nil, err
	}
	location := "/v1/returns/" + view.ID
	return OpenReturn201JSONResponse{Body: view, Headers: OpenReturn201ResponseHeaders{Location: &location}}, nil
}

// tidyRequest brings what is looked up into its stored form, and refuses lines
// that name nothing.
func tidyRequest(request *returns.Request) error {
	request.OrderNumber = orders.Key(request.OrderNumber)
	request.Lines = append([]returns.RequestLine(nil), request.Lines...)
	for i := range request.Lines {
		line := &request.Lines[i]
		line.SKU = orders.Key(line.SKU)
		if line.LineNo == 0 && line.SKU == "" {
			return returns.RefuseField(fmt.Sprintf("lines[%d].line_no", i), "required", "name the line by its line_no or its sku")
		}
	}
	if request.Exchange != nil {
		exchange := returns.ExchangeRequest{Lines: append([]returns.ExchangeLine(nil), request.Exchange.Lines...)}
		for i := range exchange.Lines {
			exchange.Lines[i].SKU = orders.Key(exchange.Lines[i].SKU)
		}
		request.Exchange = &exchange
	}
	return nil
}
