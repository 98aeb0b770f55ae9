package api_test

import (
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func TestNote_OfAnEndedReturn_IsInTheTrailAndShownToWhomItIsMeantFor(t *testing.T) {
	t.Parallel()
	b, path := setupClerk(t)
	b.as(returns.RoleReviewer).post(path+"/review", object{"decision": "reject", "note": "worn"}).ok()
	b.as(returns.RoleSupport).post(path+"/notes", object{"text": "she shouted"}).ok()
	b.as(returns.RoleFinance).post(path+"/notes", object{"text": "voucher sent", "visible_to_customer": true}).ok()
	b.as(returns.RoleSupport).post(path+"/notes", object{"text": ""}).refused(422, "invalid")
	b.as(returns.RoleCustomer).post(path+"/notes", object{"text": "hello"}).refused(403, "forbidden")

	notes := func(role returns.Role) (data []any) {
		for _, event := range items(b.as(role).get(path + "/events").ok()) {
			if event["action"] == "note" {
				require.Equal(t, event["from"], event["to"])
				data = append(data, event["data"])
			}
		}
		return data
	}
	require.Len(t, notes(returns.RoleAuditor), 2)
	require.Equal(t, "she shouted", notes(returns.RoleAuditor)[0].(object)["text"])
	require.Nil(t, notes(returns.RoleCustomer)[0])
	require.Equal(t, "voucher sent", notes(returns.RoleCustomer)[1].(object)["text"])
}

func TestFeedback_RatingAndComplaintInOne_AreShownWithTheReturn(t *testing.T) {
	t.Parallel()
	b, path := setupClerk(t)
	feedback := object{"rating": 2, "comment": "slow", "complaint": "it was never worn"}
	b.as(returns.RoleCustomer).post(path+"/feedback", feedback).refused(409, "transition_not_allowed")
	b.as(returns.RoleReviewer).post(path+"/review", object{"decision": "reject", "note": "worn"}).ok()
	b.as(returns.RoleCustomer).post(path+"/feedback", object{}).refused(422, "invalid", "rating")
	b.as(returns.RoleCustomer).post(path+"/feedback", object{"rating": 6}).refused(422, "invalid", "rating")

	keyed := b.as(returns.RoleCustomer).with("Idempotency-Key", "angry")
	view := keyed.post(path+"/feedback", feedback).ok()
	require.EqualValues(t, 2, view["feedback"].(object)["rating"])
	require.Equal(t, "it was never worn", view["complaint"].(object)["text"])
	require.Equal(t, "support", view["complaint"].(object)["waiting_for"])
	require.Equal(t, "open", view["tracks"].(object)["dispute"])
	require.Equal(t, "rejected", view["status"])
	keyed.post(path+"/feedback", feedback).ok()
	require.Len(t, items(b.as(returns.RoleAuditor).get(path+"/events").ok()), 4, "a repeat changes nothing")
}

func TestComplaint_FromOpenToUpheld_IsListedByItsState(t *testing.T) {
	t.Parallel()
	b, path := setupClerk(t)
	support := b.as(returns.RoleSupport)
	support.post(path+"/complaint/answer", object{"text": "what?"}).refused(409, "transition_not_allowed")
	b.as(returns.RoleReviewer).post(path+"/review", object{"decision": "reject", "note": "worn"}).ok()
	b.as(returns.RoleCustomer).post(path+"/feedback", object{"complaint": "never worn"}).ok()
	listed := func(filter string) (states []any) {
		for _, dispute := range items(support.get("/v1/disputes" + filter).ok()) {
			states = append(states, dispute["state"])
		}
		return states
	}
	require.Equal(t, []any{"open"}, listed(""))
	b.as(returns.RoleCustomer).get("/v1/disputes").refused(403, "forbidden")

	require.Equal(t, "dirty", support.post(path+"/complaint/answer", object{"text": "dirty"}).ok()["complaint"].(object)["answer"])
	escalated := b.as(returns.RoleCustomer).post(path+"/complaint/escalate", nil).ok()
	require.Equal(t, "admin", escalated["complaint"].(object)["waiting_for"])
	require.Equal(t, []any{"escalated"}, listed("?state=open,escalated"))

	decision := object{"decision": "uphold", "note": "wrong photo"}
	support.post(path+"/complaint/decide", decision).refused(403, "forbidden")
	upheld := b.as(returns.RoleAdmin).post(path+"/complaint/decide", decision).ok()
	require.Contains(t, upheld["attention"], "complaint upheld")
	require.Equal(t, "wrong photo", upheld["complaint"].(object)["outcome"])
	require.Empty(t, listed("?state=open,answered,escalated"))
	b.as(returns.RoleAdmin).post(path+"/complaint/decide", decision).refused(409, "transition_not_allowed")
	support.post(path+"/notes", object{"text": "refunded by hand", "resolved": true}).ok()
	require.Nil(t, support.get(path).ok()["attention"])
}

func TestAcknowledge_BeforeTheRefund_IsRefused(t *testing.T) {
	t.Parallel()
	b, path := setupClerk(t)
	b.as(returns.RoleCustomer).post(path+"/acknowledge", nil).refused(409, "transition_not_allowed")
}
