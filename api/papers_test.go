package api_test

import (
	"bytes"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/ledongthuc/pdf"
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

func TestPapers_AreDatedByTheShopsTimeZone(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	activate := func(policy string) {
		t.Helper()
		_, err := b.db.Exec(t.Context(), "update policies set active = false")
		require.NoError(t, err)
		_, err = b.db.Exec(t.Context(), "update policies set active = true where policy_id = $1 and version = 1", policy)
		require.NoError(t, err)
	}
	activate("cn-7")                // of Asia/Shanghai
	night := now.Add(9 * time.Hour) // 21:00 UTC, which is tomorrow there
	id := b.open("A-1", 1, night)
	b.receivedAndInspected(id, night, returns.Receive{By: by(returns.RoleWarehouse), Lines: []returns.CountedLine{{LineNo: 1, Quantity: 1}}})
	for _, paper := range []string{"packing-slip", "shelf-labels"} {
		file := b.as(returns.RoleWarehouse).get("/v1/returns/" + id + "/" + paper)
		require.Equal(t, http.StatusOK, file.status, string(file.body))
		require.True(t, bytes.Contains(file.body, []byte("/CreationDate (D:20260111050000)")), paper)
	}
	activate("eu-14") // of Europe/Berlin
	require.True(t, bytes.Contains(b.as(returns.RoleWarehouse).get("/v1/returns/"+id+"/packing-slip").body, []byte("(D:20260111050000)")), "its own policy still tells")
}

func TestShelfLabels_OfGoodsThatNobodyExpected_AreAmongThem(t *testing.T) {
	t.Parallel()
	b, id := setupPapers(t)
	b.receivedAndInspected(id, now, returns.Receive{
		By: by(returns.RoleWarehouse), Lines: []returns.CountedLine{{LineNo: 1, Quantity: 1}},
		Strays: []returns.Stray{{SKU: "LAMP", Quantity: 2, Disposition: returns.Quarantine, Note: "a lamp from elsewhere"}, {SKU: "VASE", Quantity: 1}},
	})
	labels := b.as(returns.RoleWarehouse).get("/v1/returns/" + id + "/shelf-labels")
	require.Equal(t, http.StatusOK, labels.status, string(labels.body))
	said := paperText(t, labels.body)
	require.Len(t, said, 3, "the mug, the lamps, and the vase, which goes back to the customer")
	require.Contains(t, said[0], "MUG")
	require.Contains(t, said[1], "quarantine2 units")
	require.Contains(t, said[1], "a lamp from elsewhere")
	require.Contains(t, said[2], "tocustomer1 units")
}

// paperText is what stands on each page of a PDF of ours.
func paperText(t *testing.T, file []byte) (pages []string) {
	t.Helper()
	reader, err := pdf.NewReader(bytes.NewReader(file), int64(len(file)))
	require.NoError(t, err)
	for number := range reader.NumPage() {
		var text strings.Builder
		pdf.Interpret(reader.Page(number+1).V.Key("Contents"), func(stack *pdf.Stack, operator string) {
			for stack.Len() > 0 {
				operand := stack.Pop()
				for code := range slices.Chunk([]byte(operand.RawString()), 2) {
					if operator == "Tj" && len(code) == 2 {
						text.WriteRune(rune(code[0])<<8 | rune(code[1]))
					}
				}
			}
		})
		pages = append(pages, text.String())
	}
	return pages
}

// receivedAndInspected brings a return from review through inspection, at which all goes back on the shelf.
func (b *bundle) receivedAndInspected(id string, at time.Time, receive returns.Receive) {
	b.t.Helper()
	steps := b.steps(at)
	view := b.as(returns.RoleSupport).get("/v1/returns/" + id).ok()
	if view["status"] == "requested" {
		b.review(id, returns.Review{Decision: returns.DecisionApprove})
	}
	if view["status"] != "confirmed" {
		_, err := steps.Confirm(b.t.Context(), activities.Input[returns.Confirm]{ReturnID: id, Decision: returns.Confirm{By: by(returns.RoleSupport)}})
		require.NoError(b.t, err)
	}
	_, err := steps.Receive(b.t.Context(), activities.Input[returns.Receive]{ReturnID: id, Decision: receive})
	require.NoError(b.t, err)
	inspected := make([]returns.InspectedLine, 0, len(receive.Lines))
	for _, line := range receive.Lines {
		inspected = append(inspected, returns.InspectedLine{LineNo: line.LineNo, Quantity: line.Quantity, Disposition: returns.Restock})
	}
	_, err = steps.Inspect(b.t.Context(), activities.Input[returns.Inspect]{ReturnID: id, Decision: returns.Inspect{By: by(returns.RoleWarehouse), Lines: inspected}})
	require.NoError(b.t, err)
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
