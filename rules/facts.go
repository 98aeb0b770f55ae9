package rules

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"cel.dev/cel-go/cel"
	"cel.dev/cel-go/common/types"
	"cel.dev/cel-go/common/types/ref"

	"backhaul/returns"
)

// field is one thing that a rule may look at.
type field struct {
	kind *cel.Type
	get  func(returns.Facts) (any, error)
}

// variables are what rules may look at. Amounts are minor units of the order's
// currency. What is not known yet, such as the day of a delivery, fails the
// rule that asks for it, unless it asks with has() first.
var variables = map[string]map[string]field{
	"order": {
		"number":               text(func(f returns.Facts) string { return f.Order.Number }),
		"currency":             text(func(f returns.Facts) string { return f.Order.Currency }),
		"ordered_at":           moment(func(f returns.Facts) *time.Time { return &f.Order.OrderedAt }),
		"shipped_at":           moment(func(f returns.Facts) *time.Time { return f.Order.ShippedAt }),
		"delivered_at":         moment(func(f returns.Facts) *time.Time { return f.Order.DeliveredAt }),
		"days_since_ordered":   daysSince(func(f returns.Facts) *time.Time { return &f.Order.OrderedAt }),
		"days_since_shipped":   daysSince(func(f returns.Facts) *time.Time { return f.Order.ShippedAt }),
		"days_since_delivered": daysSince(func(f returns.Facts) *time.Time { return f.Order.DeliveredAt }),
		"paid":                 number(func(f returns.Facts) int64 { return paid(f.Order) }),
		"lines":                count(func(f returns.Facts) int { return len(f.Order.Lines) }),
	},
	"line": {
		"line_no":     count(func(f returns.Facts) int { return f.Line.LineNo }),
		"sku":         text(func(f returns.Facts) string { return f.Sold.SKU }),
		"description": text(func(f returns.Facts) string { return f.Sold.Description }),
		"category":    text(func(f returns.Facts) string { return strings.ToLower(f.Sold.Category) }),
		"bought":      count(func(f returns.Facts) int { return f.Sold.Quantity }),
		"quantity":    count(func(f returns.Facts) int { return f.Line.Requested }),
		"paid":        number(func(f returns.Facts) int64 { return f.Sold.Goods + f.Sold.Tax }),
		"reason":      text(func(f returns.Facts) string { return f.Line.Reason }),
		"by_customer": {cel.BoolType, func(f returns.Facts) (any, error) { return f.Line.ByCustomer, nil }},
		"condition":   text(func(f returns.Facts) string { return f.Line.Condition }),
		"fields": {cel.MapType(cel.StringType, cel.DynType), func(f returns.Facts) (any, error) {
			if f.Line.Fields == nil {
				return map[string]any{}, nil
			}
			return f.Line.Fields, nil
		}},
	},
	"customer": {
		"id":      text(func(f returns.Facts) string { return f.Customer.ID }),
		"country": text(func(f returns.Facts) string { return f.Customer.Country }),
		"orders":  count(func(f returns.Facts) int { return f.Customer.Orders }),
		"returns": count(func(f returns.Facts) int { return f.Customer.Returns }),
	},
	"request": {
		"method":   text(func(f returns.Facts) string { return string(f.Request.Method) }),
		"note":     text(func(f returns.Facts) string { return f.Request.Note }),
		"photos":   count(func(f returns.Facts) int { return len(f.Request.Evidence) }),
		"lines":    count(func(f returns.Facts) int { return len(f.Lines) }),
		"refund":   number(func(f returns.Facts) int64 { return f.Refund.Total }),
		"by_staff": {cel.BoolType, func(f returns.Facts) (any, error) { return f.By.IsStaff(), nil }},
	},
}

func text(get func(returns.Facts) string) field {
	return field{cel.StringType, func(f returns.Facts) (any, error) { return get(f), nil }}
}

func number(get func(returns.Facts) int64) field {
	return field{cel.IntType, func(f returns.Facts) (any, error) { return get(f), nil }}
}

func count(get func(returns.Facts) int) field {
	return number(func(f returns.Facts) int64 { return int64(get(f)) })
}

var errNotKnown = errors.New("not known yet")

func moment(get func(returns.Facts) *time.Time) field {
	return field{cel.TimestampType, func(f returns.Facts) (any, error) {
		if at := get(f); at != nil {
			return *at, nil
		}
		return nil, errNotKnown
	}}
}

func daysSince(get func(returns.Facts) *time.Time) field {
	return field{cel.IntType, func(f returns.Facts) (any, error) {
		if at := get(f); at != nil {
			return int64(f.DaysSince(*at)), nil
		}
		return nil, errNotKnown
	}}
}

func paid(order *returns.Order) int64 {
	total := order.ShippingPaid
	for _, line := range order.Lines {
		total += line.Goods + line.Tax
	}
	return total
}

// typePrefix keeps the types' names apart from the variables'.
const typePrefix = "backhaul."

// vocabulary tells CEL the types of the variables, and reads their fields.
type vocabulary struct{ *types.Registry }

func (v vocabulary) FindStructType(name string) (*types.Type, bool) {
	if _, ours := variables[strings.TrimPrefix(name, typePrefix)]; ours && strings.HasPrefix(name, typePrefix) {
		return types.NewTypeTypeWithParam(types.NewObjectType(name)), true
	}
	return v.Registry.FindStructType(name)
}

func (v vocabulary) FindStructFieldNames(name string) ([]string, bool) {
	fields, ours := variables[strings.TrimPrefix(name, typePrefix)]
	if !ours {
		return v.Registry.FindStructFieldNames(name)
	}
	names := make([]string, 0, len(fields))
	for known := range fields {
		names = append(names, known)
	}
	return names, true
}

func (v vocabulary) FindStructFieldType(name, fieldName string) (*types.FieldType, bool) {
	variable, ours := strings.CutPrefix(name, typePrefix)
	if !ours {
		return v.Registry.FindStructFieldType(name, fieldName)
	}
	known, found := variables[variable][fieldName]
	if !found {
		return nil, false
	}
	path := variable + "." + fieldName
	read := func(target any) (any, error) {
		facts, ok := target.(*returns.Facts)
		if !ok {
			return nil, fmt.Errorf("%s cannot be read here", path)
		}
		value, err := known.get(*facts)
		if err != nil {
			return nil, fmt.Errorf("%s is %w", path, err)
		}
		return value, nil
	}
	return &types.FieldType{
		Type:    known.kind,
		IsSet:   func(target any) bool { _, err := read(target); return err == nil },
		GetFrom: read,
	}, true
}

// NewValue refuses to make an order or a line up.
func (v vocabulary) NewValue(name string, fields map[string]ref.Val) ref.Val {
	if strings.HasPrefix(name, typePrefix) {
		return types.NewErr("a rule cannot make a %s", name)
	}
	return v.Registry.NewValue(name, fields)
}
