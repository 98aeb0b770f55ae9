package e2e

import (
	"net/http"
	"slices"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// shortenComplaints activates a policy by which complaints are decided within hours.
func (s *service) shortenComplaints() {
	s.t.Helper()
	asAdmin := s.as(returns.RoleAdmin)
	terms := items(asAdmin.get("/policies/plain-30").ok())[0]["terms"].(object)
	terms["complaint_deadlines"] = object{
		"open":     []object{{"hours": 1, "then": "remind_complaint"}, {"hours": 2, "then": "escalate_complaint"}},
		"answered": []object{{"hours": 3, "then": "decide_complaint"}},
	}
	asAdmin.post("/policies", object{"id": "quick", "terms": terms}).ok()
	asAdmin.post("/policies/quick/activate", object{}).ok()
}

// waitsUntil holds whom a complaint waits for, for how long, and what then.
func waitsUntil(t *testing.T, complaint object, who string, since string, hours int, then string) {
	t.Helper()
	require.Equal(t, who, complaint["waiting_for"])
	require.Equal(t, then, complaint["then"])
	deadline, err := time.Parse(time.RFC3339, text(complaint, "deadline"))
	require.NoError(t, err)
	began, err := time.Parse(time.RFC3339, text(complaint, since))
	require.NoError(t, err)
	require.WithinDuration(t, began.Add(time.Duration(hours)*time.Hour), deadline, time.Second)
}

// What its deadlines do is proven with a clock in workflows/dispute_live_test.go;
// here they are short by the policy and are shown.
func TestComplaint_ByTheCustomersFeedback_IsAnsweredContradictedAndDecided(t *testing.T) {
	t.Parallel()
	s := start(t)
	s.shortenComplaints()
	rma := s.open(s.order(), 2)
	path := "/returns/" + rma
	asCustomer, asSupport := s.as(returns.RoleCustomer), s.as(returns.RoleSupport)
	asCustomer.post(path+"/feedback", object{"complaint": "too early"}).refused(http.StatusConflict, "transition_not_allowed")
	s.as(returns.RoleReviewer).post(path+"/review", object{"decision": "reject", "note": "the mugs are chipped"}).ok()

	rated := asCustomer.post(path+"/feedback", object{"rating": 1, "comment": "unfair", "complaint": "they came chipped"}).ok()
	require.Equal(t, "open", rated["tracks"].(object)["dispute"])
	require.EqualValues(t, 1, rated["feedback"].(object)["rating"])
	complaint := rated["complaint"].(object)
	require.Equal(t, "they came chipped", complaint["text"])
	waitsUntil(t, complaint, "support", "opened_at", 1, "remind_complaint")
	disputes := items(asSupport.get("/disputes?state=open").ok())
	require.Len(t, disputes, 1)
	require.Equal(t, rma, disputes[0]["rma_number"])

	asCustomer.post(path+"/complaint/answer", object{"text": "I answer myself"}).refused(http.StatusForbidden, "forbidden")
	answered := asSupport.post(path+"/complaint/answer", object{"text": "the photo shows wear"}).ok()["complaint"].(object)
	waitsUntil(t, answered, "customer", "answered_at", 3, "decide_complaint")
	again := asCustomer.post(path+"/feedback", object{"complaint": "that photo is of the box"}).ok()
	require.Equal(t, "open", again["tracks"].(object)["dispute"], "who contradicts an answer is heard again")

	s.worker.signal(syscall.SIGKILL) // whoever held the complaint is gone
	s.worker = s.spawn("worker")
	decision := object{"decision": "uphold", "note": "you are right, we refund it"}
	decided := asSupport.post(path+"/complaint/decide", decision).ok()
	require.Equal(t, "upheld", decided["tracks"].(object)["dispute"])
	require.Equal(t, "rejected", decided["status"], "the return itself stays as it ended")
	require.Contains(t, text(decided, "attention"), "complaint upheld")
	require.Nil(t, decided["complaint"].(object)["waiting_for"])
	asSupport.post(path+"/complaint/decide", decision).refused(http.StatusConflict, "transition_not_allowed")
	require.Empty(t, items(asSupport.get("/disputes?state=open").ok()))

	var actions []string
	for _, event := range items(s.as(returns.RoleAuditor).get(path + "/events").ok()) {
		if event["refused"] == nil {
			actions = append(actions, text(event, "action"))
		}
	}
	require.Equal(t, []string{"open", "review", "complain", "feedback", "answer_complaint", "complain", "decide_complaint"}, actions)
	s.eventually("the customer has every message", func() bool {
		var written int
		for _, message := range s.mail.Messages() {
			if slices.Contains(message.To, "li.lei@example.com") {
				written++
			}
		}
		return written == 5 // requested, rejected, received, answered, decided
	})
	s.verified()
}

func TestLive_MailServerIsAway_HintsInTheReadersLanguage(t *testing.T) {
	t.Parallel()
	s := start(t)
	require.NoError(t, s.mail.Close())
	rma := s.open(s.order(), 1)
	var hint string
	s.eventually("the message that waits has a hint", func() bool {
		live := s.as(returns.RoleSupport).with("Accept-Language", "zh-CN").get("/returns/" + rma + "/live").ok()
		for _, step := range live["pending"].([]any) {
			hint = text(step.(object), "hint")
			if text(step.(object), "trouble") == "mail" {
				return true
			}
		}
		return false
	})
	require.Contains(t, hint, "邮件服务器不可用")
}
