package api

import (
	"errors"
	"maps"
	"slices"
	"strconv"

	"github.com/getkin/kin-openapi/openapi3"

	"backhaul/returns"
)

// moneyErrors finds the amounts of a body that no [returns.Money] can hold: in
// an unknown currency, or with more decimals than the currency has. JSON Schema
// cannot say that, and decoding would not say where it happened.
func moneyErrors(schema *openapi3.Schema, value any, path string) []returns.FieldError {
	if schema.Extensions["x-go-type"] == "returns.Money" {
		return moneyError(value, path)
	}
	if schema.Extensions["x-go-type"] == "returns.PerCurrency" {
		return perCurrencyErrors(value, path)
	}
	var fields []returns.FieldError
	for _, part := range schema.AllOf {
		fields = append(fields, moneyErrors(part.Value, value, path)...)
	}
	switch value := value.(type) {
	case map[string]any:
		for _, name := range slices.Sorted(maps.Keys(value)) {
			if property, known := schema.Properties[name]; known {
				fields = append(fields, moneyErrors(property.Value, value[name], join(path, name))...)
			} else if more := schema.AdditionalProperties.Schema; more != nil {
				fields = append(fields, moneyErrors(more.Value, value[name], join(path, name))...)
			}
		}
	case []any:
		for i, inner := range value {
			if schema.Items != nil {
				fields = append(fields, moneyErrors(schema.Items.Value, inner, path+"["+strconv.Itoa(i)+"]")...)
			}
		}
	}
	return fields
}

// perCurrencyErrors looks at amounts whose names are their currencies.
func perCurrencyErrors(value any, path string) (fields []returns.FieldError) {
	amounts, _ := value.(map[string]any)
	for _, currency := range slices.Sorted(maps.Keys(amounts)) {
		amount, _ := amounts[currency].(string)
		_, err := returns.ParseMoney(amount, currency)
		if refusal, ok := errors.AsType[*returns.Error](err); ok {
			for _, field := range refusal.Fields {
				field.Field = join(path, currency)
				fields = append(fields, field)
			}
		}
	}
	return fields
}

func moneyError(value any, path string) []returns.FieldError {
	object, _ := value.(map[string]any)
	amount, _ := object["amount"].(string)
	currency, _ := object["currency"].(string)
	_, err := returns.ParseMoney(amount, currency)
	refusal, ok := errors.AsType[*returns.Error](err)
	if !ok {
		return nil
	}
	for i := range refusal.Fields {
		refusal.Fields[i].Field = join(path, refusal.Fields[i].Field)
	}
	return refusal.Fields
}
