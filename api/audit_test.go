package api_test

import (
	"encoding/csv"
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func TestAudit_SettingsAndDecisions_AreOneListWithWhoWhenAndFromWhere(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("1001")
	b.open("1001", 1, now)
	admin := b.as(returns.RoleAdmin)
	admin.put("/v1/reasons", object{"items": []object{{"code": "late", "label_en": "Late", "label_zh": "迟到", "by_customer": false, "active": true}}}).ok()
	admin.post("/v1/policies/plain-30/activate", object{"version": 1}).ok() // it is active already: no change
	list := items(b.as(returns.RoleAuditor).get("/v1/audit").ok())
	require.Len(t, list, 2)
	byKind := map[string]object{}
	for _, item := range list {
		byKind[item["kind"].(string)] = item
	}
	changed := byKind["reasons.changed"]
	require.Equal(t, "usr-admin", changed["actor"].(object)["id"])
	require.Equal(t, "token tok-usr-admin", changed["origin"].(object)["via"])
	require.Equal(t, "192.0.2.1", changed["origin"].(object)["address"])
	require.Contains(t, byKind, "return.open")

	only := func(query string) int {
		return len(items(b.as(returns.RoleAuditor).get("/v1/audit?" + query).ok()))
	}
	require.Equal(t, 1, only("kind=reasons"))
	require.Equal(t, 1, only("kind=return.open"))
	require.Equal(t, 0, only("kind=return.review"))
	require.Equal(t, 1, only("actor=usr-admin"))
	require.Equal(t, 2, only("from=2026-01-10&to=2026-01-10"))
	require.Equal(t, 0, only("to=2026-01-09"))
}

func TestAudit_PageByPage_EachEntryOnce(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("1001")
	for i := range 5 { // all in one moment, across both trails
		b.open("1001", 1, now)
		b.as(returns.RoleAdmin).put("/v1/reasons", object{"items": []object{{
			"code": "late", "label_en": strings.Repeat("L", i+1), "label_zh": "迟到", "by_customer": false, "active": true,
		}, {"code": "changed_mind", "label_en": "Changed", "label_zh": "不喜欢", "by_customer": true, "active": true}}}).ok()
	}
	seen := map[string]bool{}
	for query := "limit=3"; query != ""; {
		page := b.as(returns.RoleAuditor).get("/v1/audit?" + query).ok()
		for _, item := range items(page) {
			hash := item["hash"].(string)
			require.False(t, seen[hash])
			seen[hash] = true
		}
		query = ""
		if next, more := page["next_cursor"].(string); more {
			query = "limit=3&cursor=" + url.QueryEscape(next)
		}
	}
	require.Len(t, seen, 10)
}

func TestAuditExport_AsLinesAndAsTable_IsComplete_AndIsItselfOnTheTrail(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("1001")
	b.open("1001", 1, now.Add(-1))
	auditor := b.as(returns.RoleAuditor)
	lines := strings.Split(strings.TrimSpace(string(auditor.get("/v1/audit/export").body)), "\n")
	require.Len(t, lines, 1)
	var entry object
	require.NoError(t, json.Unmarshal([]byte(lines[0]), &entry))
	require.Equal(t, "return.open", entry["kind"])

	answer := auditor.get("/v1/audit/export?format=csv&kind=return")
	require.Contains(t, answer.header.Get("Content-Disposition"), `attachment; filename="audit-20260110-120000.csv"`)
	rows, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(answer.body), "\uFEFF"))).ReadAll()
	require.NoError(t, err)
	require.Len(t, rows, 2)
	require.Equal(t, "return.open", rows[1][1])

	exported := items(auditor.get("/v1/audit?kind=audit.exported").ok())
	require.Len(t, exported, 2)
	require.Equal(t, "usr-auditor", exported[0]["actor"].(object)["id"])
}

func TestAudit_OnlyAdminAndAuditor_MayRead(t *testing.T) {
	t.Parallel()
	b := setup(t)
	for _, role := range returns.Roles() {
		want := 403
		if role == returns.RoleAdmin || role == returns.RoleAuditor {
			want = 200
		}
		require.Equal(t, want, b.as(role).get("/v1/audit").status, role)
		require.Equal(t, want, b.as(role).get("/v1/audit/export").status, role)
	}
}

func TestAudit_WhatHappensAtTheDoor_IsOnTheTrail(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.withPassword("ana", returns.RoleReviewer)
	b.stranger().from("198.51.100.7").signIn("ana", wrongPassword).refused(401, "sign_in_refused")
	b.stranger().from("198.51.100.7").signIn("ana", goodPassword).ok()
	secret := b.as(returns.RoleSupport).post("/v1/tokens", object{"name": "x"}).ok()["secret"].(string)
	var kinds []string
	for _, entry := range items(b.as(returns.RoleAuditor).get("/v1/audit").ok()) {
		kinds = append(kinds, entry["kind"].(string))
		if strings.HasPrefix(entry["kind"].(string), "session.") {
			require.Equal(t, "198.51.100.7", entry["origin"].(object)["address"])
		}
	}
	require.ElementsMatch(t, []string{"user.created", "user.changed", "session.refused", "session.opened", "token.created"}, kinds)
	trail := string(b.as(returns.RoleAuditor).get("/v1/audit/export").body)
	for _, secret := range []string{secret, goodPassword, wrongPassword} {
		require.NotContains(t, trail, secret)
	}
}
