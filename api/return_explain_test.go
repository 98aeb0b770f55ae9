package api_test

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// explained is what the return's clauses say in a language.
func (b *bundle) explained(id, language string) (sentences []string) {
	b.t.Helper()
	view := b.as(returns.RoleCustomer).with("Accept-Language", language).get("/v1/returns/" + id).ok()
	for _, clause := range view["verdict"].(object)["clauses"].([]any) {
		sentences = append(sentences, clause.(object)["explanation"].(string))
	}
	return sentences
}

func TestVerdict_OfARequest_IsExplainedClauseByClause(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	id := b.open("A-1", 2, now)
	require.Equal(t, []string{
		"Line 1: The 30-day window from the delivery on 2026-01-04 ends on 2026-02-03 by the shop's calendar; the return was asked for on 2026-01-10. That meets the policy.",
		"Line 1: MUG is not on final sale. That meets the policy.",
		"Line 1: Photos that the reason “Changed mind” needs: 0; photos that came: 0. That meets the policy.",
	}, b.explained(id, "en"))
	require.Equal(t, []string{
		"第 1 行：30 天退货期自签收（2026-01-04）起算，按店铺日历于 2026-02-03 截止，申请日期为 2026-01-10。符合政策。",
		"第 1 行：商品 MUG 不属于不可退商品。符合政策。",
		"第 1 行：原因“不喜欢/不合适”需要照片 0 张，已提供 0 张。符合政策。",
	}, b.explained(id, "zh-CN"))
	listed := items(b.as(returns.RoleReviewer).get("/v1/returns").ok())[0]["verdict"].(object)
	require.Equal(t, "plain-30", listed["policy_id"])
	require.Equal(t, []any{}, listed["clauses"], "a list says what was not met")
}

func TestVerdict_WhateverAClauseSaysAndHoweverItEnds_IsExplainedInBothLanguages(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	id := b.open("A-1", 2, now)
	because := &returns.Because{En: "Too many came back.", Zh: "退货过多。"}
	window := map[string]string{"days": "14", "counted_from": "ordered", "anchor": "2026-01-02", "last_day": "2026-01-16", "today": "2026-02-01"}
	for _, tt := range []struct {
		clause           returns.Clause
		english, chinese string
	}{
		{
			returns.Clause{Clause: "window", LineNo: 1, Outcome: "fail", Facts: map[string]string{"days": "0"}},
			"Line 1: The policy gives no days for returning such goods for this reason. That does not meet the policy, which rejects the return.",
			"第 1 行：按政策，此类商品以此原因不可退货。不符合政策，退货被拒绝。",
		}, {
			returns.Clause{Clause: "window", LineNo: 2, Outcome: "unknown", Facts: window},
			"Line 2: The day from which the 14-day window counts is not known. From the order on 2026-01-02, it ended on 2026-01-16 by the shop's calendar; the return was asked for on 2026-02-01. A person decides.",
			"第 2 行：14 天退货期的起算日不详；若自下单（2026-01-02）起算，按店铺日历已于 2026-01-16 截止，申请日期为 2026-02-01。由人工审核。",
		}, {
			returns.Clause{Clause: "window", LineNo: 1, Outcome: "advice", Facts: map[string]string{"days": "14", "counted_from": "shipped", "anchor": "2026-01-02", "last_day": "2026-01-16", "today": "2026-02-01"}},
			"Line 1: The 14-day window from the dispatch on 2026-01-02 ends on 2026-01-16 by the shop's calendar; the return was asked for on 2026-02-01. That does not meet the policy, but staff asked for the return and may decide otherwise.",
			"第 1 行：14 天退货期自发货（2026-01-02）起算，按店铺日历于 2026-01-16 截止，申请日期为 2026-02-01。不符合政策，但申请由工作人员提出，可另行决定。",
		}, {
			returns.Clause{Clause: "final_sale", LineNo: 1, Outcome: "fail", Facts: map[string]string{"sku": "MUG", "category": "kitchen"}},
			"Line 1: MUG, of the category “kitchen”, is on final sale. That does not meet the policy, which rejects the return.",
			"第 1 行：商品 MUG（品类“kitchen”）属于不可退商品。不符合政策，退货被拒绝。",
		}, {
			returns.Clause{Clause: "final_sale", LineNo: 1, Outcome: "fail", Facts: map[string]string{"sku": "100%s"}},
			"Line 1: 100%s is on final sale. That does not meet the policy, which rejects the return.",
			"第 1 行：商品 100%s 属于不可退商品。不符合政策，退货被拒绝。",
		}, {
			returns.Clause{Clause: "photos", LineNo: 1, Outcome: "unknown", Facts: map[string]string{"reason": "no_longer_there", "needed": "2", "given": "1"}},
			"Line 1: Photos that the reason “no_longer_there” needs: 2; photos that came: 1. A person decides.",
			"第 1 行：原因“no_longer_there”需要照片 2 张，已提供 1 张。由人工审核。",
		}, {
			returns.Clause{Clause: "keep_item", Outcome: "unknown", Facts: map[string]string{"method": "keep_item"}},
			"The customer asks to keep the goods and to have the money back. A person decides.",
			"顾客申请仅退款、不退回商品。由人工审核。",
		}, {
			returns.Clause{Clause: "rule", LineNo: 1, Outcome: "fail", Rule: "often", Because: because, Facts: map[string]string{"customer.returns": "12", "customer.orders": "13"}},
			"Line 1: The rule “often” applies: “Too many came back.” (customer.orders = 13, customer.returns = 12). It rejects the return.",
			"第 1 行：适用规则“often”：“退货过多。”（customer.orders = 13, customer.returns = 12）。该规则拒绝退货。",
		}, {
			returns.Clause{Clause: "rule", LineNo: 1, Outcome: "pass", Rule: "all", Because: because, Facts: map[string]string{}},
			"Line 1: The rule “all” applies: “Too many came back.”. It approves the line.",
			"第 1 行：适用规则“all”：“退货过多。”。该规则通过此行。",
		}, {
			returns.Clause{Clause: "rule", LineNo: 1, Outcome: "advice", Rule: "all", Because: because, Facts: map[string]string{}},
			"Line 1: The rule “all” applies: “Too many came back.”. It would reject the return, but staff asked for it and may decide otherwise.",
			"第 1 行：适用规则“all”：“退货过多。”。该规则本会拒绝退货，但申请由工作人员提出，可另行决定。",
		}, {
			returns.Clause{Clause: "rule", LineNo: 1, Outcome: "review", Rule: "all", Because: because, Facts: map[string]string{}},
			"Line 1: The rule “all” applies: “Too many came back.”. It asks for a person, who decides.",
			"第 1 行：适用规则“all”：“退货过多。”。该规则要求人工审核。",
		}, {
			returns.Clause{Clause: "rule", LineNo: 1, Outcome: "unknown", Rule: "odd", Facts: map[string]string{"failed": "division by zero"}},
			"Line 1: The rule “odd” could not be judged: division by zero. A person decides.",
			"第 1 行：规则“odd”无法判断：division by zero。由人工审核。",
		}, {
			returns.Clause{Clause: "rule", LineNo: 1, Outcome: "unknown", Facts: map[string]string{"failed": "the rules of this policy could not be read"}},
			"Line 1: The rules of this policy could not be read. A person decides.",
			"第 1 行：无法读取该政策的规则。由人工审核。",
		},
	} {
		verdict := returns.Verdict{PolicyID: "plain-30", PolicyVersion: 1, Decision: returns.VerdictReview, Clauses: []returns.Clause{tt.clause}}
		_, err := b.db.Exec(t.Context(), `update returns set verdict = $1 where id = $2`, must(t, verdict), id)
		require.NoError(t, err)
		require.Equal(t, []string{tt.english}, b.explained(id, "en"))
		require.Equal(t, []string{tt.chinese}, b.explained(id, "zh-CN"))
	}
}

func TestExplanation_OfEveryWait_SaysUntilWhenAndWhatThen(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.order("A-1")
	id := b.open("A-1", 2, now)
	shanghai := time.Date(2026, 1, 12, 9, 30, 0, 0, time.FixedZone("CST", 8*3600))
	for _, tt := range []struct {
		waitingFor returns.Role
		deadline   *time.Time
		then       *returns.Action
		english    string
		chinese    string
	}{
		{returns.RoleFinance, &shanghai, new(returns.ActionEscalate), "The return waits for: finance, until 2026-01-12 01:30 UTC; then an administrator is told.", "退货单正在等待：财务，截止 2026-01-12 01:30 UTC；逾期将通知管理员。"},
		{returns.RoleLogistics, &shanghai, new(returns.ActionReportSilent), "The return waits for: logistics. If nothing is heard of the parcel until 2026-01-12 01:30 UTC, the carrier is to be asked.", "退货单正在等待：物流。若到 2026-01-12 01:30 UTC 仍无物流更新，将提示询问承运商。"},
		{returns.RoleWarehouse, nil, nil, "The return waits for: warehouse.", "退货单正在等待：仓库。"},
		{returns.RoleSystem, nil, nil, "Nobody has to act: the service takes the next step by itself.", "无需任何人处理：系统会自动执行下一步。"},
		{returns.RoleSystem, &shanghai, new(returns.ActionRemind), "Nobody has to act: the service takes the next step by itself.", "无需任何人处理：系统会自动执行下一步。"},
		{returns.RoleSystem, &shanghai, new(returns.ActionEscalate), "Nobody has to act: the service takes the next step by itself. If it has not until 2026-01-12 01:30 UTC, an administrator is told.", "无需任何人处理：系统会自动执行下一步；若到 2026-01-12 01:30 UTC 仍未完成，将通知管理员。"},
		{returns.RoleSystem, &shanghai, new(returns.ActionExpire), "Nobody has to act: the service takes the next step by itself. If it has not until 2026-01-12 01:30 UTC, the return expires.", "无需任何人处理：系统会自动执行下一步；若到 2026-01-12 01:30 UTC 仍未完成，退货将超时关闭。"},
	} {
		_, err := b.db.Exec(t.Context(), `update returns set wait_for = $1, wait_deadline = $2, wait_then = $3 where id = $4`,
			tt.waitingFor, tt.deadline, tt.then, id)
		require.NoError(t, err)
		for language, want := range map[string]string{"en": tt.english, "zh-CN": tt.chinese} {
			require.Equal(t, want, b.as(returns.RoleReviewer).with("Accept-Language", language).get("/v1/returns/" + id).ok()["explanation"])
		}
	}
}
