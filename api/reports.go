package api

import (
	"context"

	"github.com/jackc/pgx/v5"

	"backhaul/reports"
)

// report reads one report in a snapshot, for the caller's language.
func report[R any](
	ctx context.Context, s *server, ask reports.Ask, read func(context.Context, *reports.Reader) (R, error),
) (answer R, err error) {
	ask.Language = callOf(ctx).language.String()
	return answer, s.read(ctx, func(tx pgx.Tx) error {
		reader, err := reports.Read(ctx, tx, ask, s.Now())
		if err != nil {
			return err
		}
		answer, err = read(ctx, reader)
		return err
	})
}

// someParts is how many items a report lists that has no limit of its own.
const someParts = 200

func asked(from, to, currency *string, most int) reports.Ask {
	return reports.Ask{From: given(from), To: given(to), Currency: given(currency), Most: most}
}

func given(text *string) string {
	if text == nil {
		return ""
	}
	return *text
}

// ReportSummary answers with the shop at a glance.
func (s *server) ReportSummary(ctx context.Context, r ReportSummaryRequestObject) (ReportSummaryResponseObject, error) {
	answer, err := report(ctx, s, asked(r.Params.From, r.Params.To, r.Params.Currency, someParts),
		func(ctx context.Context, reader *reports.Reader) (reports.Summary, error) { return reader.Summary(ctx) })
	return ReportSummary200JSONResponse(answer), err
}

// ReportReasons answers with why goods come back.
func (s *server) ReportReasons(ctx context.Context, r ReportReasonsRequestObject) (ReportReasonsResponseObject, error) {
	answer, err := report(ctx, s, asked(r.Params.From, r.Params.To, r.Params.Currency, r.Params.Limit),
		func(ctx context.Context, reader *reports.Reader) (reports.Parts, error) {
			return reader.Reasons(ctx, string(r.Params.Sort))
		})
	return ReportReasons200JSONResponse(answer), err
}

// ReportProducts answers with what comes back.
func (s *server) ReportProducts(ctx context.Context, r ReportProductsRequestObject) (ReportProductsResponseObject, error) {
	answer, err := report(ctx, s, asked(r.Params.From, r.Params.To, r.Params.Currency, r.Params.Limit),
		func(ctx context.Context, reader *reports.Reader) (reports.Parts, error) {
			return reader.Products(ctx, string(r.Params.Group), string(r.Params.Sort))
		})
	return ReportProducts200JSONResponse(answer), err
}

// ReportTrend answers with how figures went.
func (s *server) ReportTrend(ctx context.Context, r ReportTrendRequestObject) (ReportTrendResponseObject, error) {
	by := ""
	if r.Params.By != nil {
		by = string(*r.Params.By)
	}
	answer, err := report(ctx, s, asked(r.Params.From, r.Params.To, r.Params.Currency, someParts),
		func(ctx context.Context, reader *reports.Reader) (reports.Trend, error) {
			return reader.Trend(ctx, string(r.Params.Group), by, given(r.Params.Key))
		})
	return ReportTrend200JSONResponse(answer), err
}

// ReportCustomers answers with who returns how much.
func (s *server) ReportCustomers(ctx context.Context, r ReportCustomersRequestObject) (ReportCustomersResponseObject, error) {
	answer, err := report(ctx, s, asked(r.Params.From, r.Params.To, nil, r.Params.Limit),
		func(ctx context.Context, reader *reports.Reader) (reports.Customers, error) {
			return reader.Customers(ctx, string(r.Params.Sort))
		})
	return ReportCustomers200JSONResponse(answer), err
}

// ReportCycleTimes answers with how long steps take.
func (s *server) ReportCycleTimes(ctx context.Context, r ReportCycleTimesRequestObject) (ReportCycleTimesResponseObject, error) {
	answer, err := report(ctx, s, asked(r.Params.From, r.Params.To, nil, someParts),
		func(ctx context.Context, reader *reports.Reader) (reports.CycleTimes, error) {
			return reader.CycleTimes(ctx)
		})
	return ReportCycleTimes200JSONResponse(answer), err
}

// ReportRefunds answers with the money that went back.
func (s *server) ReportRefunds(ctx context.Context, r ReportRefundsRequestObject) (ReportRefundsResponseObject, error) {
	answer, err := report(ctx, s, asked(r.Params.From, r.Params.To, r.Params.Currency, someParts),
		func(ctx context.Context, reader *reports.Reader) (reports.Refunds, error) { return reader.Refunds(ctx) })
	return ReportRefunds200JSONResponse(answer), err
}

// ReportDispositions answers with where goods went.
func (s *server) ReportDispositions(ctx context.Context, r ReportDispositionsRequestObject) (ReportDispositionsResponseObject, error) {
	answer, err := report(ctx, s, asked(r.Params.From, r.Params.To, r.Params.Currency, someParts),
		func(ctx context.Context, reader *reports.Reader) (reports.Dispositions, error) {
			return reader.Dispositions(ctx)
		})
	return ReportDispositions200JSONResponse(answer), err
}

// ReportReviewers answers with who decided how much.
func (s *server) ReportReviewers(ctx context.Context, r ReportReviewersRequestObject) (ReportReviewersResponseObject, error) {
	answer, err := report(ctx, s, asked(r.Params.From, r.Params.To, nil, r.Params.Limit),
		func(ctx context.Context, reader *reports.Reader) (reports.Reviewers, error) {
			return reader.Reviewers(ctx)
		})
	return ReportReviewers200JSONResponse(answer), err
}

// ReportCarriers answers with how carriers did.
func (s *server) ReportCarriers(ctx context.Context, r ReportCarriersRequestObject) (ReportCarriersResponseObject, error) {
	answer, err := report(ctx, s, asked(r.Params.From, r.Params.To, nil, r.Params.Limit),
		func(ctx context.Context, reader *reports.Reader) (reports.Carriers, error) {
			return reader.Carriers(ctx)
		})
	return ReportCarriers200JSONResponse(answer), err
}

// ReportPolicies answers with what policies decide by themselves.
func (s *server) ReportPolicies(ctx context.Context, r ReportPoliciesRequestObject) (ReportPoliciesResponseObject, error) {
	answer, err := report(ctx, s, asked(r.Params.From, r.Params.To, nil, r.Params.Limit),
		func(ctx context.Context, reader *reports.Reader) (reports.Policies, error) {
			return reader.Policies(ctx)
		})
	return ReportPolicies200JSONResponse(answer), err
}

// ReportComplaints answers with how content customers were.
func (s *server) ReportComplaints(ctx context.Context, r ReportComplaintsRequestObject) (ReportComplaintsResponseObject, error) {
	answer, err := report(ctx, s, asked(r.Params.From, r.Params.To, nil, someParts),
		func(ctx context.Context, reader *reports.Reader) (reports.Complaints, error) {
			return reader.Complaints(ctx)
		})
	return ReportComplaints200JSONResponse(answer), err
}
