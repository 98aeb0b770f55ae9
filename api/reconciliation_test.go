package api_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/activities"
	"backhaul/returns"
)

// toPay brings an order's return of one mug, 10.00, to finance.
func (b *bundle) toPay(order string, body object) (id string) {
	b.t.Helper()
	b.as(returns.RoleIntegration).put("/v1/orders/"+order, body).ok()
	id = b.open(order, 1, now)
	b.toFinance(id, now)
	return id
}

func (b *bundle) markPaid(id string, payment int, reference string) {
	b.t.Helper()
	_, err := b.steps(now).DecideRefund(b.t.Context(), activities.Input[returns.DecideRefund]{ReturnID: id, Decision: returns.DecideRefund{
		By: by(returns.RoleFinance), Action: returns.RefundMarkPaid, Payment: payment, Reference: reference,
	}})
	require.NoError(b.t, err)
}

func (b *bundle) reconciles(query, file string) answer {
	b.t.Helper()
	return b.as(returns.RoleFinance).with("Content-Type", "text/csv").post("/v1/refund-reconciliations"+query, file)
}

// paidForTwo is the order's body with two payments that finance pays back by hand.
func paidForTwo() object {
	body := orderBody()
	body["payments"] = []object{
		{"reference": "pay_1", "method": "card", "captured": "9.00"}, {"reference": "pay_2", "method": "bank_transfer", "captured": "80.00"},
	}
	return body
}

func outcomes(report object) (all []string) {
	for _, item := range items(report) {
		text := fmt.Sprintf("%v %s %s", item["row"], item["reference"], item["outcome"])
		if here, there := item["here"].(object); there {
			text += fmt.Sprintf(" here %s", here["amount"])
		}
		if first := item["first_row"]; first != nil {
			text += fmt.Sprintf(" first %v", first)
		}
		for _, refund := range item["refunds"].([]any) {
			text += fmt.Sprintf(" %s/%v", refund.(object)["order_number"], refund.(object)["payment"])
		}
		all = append(all, text)
	}
	return all
}

func TestReconcile_TaskOrReturn_IsAReferenceToo(t *testing.T) {
	t.Parallel()
	b := setup(t)
	one, other := b.toPay("A-1", orderBody()), b.toPay("A-2", orderBody())
	b.markPaid(one, 0, "BACS 1")
	b.markPaid(other, 0, "BACS 2")
	finance := b.as(returns.RoleFinance)
	task := finance.get("/v1/refund-tasks?return=" + one).ok()["items"].([]any)[0].(object)["id"].(string)
	number := finance.get("/v1/returns/" + other).ok()["rma_number"].(string)
	file := "reference,amount,currency,paid_at\n" + strings.ToUpper(task) + ",10.00,GBP,2026-01-10\n" + strings.ToLower(number) + ",10.00,GBP,2026-01-10\n"
	require.Equal(t, []string{
		"2 " + strings.ToUpper(task) + " matched here 10.00 A-1/1", "3 " + strings.ToLower(number) + " matched here 10.00 A-2/1",
	}, outcomes(b.reconciles("", file).ok()))
}

func TestReconcile_FileOfTheBank_SaysWhatBecameOfEveryRowAndRefund(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.markPaid(b.toPay("A-1", orderBody()), 0, "BACS 1")
	b.markPaid(b.toPay("A-2", orderBody()), 0, "BACS 2")
	b.markPaid(b.toPay("A-3", orderBody()), 0, "BACS 3")
	waits := b.as(returns.RoleFinance).get("/v1/returns/" + b.toPay("A-4", orderBody())).ok()["rma_number"].(string)
	parts := b.toPay("A-5", paidForTwo())
	b.markPaid(parts, 1, "CARD 9")
	b.markPaid(parts, 2, "BACS 5")
	b.markPaid(b.toPay("A-6", paidForTwo()), 0, "BACS 6")

	file := strings.Join([]string{
		"reference,amount,currency,paid_at,remark", "bacs 1,10.00,GBP,2026-01-10,", "BACS 2,-9.50,GBP,2026-01-10,", "BACS 1,10.00,GBP,2026-01-11,again",
		waits + ",10.00,GBP,,", "CARD 9,9.00,GBP,,", "BACS 5,1.00,GBP,,", "BACS 9,4.00,EUR,,", "BACS 7,ten,GBP,,", "BACS 8,1.00,,,", ",1.00,GBP,,",
	}, "\n") + "\n"
	report := b.reconciles("", file).ok()
	require.Equal(t, []string{
		"2 bacs 1 matched here 10.00 A-1/1", "4 BACS 1 paid_twice first 2 A-1/1", "3 BACS 2 amount_differs here 10.00 A-2/1",
		"5 " + waits + " pending_here here 10.00 A-4/1", "6 CARD 9 matched here 9.00 A-5/1", "7 BACS 5 matched here 1.00 A-5/2",
		"8 BACS 9 only_in_file",
	}, outcomes(report)[:7])
	require.ElementsMatch(t, []string{"<nil> BACS 3 only_here here 10.00 A-3/1", "<nil> BACS 6 only_here here 10.00 A-6/1 A-6/2"}, outcomes(report)[7:])
	require.Equal(t, "2026-01-10T00:00:00Z 2026-01-12T00:00:00Z 7", fmt.Sprint(report["from"], " ", report["before"], " ", report["rows"]))
	var totals []string
	for _, total := range report["totals"].([]any) {
		total := total.(object)
		totals = append(totals, fmt.Sprintf("%s %s %v: %s %s", total["currency"], total["outcome"], total["count"],
			total["in_file"].(object)["amount"], total["here"].(object)["amount"]))
	}
	require.Equal(t, []string{
		"EUR only_in_file 1: 4.00 0.00", "GBP matched 3: 20.00 20.00", "GBP amount_differs 1: 9.50 10.00", "GBP paid_twice 1: 10.00 0.00",
		"GBP only_here 2: 0.00 20.00", "GBP pending_here 1: 10.00 10.00",
	}, totals)
	var bad []string
	for _, row := range report["rejected"].([]any) {
		bad = append(bad, fmt.Sprint(row.(object)["row"], " ", row.(object)["field"], " ", row.(object)["code"]))
	}
	require.Equal(t, []string{"9 amount not_a_decimal", "10 currency required", "11 reference required"}, bad)
	require.Equal(t, []any{"remark"}, report["unused_columns"])
	require.Equal(t, report, b.reconciles("", file).ok(), "nothing was changed")

	table := string(b.reconciles("?format=csv", file).body)
	require.Equal(t, 1+9+3, strings.Count(table, "\n"))
	require.Contains(t, table, "amount_differs,3,,BACS 2,GBP,9.50,10.00,GBP,2026-01-10T00:00:00Z,2026-01-10T12:00:00Z,settled,manual,RMA-")
	require.Contains(t, table, "rejected,9,")
	var exported int
	require.NoError(t, b.db.QueryRow(t.Context(), `select count(*) from audit_events where kind = 'list.exported'`).Scan(&exported))
	require.Equal(t, 1, exported, "who took it is on record")
	require.Contains(t, string(b.reconciles("?format=xlsx", file).body[:2]), "PK")

	require.Len(t, items(b.reconciles("?from=2026-01-11", file).ok()), 7, "what was paid before is not missed")
	require.Len(t, items(b.reconciles("?provider=fakepsp", file).ok()), 7, "what another paid is not missed")
	require.Len(t, items(b.reconciles("?provider=by_hand", file).ok()), 9)
}

func TestReconcile_FilesOfOtherShapes_AreReadOrRefused(t *testing.T) {
	t.Parallel()
	b := setup(t)
	b.markPaid(b.toPay("A-1", orderBody()), 0, "BACS 1")
	named := "Ref;Betrag\nBACS 1;10.00\n"
	b.reconciles("?from=2026-01-10", named).refused(422, "invalid", "reference", "amount", "Ref", "Betrag")
	report := b.reconciles("?from=2026-01-10&to=2026-01-10&currency=GBP&heading=Ref=reference&heading=Betrag=amount", named).ok()
	require.Equal(t, []string{"2 BACS 1 matched here 10.00 A-1/1"}, outcomes(report))
	workbook := b.as(returns.RoleFinance).get("/v1/refund-reconciliations/template?format=xlsx").body
	report = b.as(returns.RoleFinance).with("Content-Type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet").
		post("/v1/refund-reconciliations", bytes.NewReader(workbook)).ok()
	require.Equal(t, []string{"2 BACS 4711 only_in_file"}, outcomes(report), "the empty table is one of ours")
	require.Equal(t, "2026-01-12T00:00:00Z", items(report)[0]["paid_at_in_file"])
	b.reconciles("", "reference,amount,currency\nBACS 1,10.00,GBP\n").refused(422, "invalid", "from")
	b.as(returns.RoleSupport).with("Content-Type", "text/csv").post("/v1/refund-reconciliations", named).refused(403, "forbidden")

	var file strings.Builder
	file.WriteString("reference,amount,currency,paid_at\n")
	for i := range 2500 {
		fmt.Fprintf(&file, "OTHER %d,1.00,GBP,2026-01-10\n", i)
	}
	file.WriteString("BACS 1,10.00,GBP,2026-01-10\n")
	many := b.reconciles("", file.String()).ok()
	require.Len(t, items(many), 1001, "a thousand of each outcome")
	require.Equal(t, 2500.0, many["totals"].([]any)[1].(object)["count"])
	lines := strings.Split(strings.TrimSpace(string(b.reconciles("?progress=true", file.String()).body)), "\n")
	require.Contains(t, lines[len(lines)-1], `"rows":2501`)
}
