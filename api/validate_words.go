package api

import (
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"

	"backhaul/returns"
)

// fieldError says in words for people what the validator says in words of JSON
// Schema.
func fieldError(wrong *openapi3.SchemaError) returns.FieldError {
	field, schema := fieldPath(wrong), wrong.Schema
	switch wrong.SchemaField {
	case "required":
		return about(field, "required", "%s is missing", field)
	case "nullable":
		return about(field, "required", "a value is needed here, not null")
	case "type":
		return typeError(field, schema, wrong.Value)
	case "minimum", "maximum":
		switch {
		case schema.Min == nil:
			return about(field, "out_of_range", "the number must be at most %s", number(*schema.Max))
		case schema.Max == nil:
			return about(field, "out_of_range", "the number must be at least %s", number(*schema.Min))
		}
		return about(field, "out_of_range", "the number must be between %s and %s", number(*schema.Min), number(*schema.Max))
	case "enum":
		return about(field, "not_allowed", "%s is not possible here; choose one of %s", shown(wrong.Value), choices(schema))
	case "pattern":
		return about(field, "wrong_format", "%s does not have the form that is wanted here: %s", shown(wrong.Value), schema.Pattern)
	case "format":
		return about(field, "not_a_time", "%s is not a time such as 2026-01-31T10:00:00Z", shown(wrong.Value))
	case "minLength":
		return about(field, "required", "the text is empty")
	case "maxLength":
		return about(field, "too_long", "the text has more than %s characters", *schema.MaxLength)
	case "minItems":
		return about(field, "required", "at least %s is needed here", schema.MinItems)
	case "maxItems":
		return about(field, "too_many", "more than %s are not possible here", *schema.MaxItems)
	case "maxProperties":
		return about(field, "too_many", "more than %s are not possible here", *schema.MaxProps)
	case "oneOf":
		return about(field, "not_a_price", "%s is not a price; write \"12.34\" or {\"amount\":\"12.34\",\"currency\":\"GBP\"}", shown(wrong.Value))
	}
	return about(field, "invalid", "the value is not valid")
}

// typeError tells a fraction, which is a number, from something else entirely.
func typeError(field string, schema *openapi3.Schema, value any) returns.FieldError {
	if schema.Type.Is(openapi3.TypeInteger) {
		if value == nil {
			return about(field, "not_an_integer", "a whole number is needed here")
		}
		if _, isNumber := value.(json.Number); isNumber {
			return about(field, "not_an_integer", "%s is not a whole number", shown(value))
		}
	}
	return about(field, "wrong_type", "a JSON value of the type %s is needed here", strings.Join(schema.Type.Slice(), ", "))
}

// about is what is wrong with one field.
func about(field, code, format string, args ...any) returns.FieldError {
	return returns.RefuseField(field, code, format, args...).Fields[0]
}

func number(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) }

func choices(schema *openapi3.Schema) string {
	texts := make([]string, 0, len(schema.Enum))
	for _, choice := range schema.Enum {
		if choice != nil {
			texts = append(texts, fmt.Sprint(choice))
		}
	}
	return strings.Join(texts, ", ")
}

// shown writes a value that somebody sent, and not more of it than helps.
func shown(value any) string {
	const enough = 100
	text := fmt.Sprint(value)
	if runes := []rune(text); len(runes) > enough {
		text = string(runes[:enough]) + "…"
	}
	if _, isNumber := value.(json.Number); isNumber {
		return text
	}
	return strconv.Quote(text)
}
