// Package forms compiles the forms that reasons of a shop's own may have, as
// JSON Schema (draft 2020-12), and holds what was filled in against them.
//
// A form is one object of fields. References are refused: nothing is fetched,
// and no schema can be written that takes for ever to check.
package forms

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/santhosh-tekuri/jsonschema/v6/kind"
	"golang.org/x/text/language"
	"golang.org/x/text/message"

	"backhaul/returns"
)

const (
	maxBytes  = 16 << 10
	maxFields = 50
	maxDepth  = 12
)

// Form is a compiled form. It may be used by many at once.
type Form struct{ schema *jsonschema.Schema }

// Compile checks and compiles a form. What is wrong is refused under the field
// that holds the schema.
func Compile(field string, schema json.RawMessage) (*Form, error) {
	if len(schema) > maxBytes {
		return nil, returns.RefuseField(field, "too_large", "the form is larger than %s bytes", maxBytes)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(schema))
	if err != nil {
		return nil, returns.RefuseField(field, "not_a_schema", "the form is not JSON: %s", err)
	}
	if err := checkShape(field, document); err != nil {
		return nil, err
	}
	compiler := jsonschema.NewCompiler()
	compiler.DefaultDraft(jsonschema.Draft2020)
	compiler.AssertFormat()
	compiler.UseLoader(jsonschema.SchemeURLLoader{}) // which loads nothing
	const name = "form.json"
	if err := compiler.AddResource(name, document); err != nil {
		return nil, returns.RefuseField(field, "not_a_schema", "the form is no JSON Schema: %s", err)
	}
	compiled, err := compiler.Compile(name)
	if err != nil {
		return nil, notASchema(field, err)
	}
	return &Form{compiled}, nil
}

// checkShape refuses what a form needs not and what could make checking it long.
func checkShape(field string, document any) error {
	root, isObject := document.(map[string]any)
	if !isObject || root["type"] != "object" {
		return returns.RefuseField(field, "not_a_schema", "a form is a JSON Schema of the type object")
	}
	fields, _ := root["properties"].(map[string]any)
	if len(fields) == 0 || len(fields) > maxFields {
		return returns.RefuseField(field+".properties", "out_of_range", "a form has between 1 and %s fields, not %s", maxFields, len(fields))
	}
	return checkWords(field, document, 0)
}

// references are the words of JSON Schema that point elsewhere.
var references = []string{"$ref", "$dynamicRef", "$recursiveRef", "$id", "$schema", "$anchor", "$dynamicAnchor", "$vocabulary"}

func checkWords(path string, node any, depth int) error {
	if depth > maxDepth {
		return returns.RefuseField(path, "too_deep", "the form is nested more than %s levels deep", maxDepth)
	}
	switch node := node.(type) {
	case map[string]any:
		for _, word := range slices.Sorted(maps.Keys(node)) {
			if slices.Contains(references, word) {
				return returns.RefuseField(path+"."+word, "not_allowed", "%s is not possible in a form; write everything out where it belongs", strconv.Quote(word))
			}
			if err := checkWords(path+"."+word, node[word], depth+1); err != nil {
				return err
			}
		}
	case []any:
		for i, inner := range node {
			if err := checkWords(fmt.Sprintf("%s[%d]", path, i), inner, depth+1); err != nil {
				return err
			}
		}
	}
	return nil
}

// notASchema finds the place in the form that breaks the rules of JSON Schema.
func notASchema(field string, err error) error {
	if invalid, ok := errors.AsType[*jsonschema.SchemaValidationError](err); ok {
		if broken, ok := errors.AsType[*jsonschema.ValidationError](invalid.Err); ok {
			for len(broken.Causes) > 0 {
				broken = broken.Causes[0]
			}
			return returns.RefuseField(join(field, broken.InstanceLocation), "not_a_schema", "the form is no JSON Schema: %s", inEnglish(broken))
		}
	}
	return returns.RefuseField(field, "not_a_schema", "the form is no JSON Schema: %s", err)
}

// Check refuses what was filled in wrongly, by the path of each field under the
// given one. It has the form that [returns.Reason] asks for.
func (f *Form) Check(field string, filledIn map[string]any) []returns.FieldError {
	document, err := plain(filledIn)
	if err != nil {
		return returns.RefuseField(field, "invalid", "the value is not valid").Fields
	}
	broken, ok := errors.AsType[*jsonschema.ValidationError](f.schema.Validate(document))
	if !ok {
		return nil
	}
	return refusals(field, broken)
}

// plain brings numbers and maps into the form that the library expects.
func plain(filledIn map[string]any) (any, error) {
	if filledIn == nil {
		return map[string]any{}, nil
	}
	text, err := json.Marshal(filledIn)
	if err != nil {
		return nil, err
	}
	return jsonschema.UnmarshalJSON(bytes.NewReader(text))
}

// refusals are the innermost errors. Of a choice between several schemas only
// the choice itself is told: which of them was meant nobody knows.
func refusals(field string, broken *jsonschema.ValidationError) (all []returns.FieldError) {
	switch broken.ErrorKind.(type) {
	case *kind.AnyOf, *kind.OneOf:
	default:
		for _, cause := range broken.Causes {
			all = append(all, refusals(field, cause)...)
		}
		if len(broken.Causes) > 0 {
			return all
		}
	}
	return refusal(join(field, broken.InstanceLocation), broken)
}

func join(field string, location []string) string {
	for _, step := range location {
		if _, err := strconv.Atoi(step); err == nil {
			field += "[" + step + "]"
		} else {
			field += "." + step
		}
	}
	return field
}

var english = message.NewPrinter(language.English)

func inEnglish(broken *jsonschema.ValidationError) string {
	return strings.TrimSpace(broken.ErrorKind.LocalizedString(english))
}
