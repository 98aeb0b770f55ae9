package api

import (
	"cmp"
	"context"
	_ "embed" // the contract
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/getkin/kin-openapi/routers"
	"github.com/gin-gonic/gin"

	"backhaul/returns"
)

//go:embed openapi.yaml
var contract []byte

// document is the OpenAPI document as it is served and checked against.
type document struct {
	spec       *openapi3.T
	operations map[string]*operation // by method and gin path
	served     []byte
}

// operation is what the middleware needs to know of one operation.
type operation struct {
	id     string
	roles  []returns.Role // nil for everybody, even without a token
	public bool
	secret bool // its answer holds a secret, and is not kept for repeats
	stream bool // its answer ends when the caller goes, and not by a deadline
	route  *routers.Route
	query  map[string]bool // the parameters it knows
	open   bool            // others may send parameters that it does not know
	body   bodyRules
	// table tells that the answer may be one, which takes long to write.
	table bool
}

func loadDocument(ctx context.Context) (*document, error) {
	loader := openapi3.NewLoader()
	spec, err := loader.LoadFromData(contract)
	if err != nil {
		return nil, fmt.Errorf("api: openapi.yaml: %w", err)
	}
	if err := spec.Validate(ctx); err != nil {
		return nil, fmt.Errorf("api: openapi.yaml: %w", err)
	}
	d := &document{spec: spec, operations: map[string]*operation{}}
	for path, item := range spec.Paths.Map() {
		for method, op := range item.Operations() {
			roles, known := access[op.OperationID]
			if !known {
				return nil, fmt.Errorf("api: openapi.yaml has the operation %s, routes.go has not", op.OperationID)
			}
			d.operations[method+" "+ginPath(path)] = &operation{
				id: op.OperationID, roles: roles, public: op.Security != nil && len(*op.Security) == 0,
				secret: op.Extensions["x-secret-answer"] == true, stream: streams(op),
				route: &routers.Route{Spec: spec, Path: path, PathItem: item, Method: method, Operation: op},
				query: queryParameters(item, op), open: op.Extensions["x-open-query"] == true, body: rulesFor(op), table: answersTable(op),
			}
		}
	}
	d.served, err = withoutGoTypes(spec)
	return d, err
}

// allowed lists what a role may call, by path.
func (d *document) allowed(role returns.Role) []AllowedCall {
	calls := []AllowedCall{}
	for _, op := range d.operations {
		if slices.Contains(op.roles, role) {
			calls = append(calls, AllowedCall{Operation: op.id, Method: op.route.Method, Path: op.route.Path})
		}
	}
	slices.SortFunc(calls, func(a, b AllowedCall) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Method, b.Method))
	})
	return calls
}

func answersTable(op *openapi3.Operation) bool {
	ok := op.Responses.Status(http.StatusOK)
	return ok != nil && ok.Value.Content["text/csv"] != nil
}

func streams(op *openapi3.Operation) bool {
	ok := op.Responses.Value("200")
	return ok != nil && ok.Value.Content["text/event-stream"] != nil
}

// ginPath writes {id} as :id; what is below /docs is one wildcard.
func ginPath(path string) string {
	if path == "/docs/{asset}" {
		return "/docs/*asset"
	}
	return strings.NewReplacer("{", ":", "}", "").Replace(path)
}

func queryParameters(item *openapi3.PathItem, op *openapi3.Operation) map[string]bool {
	names := map[string]bool{}
	for _, parameters := range []openapi3.Parameters{item.Parameters, op.Parameters} {
		for _, parameter := range parameters {
			if parameter.Value.In == openapi3.ParameterInQuery {
				names[parameter.Value.Name] = true
			}
		}
	}
	return names
}

// withoutGoTypes writes the document without what only our generator reads.
func withoutGoTypes(spec *openapi3.T) ([]byte, error) {
	text, err := spec.MarshalJSON()
	if err != nil {
		return nil, err
	}
	var tree any
	if err := json.Unmarshal(text, &tree); err != nil {
		return nil, err
	}
	var strip func(node any)
	strip = func(node any) {
		switch node := node.(type) {
		case map[string]any:
			for key, value := range node {
				if strings.HasPrefix(key, "x-go-") || key == "x-enum-varnames" {
					delete(node, key)
					continue
				}
				strip(value)
			}
		case []any:
			for _, value := range node {
				strip(value)
			}
		}
	}
	strip(tree)
	return json.Marshal(tree)
}

// serveDocument answers with the contract as JSON.
func (s *server) serveDocument(c *gin.Context) {
	c.Data(http.StatusOK, "application/json", s.document.served)
}
