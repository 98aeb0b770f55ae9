package api_test

import (
	"encoding/json"
	"maps"
	"math"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"pgregory.net/rapid"
)

// nasty are texts that have broken other programs.
var nasty = []string{
	"", " ", "\x00", "a\x00b", "\ufeff", "\u202eabc", "\u200b", "é", "e\u0301", "退货", "😀", "\xff\xfe", "\r\nBcc: x@example.org",
	"' or 1=1 --", `"; drop table orders; --`, "%", "_", `\`, "$1", "../../../etc/passwd", "..%2f..%2f", "C:\\con", "/", "//",
	"<script>alert(1)</script>", "{{.}}", "${jndi:ldap://x}", "=cmd|' /C calc'!A0", "null", "true", "[]", "{}",
	"0", "-1", "-0", "1.5", "0.1", "1e309", "NaN", "Infinity", "9223372036854775807", "9223372036854775808", "999999999999999999999",
	"0x10", "0000-00-00", "2026-02-30", "9999-12-31T23:59:60Z", "0001-01-01T00:00:00Z", "2026-01-01T00:00:00+99:99",
	strings.Repeat("a", 300), strings.Repeat("退", 5000), strings.Repeat("[", 1000),
	"WyIyMDI2LTAxLTAxVDAwOjAwOjAwWiIsIngiXQ", "W10", "bm9wZQ",
}

// rawBodies are bodies that no schema would give.
var rawBodies = []string{
	"", " ", "null", "0", `""`, "[]", "{}", "{", "}", `{"a":1,"a":2}`, `{"a":1} {"b":2}`, `{"a":NaN}`, `{"a":1e999}`, `{"a":"\ud800"}`,
	"{\"a\":\"\x00\"}", "\xff\xfe{}", "\ufeff{}", strings.Repeat(`{"a":`, 10000), strings.Repeat("[", 100000), `{"__proto__":{}}`,
	"order_number,sku\n1,2\n", "order_number,sku,description,quantity,unit_price\n\x00,\xff,=1,99999999999999999999,-1\n", "--x\r\n\r\n--x--",
	"\"\n\"\"\n", strings.Repeat("a,", 10000),
}

// value is one that the schema allows, or nearly, or not at all.
func (a *target) value(t *rapid.T, schema *openapi3.Schema, depth int) any {
	if schema == nil || depth > 6 {
		return nil
	}
	switch rapid.IntRange(0, 11).Draw(t, "kind of value") {
	case 0:
		return rapid.SampledFrom([]any{
			nil, true, 0, -1, 1.5, 1e300, math.MaxInt64, math.MinInt64, json.Number("9223372036854775808"), json.Number("1e309"), "", []any{}, map[string]any{},
		}).Draw(t, "any")
	case 1:
		return strings.ToValidUTF8(rapid.SampledFrom(nasty).Draw(t, "nasty"), "")
	}
	switch {
	case len(schema.Enum) > 0:
		return rapid.SampledFrom(schema.Enum).Draw(t, "enum")
	case schema.Example != nil && rapid.Bool().Draw(t, "example"):
		return schema.Example
	case len(schema.OneOf) > 0:
		return a.value(t, rapid.SampledFrom(schema.OneOf).Draw(t, "one of").Value, depth+1)
	case len(schema.AllOf) > 0:
		whole := map[string]any{}
		for _, part := range schema.AllOf {
			if fields, ok := a.value(t, part.Value, depth+1).(map[string]any); ok {
				for name, field := range fields {
					whole[name] = field
				}
			}
		}
		return whole
	case schema.Type.Is(openapi3.TypeObject):
		return a.fields(t, schema, depth)
	case schema.Type.Is(openapi3.TypeArray):
		list := make([]any, rapid.IntRange(0, 3).Draw(t, "length"))
		for i := range list {
			list[i] = a.value(t, schema.Items.Value, depth+1)
		}
		return list
	case schema.Type.Is(openapi3.TypeBoolean):
		return rapid.Bool().Draw(t, "bool")
	case schema.Type.Is(openapi3.TypeInteger), schema.Type.Is(openapi3.TypeNumber):
		return rapid.Int64Range(-1, 6).Draw(t, "number")
	}
	switch schema.Format {
	case "date-time":
		return rapid.SampledFrom([]string{"2026-01-10T12:00:00Z", "2026-01-12T12:00:00Z", "2026-01-12T14:00:00+08:00"}).Draw(t, "time")
	case "byte":
		return "IkFuYSI="
	}
	return rapid.SampledFrom(append(a.known, "1.00", "GBP", "10.00", "a note", "ana@example.org")).Draw(t, "text")
}

func (a *target) fields(t *rapid.T, schema *openapi3.Schema, depth int) map[string]any {
	object := map[string]any{}
	required := map[string]bool{}
	for _, name := range schema.Required {
		required[name] = true
	}
	for _, name := range slices.Sorted(maps.Keys(schema.Properties)) { // in order, so that a seed gives the same again
		property := schema.Properties[name]
		if !required[name] && rapid.IntRange(0, 2).Draw(t, "leave out") > 0 {
			continue
		}
		object[name] = a.value(t, property.Value, depth+1)
	}
	if rapid.IntRange(0, 9).Draw(t, "unknown field") == 0 { // what only the service may set
		object[rapid.SampledFrom([]string{"status", "id", "actor", "role", "refund", "approved_by", "origin", "customer_id"}).Draw(t, "field")] = "admin"
	}
	return object
}
