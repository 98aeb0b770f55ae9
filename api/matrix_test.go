package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// belongings is one of everything a customer has.
type belongings struct{ customer, order, ret, photo string }

func (b *bundle) belongingsOf(customer, order string) belongings {
	b.t.Helper()
	body := orderBody()
	body["customer"] = object{"id": customer, "name": "C", "email": "c" + customer + "@example.org"}
	b.as(returns.RoleIntegration).put("/v1/orders/"+order, body).ok()
	caller := b.as(returns.RoleCustomer)
	if customer != "13047" {
		b.user("usr-"+customer, returns.RoleCustomer, customer)
		caller = b.withToken("token-usr-" + customer)
	}
	of := belongings{customer, order, b.open(order, 1, now), b.upload(caller).ok()["id"].(string)}
	_, err := b.db.Exec(b.t.Context(), `insert into shipments (return_id, seq, key, state, booked, by_hand, label_key, label_type)
		values ($1, 1, $1, 'label_issued', 'label_issued', false, 'label_1', 'image/png')`, of.ret)
	require.NoError(b.t, err)
	b.album.kept["label_1"] = []byte("a label")
	return of
}

// path fills the things of a customer into a path of the document.
func (of belongings) path(path string) string {
	return strings.NewReplacer(
		"/returns/{id}", "/returns/"+of.ret, "/evidence/{id}", "/evidence/"+of.photo, "{order_number}", of.order,
		"{customer_id}", of.customer, "{rma_number}", "RMA-AAAAA-AAAAA", "{seq}", "1", "{id}", "none",
	).Replace(path)
}

// TestRoles_EveryRoleOnEveryOperationOnOwnAndOthersObjects is the matrix: each
// call is made by each role twice, about what belongs to customer 13047, who is
// the one asking in the role customer, and about what belongs to somebody else.
func TestRoles_EveryRoleOnEveryOperationOnOwnAndOthersObjects(t *testing.T) {
	t.Parallel()
	b := setup(t)
	own, others := b.belongingsOf("13047", "A-1"), b.belongingsOf("999", "B-1")
	// What is sent must get as far as the question whose it is.
	bodies := map[string]func(belongings) any{
		"openReturn": func(of belongings) any {
			return object{"order_number": of.order, "method": "pickup", "lines": []object{{"line_no": 1, "quantity": 1, "reason": "late", "condition": "opened"}}}
		},
		"answerReturn":      func(belongings) any { return object{"note": "mine"} },
		"confirmReturn":     func(belongings) any { return object{} },
		"cancelReturn":      func(belongings) any { return object{} },
		"acknowledgeRefund": func(belongings) any { return object{} },
		"giveFeedback":      func(belongings) any { return object{"rating": 1} },
		"escalateComplaint": func(belongings) any { return object{} },
	}
	bodies["previewReturn"] = bodies["openReturn"]
	calls, cells := 0, map[string]int{}
	b.operations(func(method, path string, op *openapi3.Operation) {
		allowed, _ := op.Extensions["x-roles"].([]any)
		calls++
		for _, of := range []belongings{own, others} {
			for _, role := range returns.Roles() {
				if op.OperationID == "streamChanges" {
					continue // TestChanges_…: its answer does not end
				}
				if op.OperationID == "signOut" || op.OperationID == "revokeToken" {
					continue // TestSession_… and TestToken_…: they would end what this test calls with
				}
				var body any
				if op.RequestBody != nil {
					body = `{"status":"refunded","role":"admin","refund_amount":"1"}` // refused, but by the schema
				}
				if make := bodies[op.OperationID]; make != nil && role == returns.RoleCustomer {
					body = make(of)
				}
				answer := b.as(role).send(method, of.path(path), body)
				about := strings.Contains(path, "{") || op.OperationID == "openReturn" || op.OperationID == "previewReturn"
				switch {
				case !slices.Contains(allowed, any(string(role))):
					answer.refused(http.StatusForbidden, "forbidden")
					cells["refused"]++
				case role == returns.RoleCustomer && of == others && about:
					answer.refused(http.StatusNotFound, "not_found")
					cells["not there for this customer"]++
				default:
					require.NotContains(t, []int{401, 403, 405, 500}, answer.status, "%s %s as %s: %s", method, path, role, answer.body)
					if role == returns.RoleCustomer && about {
						require.NotEqual(t, http.StatusNotFound, answer.status, "%s %s of one's own: %s", method, path, answer.body)
					}
					cells["let in"]++
				}
			}
		}
		b.withToken("none").send(method, own.path(path), nil).refused(http.StatusUnauthorized, "unauthenticated")
		cells["refused without a token"]++
	})
	require.Greater(t, calls, 50)
	require.Greater(t, cells["not there for this customer"], 10)
	t.Logf("%d calls × %d roles × own and other's: %v", calls, len(returns.Roles()), cells)
}
