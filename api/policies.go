package api

import (
	"context"
	"errors"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"backhaul/db"
	"backhaul/db/sqlc"
	"backhaul/policies"
	"backhaul/returns"
)

// ListedPolicy is a policy in the list, by its newest version.
type ListedPolicy struct {
	ID            string    `json:"id"`
	Name          string    `json:"name"`
	NewestVersion int       `json:"newest_version"`
	ActiveVersion *int      `json:"active_version"`
	CreatedBy     string    `json:"created_by"`
	CreatedAt     time.Time `json:"created_at"`
}

// ListPolicies answers with a page of policies.
func (s *server) ListPolicies(ctx context.Context, r ListPoliciesRequestObject) (ListPoliciesResponseObject, error) {
	cursor, err := readCursor(r.Params.Cursor, 1)
	if err != nil {
		return nil, err
	}
	after := ""
	if cursor != nil {
		after = cursor[0]
	}
	rows, err := db.Queries.PoliciesNewest(ctx, s.DB, after, most(r.Params.Limit))
	if err != nil {
		return nil, err
	}
	list := ListPolicies200JSONResponse{}
	rows, list.NextCursor = page(rows, r.Params.Limit, func(row sqlc.PoliciesNewestRow) []string { return []string{row.Policy.PolicyID} })
	list.Items = make([]ListedPolicy, len(rows))
	for i, row := range rows {
		policy, err := db.PolicyOf(row.Policy)
		if err != nil {
			return nil, err
		}
		list.Items[i] = ListedPolicy{
			ID: policy.ID, Name: policy.Name, NewestVersion: policy.Version, ActiveVersion: row.ActiveVersion,
			CreatedBy: row.Policy.CreatedBy, CreatedAt: row.Policy.CreatedAt,
		}
	}
	return list, nil
}

// GetPolicy answers with a page of a policy's versions.
func (s *server) GetPolicy(ctx context.Context, r GetPolicyRequestObject) (GetPolicyResponseObject, error) {
	cursor, err := readCursor(r.Params.Cursor, 1)
	if err != nil {
		return nil, err
	}
	filter := sqlc.PolicyVersionsParams{PolicyID: r.ID, Most: most(r.Params.Limit)}
	if cursor != nil {
		before, err := strconv.ParseInt(cursor[0], 10, 32)
		if err != nil {
			return nil, errCursor()
		}
		version := int(before)
		filter.Before = &version
	}
	rows, err := db.Queries.PolicyVersions(ctx, s.DB, filter)
	if err != nil {
		return nil, err
	}
	if len(rows) == 0 && cursor == nil {
		_, err := policies.Find(ctx, s.DB, r.ID, 0)
		return nil, err
	}
	list := GetPolicy200JSONResponse{}
	rows, list.NextCursor = page(rows, r.Params.Limit, func(row sqlc.Policy) []string { return []string{strconv.Itoa(row.Version)} })
	list.Items = make([]PolicyVersion, len(rows))
	for i, row := range rows {
		if list.Items[i], err = policyVersion(row); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// SavePolicy stores terms as the policy's next version.
func (s *server) SavePolicy(ctx context.Context, r SavePolicyRequestObject) (SavePolicyResponseObject, error) {
	row, err := policies.Save(ctx, s.DB, r.Body.ID, r.Body.Terms, callOf(ctx).who(), s.Now())
	if err != nil {
		return nil, within("terms", err)
	}
	view, err := policyVersion(row)
	return SavePolicy201JSONResponse(view), err
}

// ActivatePolicy makes a version the one that judges from now on.
func (s *server) ActivatePolicy(ctx context.Context, r ActivatePolicyRequestObject) (ActivatePolicyResponseObject, error) {
	version := 0
	if r.Body != nil {
		version = r.Body.Version
	}
	row, err := policies.Activate(ctx, s.DB, r.ID, version, callOf(ctx).who(), s.Now())
	if err != nil {
		return nil, err
	}
	view, err := policyVersion(row)
	return ActivatePolicy200JSONResponse(view), err
}

// TestPolicy tries a policy on past returns.
func (s *server) TestPolicy(ctx context.Context, r TestPolicyRequestObject) (TestPolicyResponseObject, error) {
	in := PolicyTrialInput{}
	if r.Body != nil {
		in = *r.Body
	}
	before := s.Now()
	if in.To != nil {
		before = *in.To
	}
	since := before.AddDate(0, -1, 0)
	if in.From != nil {
		since = *in.From
	}
	if !since.Before(before) {
		return nil, returns.RefuseField("from", "period_reversed", "the period begins at %s, which is not before its end at %s",
			since.Format(time.RFC3339), before.Format(time.RFC3339))
	}
	var trial policies.Trial
	err := s.read(ctx, func(tx pgx.Tx) error {
		row, err := policies.Find(ctx, tx, r.ID, in.Version)
		if err != nil {
			return err
		}
		policy, err := db.PolicyOf(row)
		if err != nil {
			return err
		}
		if in.Terms != nil {
			policy.Terms = *in.Terms
		}
		set, err := policies.Check(ctx, tx, policy.Terms)
		if err != nil {
			return within("terms", err)
		}
		trial, err = policies.Try(ctx, tx, policy, set, since, before)
		return err
	})
	return TestPolicy200JSONResponse(trial), err
}

// within puts the field that holds the input before the paths of a refusal.
func within(field string, err error) error {
	refusal, ok := errors.AsType[*returns.Error](err)
	if !ok {
		return err
	}
	for i := range refusal.Fields {
		refusal.Fields[i].Field = join(field, refusal.Fields[i].Field)
	}
	return refusal
}

func policyVersion(row sqlc.Policy) (PolicyVersion, error) {
	policy, err := db.PolicyOf(row)
	return PolicyVersion{
		ID: row.PolicyID, Version: row.Version, Active: row.Active, Terms: policy.Terms,
		CreatedBy: row.CreatedBy, CreatedAt: row.CreatedAt,
	}, err
}
