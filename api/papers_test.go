package api_test

import (
	"net/http"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/returns"
)

// setupPapers has a return of three mugs that was approved and confirmed.
func setupPapers(t *testing.T) (*bundle, string) {
	t.Helper()
	b := setup(t)
	b.order("A-1")
	id := b.open("A-1", 3, now)
	b.as(returns.RoleCustomer).get("/v1/returns/"+id+"/packing-slip").refused(409, "transition_not_allowed")
	b.review(id, returns.Review{Decision: returns.DecisionApprove})
	_, err := b.steps(now).Confirm(t.Context(), activities.Input[returns.Confirm]{ReturnID: id, Decision: returns.Confirm{By: by(returns.RoleSupport)}})
	require.NoError(t, err)
	return b, id
}

func (b *bundle) isPaper(got answer, name string) {
	b.t.Helper()
	require.Equal(b.t, http.StatusOK, got.status, string(got.body))
	require.Equal(b.t, "application/pdf", got.header.Get("Content-Type"))
	require.Equal(b.t, "private, no-cache", got.header.Get("Cache-Control"))
	require.Equal(b.t, `inline; filename="`+name+`.pdf"`, got.header.Get("Content-Disposition"))
	require.Contains(b.t, string(got.body[:8]), "%PDF-")
}

func TestPackingSlip_OfAConfirmedReturn_IsForStaffAndForItsCustomer(t *testing.T) {
	t.Parallel()
	b, id := setupPapers(t)
	rma := b.as(returns.RoleWarehouse).get("/v1/returns/" + id).ok()["rma_number"].(string)
	var first []byte
	for _, role := range []returns.Role{returns.RoleWarehouse, returns.RoleSupport, returns.RoleCustomer} {
		slip := b.as(role).get("/v1/returns/" + rma + "/packing-slip")
		b.isPaper(slip, "packing-slip-"+rma)
		if first == nil {
			first = slip.body
		}
		require.Equal(t, first, slip.body, "it is in the customer's language whoever prints it")
	}
	inChinese := b.as(returns.RoleWarehouse).get("/v1/returns/" + id + "/packing-slip?language=zh-CN")
	b.isPaper(inChinese, "packing-slip-"+rma)
	require.NotEqual(t, first, inChinese.body)
	b.as(returns.RoleWarehouse).get("/v1/returns/"+id+"/packing-slip?language=tlh").refused(422, "invalid")
}

func TestPackingSlip_OfSomebodyElse_IsNotThere(t *testing.T) {
	t.Parallel()
	b, id := setupPapers(t)
	b.user("usr-999", returns.RoleCustomer, "999")
	b.withToken("token-usr-999").get("/v1/returns/"+id+"/packing-slip").refused(404, "not_found")
	b.as(returns.RoleWarehouse).get("/v1/returns/none/packing-slip").refused(404, "not_found")
	b.as(returns.RoleWarehouse).get("/v1/returns/none/shelf-labels").refused(404, "not_found")
}

func TestPackingSlip_OfACancelledReturn_IsRefused(t *testing.T) {
	t.Parallel()
	b, id := setupPapers(t)
	_, err := b.steps(now).Cancel(t.Context(), activities.Input[returns.Cancel]{ReturnID: id, Decision: returns.Cancel{By: by(returns.RoleSupport), Reason: "changed my mind"}})
	require.NoError(t, err)
	b.as(returns.RoleCustomer).get("/v1/returns/"+id+"/packing-slip").refused(409, "transition_not_allowed")
}

func TestShelfLabels_OfInspectedUnits_AreForTheWarehouse(t *testing.T) {
	t.Parallel()
	b, id := setupPapers(t)
	b.as(returns.RoleWarehouse).get("/v1/returns/"+id+"/shelf-labels").refused(409, "transition_not_allowed")
	for _, role := range []returns.Role{returns.RoleCustomer, returns.RoleFinance} {
		b.as(role).get("/v1/returns/"+id+"/shelf-labels").refused(403, "forbidden")
	}
	steps := b.steps(now)
	_, err := steps.Receive(t.Context(), activities.Input[returns.Receive]{ReturnID: id, Decision: returns.Receive{
		By: by(returns.RoleWarehouse), Lines: []returns.CountedLine{{LineNo: 1, Quantity: 3}},
	}})
	require.NoError(t, err)
	_, err = steps.Inspect(t.Context(), activities.Input[returns.Inspect]{ReturnID: id, Decision: returns.Inspect{
		By: by(returns.RoleWarehouse), Lines: []returns.InspectedLine{
			{LineNo: 1, Quantity: 2, Disposition: returns.Restock}, {LineNo: 1, Quantity: 1, Disposition: returns.Quarantine},
		},
	}})
	require.NoError(t, err)
	seen := b.as(returns.RoleWarehouse).get("/v1/returns/" + id).ok()
	labels := b.as(returns.RoleWarehouse).get("/v1/returns/" + id + "/shelf-labels")
	b.isPaper(labels, "shelf-labels-"+seen["rma_number"].(string))
	require.Contains(t, string(labels.body), "/Count 2", "one for the mugs on the shelf, one for the mug in quarantine")
}
