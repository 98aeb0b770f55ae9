package e2e

import (
	"fmt"
	"net/http"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// order stores an order of 5 mugs at 10.00 GBP and a lamp at 30.00 and returns
// its number.
func (s *service) order() string {
	s.t.Helper()
	number := "A-" + returns.NewID("o")
	s.as(returns.RoleIntegration).put("/orders/"+number, object{
		"customer": object{"id": customer, "name": "Li Lei", "email": "li.lei@example.com", "country": "China"},
		"currency": "GBP", "ordered_at": "2026-11-20T10:00:00Z", "delivered_at": "2026-11-22T10:00:00Z",
		"shipping_paid": object{"amount": "4.00", "currency": "GBP"},
		"lines": []object{
			{"line_no": 1, "sku": "MUG", "description": "Mug", "quantity": 5, "unit_price": object{"amount": "10.00", "currency": "GBP"}},
			{"line_no": 2, "sku": "LAMP", "description": "Lamp", "quantity": 1, "unit_price": object{"amount": "30.00", "currency": "GBP"}},
		},
	}).ok()
	return number
}

// open opens a return of some mugs of the order.
func (s *service) open(order string, quantity int) string {
	s.t.Helper()
	return text(s.as(returns.RoleSupport).post("/returns", request(order, quantity)).ok(), "rma_number")
}

func request(order string, quantity any) object {
	return object{
		"order_number": order, "method": "pickup",
		"lines": []object{{"line_no": 1, "quantity": quantity, "reason": "changed_mind", "condition": "unopened"}},
	}
}

func (s *service) statusOf(rma string) string {
	s.t.Helper()
	return text(s.as(returns.RoleAuditor).get("/returns/"+rma).ok(), "status")
}

// inspected walks an approved return through confirmation, pickup and warehouse.
func (s *service) inspected(rma string, quantity int) {
	s.t.Helper()
	path := "/returns/" + rma
	s.as(returns.RoleSupport).post(path+"/confirm", object{}).ok()
	s.as(returns.RoleLogistics).post(path+"/pickup", object{"carrier": "manual"}).ok()
	s.as(returns.RoleWarehouse).post(path+"/receive", object{"lines": []object{{"line_no": 1, "quantity": quantity}}}).ok()
	s.as(returns.RoleWarehouse).post(path+"/inspect", object{
		"lines": []object{{"line_no": 1, "quantity": quantity, "condition": "unopened", "disposition": "restock"}},
	}).ok()
}

func TestReturn_FromRequestToRefund_EveryoneSeesWhatTheyShould(t *testing.T) {
	t.Parallel()
	s := start(t)
	order := s.order()

	opened := s.as(returns.RoleCustomer).post("/returns", request(order, 2)).ok()
	rma := text(opened, "rma_number")
	require.Equal(t, "requested", opened["status"])
	require.Equal(t, "review", opened["verdict"].(object)["decision"], "the policy sends it to a person")
	require.Equal(t, "reviewer", opened["waiting_for"])
	require.Equal(t, "remind", opened["then"])
	require.Equal(t, []any{"cancel"}, opened["allowed_actions"], "what a customer may do")
	require.EqualValues(t, 2000, minor(t, opened["refund"].(object)["estimate"]))

	line := s.as(returns.RoleSupport).get("/orders/" + order).ok()["lines"].([]any)[0].(object)
	require.EqualValues(t, 3, line["returnable_quantity"])

	s.as(returns.RoleReviewer).post("/returns/"+rma+"/review", object{"decision": "approve", "note": "fine"}).ok()
	require.Equal(t, "approved", s.statusOf(rma))
	s.inspected(rma, 2)
	require.Equal(t, "refund_pending", s.statusOf(rma), "the answer to an inspection shows the refund task it led to")
	require.EqualValues(t, 2000, s.pay(rma, "BACS 1"))
	require.Equal(t, 2, s.stock("MUG", "available"))
	require.Equal(t, 0, s.stock("MUG", "expected"))
	require.Equal(t, "partially_returned", s.as(returns.RoleSupport).get("/orders/" + order).ok()["return_status"])

	events := items(s.as(returns.RoleAuditor).get("/returns/" + rma + "/events").ok())
	var actions []string
	for i, event := range events {
		require.EqualValues(t, i+1, event["seq"], "the audit trail is dense")
		actions = append(actions, text(event, "action"))
	}
	require.Equal(t, []string{
		"open", "review", "confirm", "schedule_pickup", "receive", "inspect", "request_refund", "decide_refund",
	}, actions)

	s.eventually("the customer has every message, in Chinese", func() bool { return len(s.mail.Messages()) == 7 })
	for _, message := range s.mail.Messages() {
		require.Contains(t, message.To, "li.lei@example.com")
	}
	s.verified()
}

func TestReturn_SentTwiceWithOneKey_IsOneReturn(t *testing.T) {
	t.Parallel()
	s := start(t)
	order := s.order()
	asSupport := s.as(returns.RoleSupport).with("Idempotency-Key", "key-1")

	first := asSupport.post("/returns", request(order, 2))
	again := asSupport.post("/returns", request(order, 2))
	require.Equal(t, http.StatusCreated, first.status, "%s", first.text)
	require.Equal(t, http.StatusCreated, again.status)
	require.Equal(t, string(first.text), string(again.text))
	require.Equal(t, first.header.Get("Location"), again.header.Get("Location"))
	asSupport.post("/returns", request(order, 3)).refused(http.StatusUnprocessableEntity, "idempotency_mismatch")

	rma := text(first.object(), "rma_number")
	asReviewer := s.as(returns.RoleReviewer).with("Idempotency-Key", "key-2")
	decision := object{"decision": "approve", "note": "fine"}
	require.Equal(t, string(asReviewer.post("/returns/"+rma+"/review", decision).text),
		string(asReviewer.post("/returns/"+rma+"/review", decision).text))
	s.as(returns.RoleReviewer).post("/returns/"+rma+"/review", decision).refused(http.StatusConflict, "transition_not_allowed")
	require.Len(t, items(s.as(returns.RoleAuditor).get("/returns/"+rma+"/events").ok()), 2)
	s.verified()
}

func TestLastUnit_AskedForTwiceAtTheSameMoment_OneIsRefused(t *testing.T) {
	t.Parallel()
	s := start(t)
	for range 10 {
		order := s.order()
		s.open(order, 4)
		answers := make(chan answer, 2)
		for range 2 {
			go func() { answers <- s.as(returns.RoleSupport).post("/returns", request(order, 1)) }()
		}
		one, other := <-answers, <-answers
		if one.status != http.StatusCreated {
			one, other = other, one
		}
		require.Equal(t, http.StatusCreated, one.status, "%s", one.text)
		other.refused(http.StatusConflict, "quantity_exceeded")
	}
	s.verified()
}

func TestReviewers_DecideAtTheSameMoment_OneWinsAndTheOtherLearnsIt(t *testing.T) {
	t.Parallel()
	s := start(t)
	for range 10 {
		rma := s.open(s.order(), 1)
		answers := make(chan answer, 2)
		for _, decision := range []string{"approve", "reject"} {
			go func() {
				answers <- s.as(returns.RoleReviewer).post("/returns/"+rma+"/review", object{"decision": decision, "note": "mine"})
			}()
		}
		one, other := <-answers, <-answers
		if one.status != http.StatusOK {
			one, other = other, one
		}
		require.Equal(t, http.StatusOK, one.status, "%s", one.text)
		problem := other.refused(http.StatusConflict, "transition_not_allowed")
		require.Contains(t, problem["detail"], text(one.object(), "status"))
	}
}

func TestProblems_AreInTheReadersLanguage(t *testing.T) {
	t.Parallel()
	s := start(t)
	order := s.order()
	english := s.as(returns.RoleSupport).post("/returns", request(order, 9)).refused(http.StatusConflict, "quantity_exceeded")
	chinese := s.as(returns.RoleSupport).with("Accept-Language", "zh-CN,zh;q=0.9").
		post("/returns", request(order, 9)).refused(http.StatusConflict, "quantity_exceeded")
	require.Contains(t, english["detail"], "only 5 of 5 can still be returned")
	require.True(t, strings.ContainsAny(fmt.Sprint(chinese["detail"]), "退货可件"), "%v", chinese["detail"])
	require.NotEqual(t, english["detail"], chinese["detail"])
}
