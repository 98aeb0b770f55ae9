package forms_test

import (
	"encoding/json"
	"errors"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"

	"backhaul/forms"
	"backhaul/returns"
)

const sizes = `{
	"type": "object", "required": ["worn", "size"], "additionalProperties": false,
	"properties": {
		"size": {"type": "string", "title": "Size", "x-titles": {"zh-CN": "尺码"}, "enum": ["S", "M", "L"]},
		"worn": {"type": "boolean", "title": "Have you worn it?"},
		"days": {"type": "integer", "minimum": 1, "maximum": 30},
		"serial": {"type": "string", "pattern": "^[A-Z]{2}[0-9]+$", "maxLength": 8, "minLength": 3},
		"bought": {"type": "string", "format": "date"},
		"weight": {"type": "number", "minimum": 0.5},
		"stains": {"type": "array", "minItems": 1, "maxItems": 2, "items": {"type": "string", "maxLength": 5}},
		"size_or_no": {"anyOf": [{"type": "string"}, {"type": "integer"}]}
	}
}`

func TestForm_WhatIsFilledInWrongly_IsRefusedByItsPath(t *testing.T) {
	t.Parallel()
	form, err := forms.Compile("fields", json.RawMessage(sizes))
	require.NoError(t, err)
	for name, tt := range map[string]struct {
		filledIn string
		fields   []string
		message  string
	}{
		"all is well":            {`{"size":"M","worn":false,"days":3,"serial":"AB12","bought":"2026-01-31","weight":0.5,"stains":["ink"],"size_or_no":4}`, nil, ""},
		"nothing":                {`null`, []string{"lines[0].fields.worn", "lines[0].fields.size"}, "lines[0].fields.worn is missing"},
		"another choice":         {`{"size":"XXL","worn":true}`, []string{"lines[0].fields.size"}, `"XXL" is not possible here; choose one of S, M, L`},
		"text for yes or no":     {`{"size":"M","worn":"yes"}`, []string{"lines[0].fields.worn"}, "a JSON value of the type boolean is needed here"},
		"a field of one's own":   {`{"size":"M","worn":true,"color":"red"}`, []string{"lines[0].fields.color"}, "the form has no such field"},
		"too few":                {`{"size":"M","worn":true,"days":0}`, []string{"lines[0].fields.days"}, "the number must be at least 1"},
		"too many":               {`{"size":"M","worn":true,"days":31}`, []string{"lines[0].fields.days"}, "the number must be at most 30"},
		"half a day":             {`{"size":"M","worn":true,"days":1.5}`, []string{"lines[0].fields.days"}, "a JSON value of the type integer is needed here"},
		"too light":              {`{"size":"M","worn":true,"weight":0.4}`, []string{"lines[0].fields.weight"}, "the number must be at least 0.5"},
		"another pattern":        {`{"size":"M","worn":true,"serial":"12AB"}`, []string{"lines[0].fields.serial"}, `"12AB" does not have the form that is wanted here: ^[A-Z]{2}[0-9]+$`},
		"too short":              {`{"size":"M","worn":true,"serial":"A"}`, []string{"lines[0].fields.serial", "lines[0].fields.serial"}, ""},
		"too long":               {`{"size":"M","worn":true,"serial":"AB12345678"}`, []string{"lines[0].fields.serial"}, "the text has more than 8 characters"},
		"no day":                 {`{"size":"M","worn":true,"bought":"31.1.2026"}`, []string{"lines[0].fields.bought"}, `"31.1.2026" does not have the form that is wanted here: date`},
		"an empty list":          {`{"size":"M","worn":true,"stains":[]}`, []string{"lines[0].fields.stains"}, "at least 1 is needed here"},
		"a long list":            {`{"size":"M","worn":true,"stains":["a","b","c"]}`, []string{"lines[0].fields.stains"}, "more than 2 are not possible here"},
		"within a list":          {`{"size":"M","worn":true,"stains":["a","coffee"]}`, []string{"lines[0].fields.stains[1]"}, "the text has more than 5 characters"},
		"none of the choices":    {`{"size":"M","worn":true,"size_or_no":[]}`, []string{"lines[0].fields.size_or_no"}, ""},
		"several things at once": {`{"size":7,"days":99}`, []string{"lines[0].fields.days", "lines[0].fields.size", "lines[0].fields.worn"}, ""},
	} {
		var filledIn map[string]any
		require.NoError(t, json.Unmarshal([]byte(tt.filledIn), &filledIn))
		wrong := form.Check("lines[0].fields", filledIn)
		var fields []string
		for _, each := range wrong {
			fields = append(fields, each.Field)
			require.NotContains(t, each.Message(), "%!", name)
		}
		require.ElementsMatch(t, tt.fields, fields, name)
		if tt.message != "" {
			require.Equal(t, tt.message, wrong[0].Message(), name)
		}
	}
}

func TestForm_ThatIsNone_IsRefusedWhenSaved(t *testing.T) {
	t.Parallel()
	for name, tt := range map[string]struct{ schema, field string }{
		"not JSON":                 {`{`, "fields"},
		"not an object":            {`[]`, "fields"},
		"of another type":          {`{"type":"string"}`, "fields"},
		"without fields":           {`{"type":"object"}`, "fields.properties"},
		"51 fields":                {`{"type":"object","properties":{` + strings.TrimSuffix(strings.Repeat(`"a%":{},`, 51), ",") + `}}`, "fields.properties"},
		"a type that is none":      {`{"type":"object","properties":{"a":{"type":"text"}}}`, "fields.properties.a.type"},
		"a pattern that is none":   {`{"type":"object","properties":{"a":{"pattern":"("}}}`, "fields.properties.a.pattern"},
		"a length below zero":      {`{"type":"object","properties":{"a":{"maxLength":-1}}}`, "fields.properties.a.maxLength"},
		"from elsewhere":           {`{"type":"object","properties":{"a":{"$ref":"http://example.org/x.json"}}}`, "fields.properties.a.$ref"},
		"from a file":              {`{"type":"object","properties":{"a":{"$ref":"file:///etc/passwd"}}}`, "fields.properties.a.$ref"},
		"itself":                   {`{"type":"object","properties":{"a":{"$ref":"#"}}}`, "fields.properties.a.$ref"},
		"by another standard":      {`{"$schema":"http://json-schema.org/draft-04/schema#","type":"object","properties":{"a":{}}}`, "fields.$schema"},
		"nested beyond all reason": {`{"type":"object","properties":{"a":` + strings.Repeat(`{"not":`, 20) + `{}` + strings.Repeat(`}`, 20) + `}}`, ""},
		"too large":                {`{"type":"object","title":"` + strings.Repeat("x", 17_000) + `","properties":{"a":{}}}`, "fields"},
	} {
		schema := tt.schema
		for i := 0; strings.Contains(schema, "%"); i++ {
			schema = strings.Replace(schema, "%", strings.Repeat("b", i+1), 1)
		}
		_, err := forms.Compile("fields", json.RawMessage(schema))
		require.Equal(t, returns.CodeInvalid, returns.CodeOf(err), "%s: %v", name, err)
		refusal, _ := errors.AsType[*returns.Error](err)
		if tt.field != "" {
			require.Equal(t, tt.field, refusal.Fields[0].Field, name)
		}
	}
}
