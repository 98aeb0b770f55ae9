package api

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

func TestParseJSON_SixtyFourLevels_AreDeepEnough(t *testing.T) {
	t.Parallel()
	_, err := parseJSON([]byte(strings.Repeat("[", maxDepth) + strings.Repeat("]", maxDepth)))
	require.NoError(t, err)
	_, err = parseJSON([]byte(strings.Repeat("[", maxDepth+1) + strings.Repeat("]", maxDepth+1)))
	require.Equal(t, codeMalformed, returns.CodeOf(err))
}

// FuzzParseJSON holds that what is taken is what encoding/json takes, that
// nothing panics, and that a refusal is one for people.
func FuzzParseJSON(f *testing.F) {
	for _, seed := range []string{
		`{}`, `[1,2.5,1e309,-0]`, `{"a":{"b":[null,true,"\u0000"]}}`, `{"a":1,"a":2}`, `"\ud800"`, `{"a":1}x`, "\xff", `[`, `{"a"`, ``, ` `, `nul`,
	} {
		f.Add([]byte(seed))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		value, err := parseJSON(data)
		if err != nil {
			require.NotEmpty(t, returns.CodeOf(err))
			require.NotContains(t, err.Error(), "%!")
			return
		}
		require.True(t, json.Valid(data))
		again, err := json.Marshal(value)
		require.NoError(t, err)
		_, err = parseJSON(again)
		require.NoError(t, err, "what was read can be written and read again")
	})
}

// FuzzCheckBody throws anything at the body of an order.
func FuzzCheckBody(f *testing.F) {
	document, err := loadDocument(f.Context())
	require.NoError(f, err)
	rules := document.operations["PUT /v1/orders/:order_number"].body
	example, err := json.Marshal(rules.schema.Example)
	require.NoError(f, err)
	f.Add(example)
	f.Add([]byte(`{"lines":[{"unit_price":{"amount":"1"}}],"customer":null,"x":1}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		err := (&server{}).checkBody(rules, data)
		if err == nil {
			return
		}
		refusal, ok := errors.AsType[*returns.Error](err)
		require.True(t, ok, "%v", err)
		require.Contains(t, []returns.Code{codeMalformed, codeUnknownField, returns.CodeInvalid}, refusal.Code)
		for _, field := range refusal.Fields {
			require.NotContains(t, field.Message(), "%!")
			require.NotEmpty(t, field.Code)
		}
	})
}

// FuzzCursor: a cursor that was tampered with is refused and never a fault.
func FuzzCursor(f *testing.F) {
	_, cursor := page([]string{"a", "b"}, 1, func(string) []string { return []string{"2026-01-10T12:00:00Z", "ret_1"} })
	f.Add(*cursor)
	f.Add("WyJhIl0")
	f.Fuzz(func(t *testing.T, text string) {
		at, key, err := readTimeCursor(&text)
		if err != nil {
			require.Equal(t, returns.CodeInvalid, returns.CodeOf(err))
			return
		}
		require.NotNil(t, at)
		require.NotNil(t, key)
	})
}
