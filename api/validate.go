package api

import (
	"errors"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/openapi3filter"
	"github.com/gin-gonic/gin"

	"backhaul/returns"
)

// checkParameters holds path, query and headers against the contract and fills
// in defaults. A query parameter without a value counts as not given; an
// unknown one is refused, since a filter that is misspelled would otherwise
// answer with everything.
func (s *server) checkParameters(c *gin.Context) {
	op := callOf(c).op
	query, err := url.ParseQuery(c.Request.URL.RawQuery)
	if err != nil {
		s.fail(c, returns.Refuse(codeMalformed, "the query cannot be read: %s", err))
		return
	}
	for name, values := range query {
		if !op.query[name] && op.open {
			query.Del(name)
			continue
		}
		if !op.query[name] {
			s.fail(c, unknownParameter(name, op))
			return
		}
		if values = slices.DeleteFunc(values, func(value string) bool { return value == "" }); len(values) == 0 {
			query.Del(name)
		} else {
			query[name] = values
		}
	}
	c.Request.URL.RawQuery = query.Encode()

	input := &openapi3filter.RequestValidationInput{
		Request: c.Request, Route: op.route, PathParams: map[string]string{}, QueryParams: query,
		Options: &openapi3filter.Options{MultiError: true},
	}
	for _, parameter := range c.Params {
		input.PathParams[parameter.Key] = parameter.Value
	}
	var fields []returns.FieldError
	for _, parameters := range []openapi3.Parameters{op.route.PathItem.Parameters, op.route.Operation.Parameters} {
		for _, parameter := range parameters {
			if unprintable(input, parameter.Value) {
				fields = append(fields, returns.FieldError{
					Field: parameter.Value.Name, Code: "invisible_character", Format: "the text holds the character NUL, or is not UTF-8",
				})
				continue
			}
			if err := openapi3filter.ValidateParameter(c, input, parameter.Value); err != nil {
				fields = append(fields, parameterErrors(parameter.Value, err)...)
			}
		}
	}
	if len(fields) > 0 {
		s.fail(c, invalid(fields))
		return
	}
	c.Next()
}

func unknownParameter(name string, op *operation) error {
	known := make([]string, 0, len(op.query))
	for parameter := range op.query {
		known = append(known, parameter)
	}
	slices.Sort(known)
	refusal := returns.Refuse(codeUnknownField, "there is no parameter %s here; there are: %s", strconv.Quote(name), strings.Join(known, ", "))
	refusal.Fields = []returns.FieldError{{Field: name, Code: string(codeUnknownField), Format: refusal.Format, Args: refusal.Args}}
	return refusal
}

func unprintable(input *openapi3filter.RequestValidationInput, parameter *openapi3.Parameter) bool {
	var values []string
	switch parameter.In {
	case openapi3.ParameterInPath:
		values = []string{input.PathParams[parameter.Name]}
	case openapi3.ParameterInQuery:
		values = input.QueryParams[parameter.Name]
	}
	return slices.ContainsFunc(values, func(value string) bool {
		return !utf8.ValidString(value) || strings.ContainsRune(value, 0)
	})
}

func parameterErrors(parameter *openapi3.Parameter, err error) []returns.FieldError {
	if request, ok := errors.AsType[*openapi3filter.RequestError](err); ok {
		if _, unparsed := errors.AsType[*openapi3filter.ParseError](err); unparsed && parameter.Schema != nil {
			return []returns.FieldError{typeError(parameter.Name, parameter.Schema.Value, nil)}
		}
		err = request.Err
	}
	var fields []returns.FieldError
	for _, wrong := range schemaErrors(err) {
		field := fieldError(wrong)
		field.Field = parameter.Name
		fields = append(fields, field)
	}
	if len(fields) == 0 {
		fields = []returns.FieldError{{Field: parameter.Name, Code: "invalid", Format: "the value is not valid"}}
	}
	return fields
}

// checkSchema holds a JSON body against its schema. Unknown fields come first:
// a caller who sends them means something else than this API does.
func checkSchema(schema *openapi3.Schema, value any) error {
	err := schema.VisitJSON(value, openapi3.VisitAsRequest(), openapi3.MultiErrors())
	if err == nil {
		if fields := moneyErrors(schema, value, ""); len(fields) > 0 {
			return invalid(fields)
		}
		return nil
	}
	var unknown, fields []returns.FieldError
	for _, wrong := range schemaErrors(err) {
		if wrong.SchemaField == "properties" {
			for _, name := range unknownKeys(wrong) {
				field := returns.FieldError{
					Field: join(fieldPath(wrong), name), Code: string(codeUnknownField),
					Format: "there is no such field; there are: %s", Args: []string{strings.Join(knownKeys(wrong.Schema), ", ")},
				}
				if !slices.ContainsFunc(unknown, func(f returns.FieldError) bool { return f.Field == field.Field }) {
					unknown = append(unknown, field)
				}
			}
			continue
		}
		fields = append(fields, fieldError(wrong))
	}
	if len(unknown) > 0 {
		refusal := returns.Refuse(codeUnknownField, "the field %s is unknown here", unknown[0].Field)
		refusal.Fields = unknown
		return refusal
	}
	if len(fields) == 0 {
		return err // no schema error at all: a fault of ours
	}
	return invalid(fields)
}

// schemaErrors flattens what the validator nests: lists of errors, and allOf,
// which only adds a description to another schema.
func schemaErrors(err error) []*openapi3.SchemaError {
	if list, ok := err.(openapi3.MultiError); ok { //nolint:errorlint // taken apart, not searched
		var all []*openapi3.SchemaError
		for _, each := range list {
			all = append(all, schemaErrors(each)...)
		}
		return all
	}
	wrong, ok := errors.AsType[*openapi3.SchemaError](err)
	if !ok {
		return nil
	}
	if wrong.SchemaField == "allOf" {
		if list, ok := errors.AsType[openapi3.MultiError](wrong.Origin); ok {
			return schemaErrors(list)
		}
	}
	return []*openapi3.SchemaError{wrong}
}

// fieldPath writes the validator's path as lines[0].quantity.
func fieldPath(wrong *openapi3.SchemaError) string {
	path := ""
	for _, step := range wrong.JSONPointer() {
		if _, err := strconv.Atoi(step); err == nil {
			path += "[" + step + "]"
			continue
		}
		path = join(path, step)
	}
	return path
}

func unknownKeys(wrong *openapi3.SchemaError) []string {
	object, _ := wrong.Value.(map[string]any)
	var unknown []string
	for key := range object {
		if _, known := wrong.Schema.Properties[key]; !known {
			unknown = append(unknown, key)
		}
	}
	slices.Sort(unknown)
	return unknown
}

func knownKeys(schema *openapi3.Schema) []string {
	known := make([]string, 0, len(schema.Properties))
	for key := range schema.Properties {
		known = append(known, key)
	}
	slices.Sort(known)
	return known
}
