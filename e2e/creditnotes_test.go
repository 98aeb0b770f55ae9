package e2e

import (
	"bytes"
	"encoding/csv"
	"os"
	"sort"
	"strconv"
	"sync"
	"testing"

	"github.com/stretchr/testify/require"

	onlineretail "backhaul/examples/online-retail"
	"backhaul/returns"
)

// credited is one article of a credit note: rows of the same order, SKU and
// price are taken together, as one return line can only stand once.
type credited struct {
	order, sku, price string
	quantity          int
}

// TestCreditNotes_ReplayedAsTheRolesWould_RefundAndRestockExactly sends every
// credit note of the sample through the API. Where a note spans several orders
// it becomes one return per order. Five lines were credited above the price
// paid; there the reviewer agrees on the credited amount, with a note.
func TestCreditNotes_ReplayedAsTheRolesWould_RefundAndRestockExactly(t *testing.T) {
	t.Parallel()
	s := start(t)
	report := s.as(returns.RoleIntegration).with("Content-Type", "text/csv").post("/orders/import?currency=GBP", onlineretail.Orders).ok()
	require.EqualValues(t, 15343, report["accepted"])
	require.Empty(t, report["rejected"])

	notes := readCreditNotes(t)
	require.Len(t, notes, 86)
	var (
		wg       sync.WaitGroup
		mu       sync.Mutex
		opened   int
		refunded int64
		units    = map[string]int{}
		places   = make(chan struct{}, 6) // as many returns at a time
	)
	for _, note := range notes {
		wg.Go(func() {
			places <- struct{}{}
			defer func() { <-places }()
			var total int64
			for _, lines := range byOrder(note.lines) {
				total += s.returnAsTheRolesWould(note.number, lines)
			}
			if !assertEqualMoney(t, note.number, note.total(t), total) {
				return
			}
			mu.Lock()
			defer mu.Unlock()
			refunded += total
			opened += len(byOrder(note.lines))
			for _, line := range note.lines {
				units[line.sku] += line.quantity
			}
		})
	}
	wg.Wait()
	require.Equal(t, int64(538984), refunded, "5,389.84 GBP in all")

	total := 0
	for sku, quantity := range units {
		require.Equal(t, quantity, s.stock(sku, "available"), "units of %s back in stock", sku)
		total += quantity
	}
	require.Equal(t, 1922, total)
	s.verified()
	t.Logf("%d credit notes, %d returns, %d units back in stock, %s refunded", len(notes), opened, total,
		returns.Money{Minor: refunded, Currency: "GBP"})
}

type creditNote struct {
	number string
	lines  []credited
}

// total is quantity × unit price of the note, in pence.
func (n creditNote) total(t *testing.T) (sum int64) {
	for _, line := range n.lines {
		money, err := returns.PriceTimes(line.price, line.quantity, "GBP")
		require.NoError(t, err)
		sum += money.Minor
	}
	return sum
}

func readCreditNotes(t *testing.T) []creditNote {
	t.Helper()
	file, err := os.ReadFile("../examples/online-retail/returns.csv")
	require.NoError(t, err)
	rows, err := csv.NewReader(bytes.NewReader(file)).ReadAll()
	require.NoError(t, err)
	var notes []creditNote
	for _, row := range rows[1:] { // credit_note, order_number, sku, description, quantity, unit_price, …
		quantity, err := strconv.Atoi(row[4])
		require.NoError(t, err)
		if len(notes) == 0 || notes[len(notes)-1].number != row[0] {
			notes = append(notes, creditNote{number: row[0]})
		}
		note := &notes[len(notes)-1]
		note.add(credited{order: row[1], sku: row[2], price: row[5], quantity: quantity})
	}
	return notes
}

func (n *creditNote) add(line credited) {
	for i := range n.lines {
		if have := &n.lines[i]; have.order == line.order && have.sku == line.sku && have.price == line.price {
			have.quantity += line.quantity
			return
		}
	}
	n.lines = append(n.lines, line)
}

func byOrder(lines []credited) [][]credited {
	groups := map[string][]credited{}
	for _, line := range lines {
		groups[line.order] = append(groups[line.order], line)
	}
	var numbers []string
	for number := range groups {
		numbers = append(numbers, number)
	}
	sort.Strings(numbers)
	var out [][]credited
	for _, number := range numbers {
		out = append(out, groups[number])
	}
	return out
}

// returnAsTheRolesWould sends one return from request to refund and answers
// with the pence that finance paid.
func (s *service) returnAsTheRolesWould(note string, lines []credited) int64 {
	s.t.Helper()
	var asked []object
	for _, line := range lines {
		asked = append(asked, object{"sku": line.sku, "quantity": line.quantity, "reason": "other", "condition": "unopened"})
	}
	opened := s.as(returns.RoleSupport).with("Idempotency-Key", note+lines[0].order).post("/returns", object{
		"order_number": lines[0].order, "lines": asked, "method": "pickup", "note": "credit note " + note,
	}).ok()
	path := "/returns/" + text(opened, "rma_number")
	require.Equal(s.t, "requested", opened["status"])

	review := object{"decision": "approve", "note": "credit note " + note}
	if agreed := s.agreedAmounts(opened, lines); agreed != nil {
		review["lines"] = agreed
	}
	s.as(returns.RoleReviewer).post(path+"/review", review).ok()
	s.as(returns.RoleSupport).post(path+"/confirm", object{}).ok()
	s.as(returns.RoleLogistics).post(path+"/pickup", object{
		"carrier": "Royal Mail", "window_start": "2030-01-07T09:00:00Z", "window_end": "2030-01-07T12:00:00Z",
	}).ok()
	var counted, inspected []object
	for _, line := range opened["lines"].([]any) {
		line := line.(object)
		counted = append(counted, object{"line_no": line["line_no"], "quantity": line["quantity"]})
		inspected = append(inspected, object{
			"line_no": line["line_no"], "quantity": line["quantity"], "condition": "unopened", "disposition": "restock",
		})
	}
	s.as(returns.RoleWarehouse).post(path+"/receive", object{"lines": counted}).ok()
	s.as(returns.RoleWarehouse).post(path+"/inspect", object{"lines": inspected}).ok()
	return s.pay(text(opened, "rma_number"), "credit "+note)
}

// pay has finance pay the open task of a return.
func (s *service) pay(rma, reference string) int64 {
	s.t.Helper()
	tasks := items(s.as(returns.RoleFinance).get("/refund-tasks?status=open&return=" + rma).ok())
	require.Len(s.t, tasks, 1, "open refund tasks of %s", rma)
	s.as(returns.RoleFinance).post("/refund-tasks/"+text(tasks[0], "id")+"/decide",
		object{"action": "mark_paid", "reference": reference}).ok()
	got := s.as(returns.RoleAuditor).get("/returns/" + rma).ok()
	require.Equal(s.t, "refunded", got["status"])
	return minor(s.t, got["refund"].(object)["total"])
}

// agreedAmounts lists the lines whose credited price is not the price paid.
func (s *service) agreedAmounts(opened object, lines []credited) []object {
	s.t.Helper()
	estimate := map[string]int64{}
	number := map[string]any{}
	for i, line := range opened["lines"].([]any) {
		line := line.(object)
		estimate[text(line, "sku")] += minor(s.t, opened["refund"].(object)["lines"].([]any)[i].(object)["total"])
		number[text(line, "sku")] = line["line_no"]
	}
	var agreed []object
	for _, line := range lines {
		want, err := returns.PriceTimes(line.price, line.quantity, "GBP")
		require.NoError(s.t, err)
		if estimate[line.sku] != want.Minor {
			agreed = append(agreed, object{"line_no": number[line.sku], "approved_amount": want})
		}
	}
	return agreed
}

func (s *service) stock(sku, bucket string) int {
	s.t.Helper()
	for _, level := range items(s.as(returns.RoleWarehouse).get("/stock?sku=" + sku).ok()) {
		if level["bucket"] == bucket {
			return int(level["quantity"].(float64))
		}
	}
	return 0
}

func minor(t *testing.T, money any) int64 {
	t.Helper()
	m := money.(object)
	parsed, err := returns.ParseMoney(text(m, "amount"), text(m, "currency"))
	require.NoError(t, err)
	return parsed.Minor
}

func assertEqualMoney(t *testing.T, what string, want, got int64) bool {
	t.Helper()
	if want != got {
		t.Errorf("%s: %d pence credited, %d refunded", what, want, got)
	}
	return want == got
}
