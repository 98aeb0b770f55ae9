package api

import (
	"bytes"
	"encoding/json"
	"net/http/httptest"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func TestRapid_WritesAndReadsAsEncodingJSON(t *testing.T) {
	t.Parallel()
	odd := "<b>&\u2028\x01\"\\ 退货 \xff"
	at := time.Date(2026, 1, 2, 3, 4, 5, 6789, time.FixedZone("", 3600))
	money := Money{Minor: -5, Currency: "JPY"}
	list := ReturnList{NextCursor: &odd, Items: []Return{{}, {
		ID: odd, Note: odd, OpenedAt: at, ClosedAt: &at, Lines: []ReturnLine{{Description: odd, AgreedAmount: &money, Fields: json.RawMessage(`{"z":"1","a":1}`)}},
		Verdict: Verdict{Clauses: []ExplainedClause{{
			Clause: returns.Clause{Clause: "rule", Facts: map[string]string{"y": odd, "b": "", "a": "x"}, Because: &returns.Because{En: odd, Zh: "因为"}}, Explanation: odd,
		}}},
		Refund: Refund{Total: money, Lines: []RefundLine{{LineNo: 1, Total: money}}}, Evidence: []Evidence{}, Strays: []returns.Stray{},
	}}}
	for len(list.Items) < 3*some-1 { // more than one does alone, and the last some are fewer
		list.Items = append(list.Items, Return{ID: strconv.Itoa(len(list.Items))})
	}
	var want bytes.Buffer
	require.NoError(t, json.NewEncoder(&want).Encode(list))
	answer := httptest.NewRecorder()
	require.NoError(t, returnsAnswer(list).VisitListReturnsResponse(answer))
	require.Equal(t, want.String(), answer.Body.String())
	require.Equal(t, "application/json", answer.Header().Get("Content-Type"))

	empty := httptest.NewRecorder()
	require.NoError(t, ordersAnswer{Items: []Order{}}.VisitListOrdersResponse(empty))
	require.Equal(t, `{"items":[],"next_cursor":null}`+"\n", empty.Body.String())

	text, err := json.Marshal(list.Items[1].Verdict)
	require.NoError(t, err)
	var read, due returns.Verdict
	require.NoError(t, json.Unmarshal(text, &due))
	require.NoError(t, rapid.Unmarshal(text, &read))
	require.Equal(t, due, read)
	require.Error(t, rapid.Unmarshal([]byte(`{"decision": 1}`), &read))
}
