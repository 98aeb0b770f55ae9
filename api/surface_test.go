package api

import (
	"context"
	"maps"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
	"github.com/gin-gonic/gin"
	"github.com/stretchr/testify/require"

	"backhaul/returns"
)

// contractOf loads the document as the server does.
func contractOf(t *testing.T) *openapi3.T {
	t.Helper()
	document, err := loadDocument(t.Context())
	require.NoError(t, err)
	return document.spec
}

func eachOperation(spec *openapi3.T, visit func(method, path string, op *openapi3.Operation)) {
	for path, item := range spec.Paths.Map() {
		for method, op := range item.Operations() {
			visit(method, path, op)
		}
	}
}

func TestSurface_RolesAreTheSameInRoutesAndDocument(t *testing.T) {
	t.Parallel()
	documented := map[string][]returns.Role{}
	eachOperation(contractOf(t), func(_, _ string, op *openapi3.Operation) {
		var roles []returns.Role
		list, _ := op.Extensions["x-roles"].([]any)
		for _, role := range list {
			roles = append(roles, returns.Role(role.(string)))
		}
		documented[op.OperationID] = roles
	})
	require.ElementsMatch(t, slices.Collect(maps.Keys(access)), slices.Collect(maps.Keys(documented)))
	for operation, roles := range access {
		require.ElementsMatch(t, roles, documented[operation], operation)
	}
}

func TestSurface_RoutesAreTheDocumentsPaths(t *testing.T) {
	t.Parallel()
	handler, err := New(t.Context(), Config{})
	require.NoError(t, err)
	var served, documented []string
	for _, route := range handler.(*gin.Engine).Routes() {
		served = append(served, route.Method+" "+route.Path)
	}
	eachOperation(contractOf(t), func(method, path string, _ *openapi3.Operation) {
		documented = append(documented, method+" "+ginPath(path))
	})
	require.ElementsMatch(t, documented, served)
}

// decisions maps operations to the decision they send.
var decisions = map[string]returns.Action{
	"reviewReturn": returns.ActionReview, "answerReturn": returns.ActionAnswer, "confirmReturn": returns.ActionConfirm,
	"cancelReturn": returns.ActionCancel, "schedulePickup": returns.ActionSchedulePickup, "reportTracking": returns.ActionCarrierEvent,
	"receiveReturn": returns.ActionReceive, "inspectReturn": returns.ActionInspect, "closeReturn": returns.ActionClose,
	"decideRefund": returns.ActionDecideRefund, "claimReturn": returns.ActionClaim, "releaseReturn": returns.ActionRelease,
	"assignReturn": returns.ActionAssign, "acknowledgeRefund": returns.ActionAcknowledge, "addNote": returns.ActionNote,
	"giveFeedback": returns.ActionFeedback, "answerComplaint": returns.ActionAnswerComplaint,
	"escalateComplaint": returns.ActionEscalateComplaint, "decideComplaint": returns.ActionDecideComplaint,
}

func TestSurface_DecisionsMayBeTakenByWhomTheDomainLets(t *testing.T) {
	t.Parallel()
	for operation, action := range decisions {
		require.ElementsMatch(t, and(returns.DoersOf(action), returns.RoleAdmin), access[operation], operation)
	}
}

func TestSurface_OnlyPublicOperationsHaveNoRoles(t *testing.T) {
	t.Parallel()
	eachOperation(contractOf(t), func(method, path string, op *openapi3.Operation) {
		public := op.Security != nil && len(*op.Security) == 0
		require.Equal(t, public, len(access[op.OperationID]) == 0, op.OperationID)
		require.Equal(t, !public, strings.HasPrefix(path, "/v1/") && !isWebhook(path) && !slices.Contains(doors, op.OperationID), op.OperationID)
	})
}

// doors are the operations under /v1 that people come in by.
var doors = []string{"signIn", "startSignIn", "finishSignIn", "openPortal", "mailLink", "followLink", "trackReturn"}

func TestSurface_EveryOperationIsDocumented(t *testing.T) {
	t.Parallel()
	eachOperation(contractOf(t), func(method, path string, op *openapi3.Operation) {
		require.NotEmpty(t, op.Summary, op.OperationID)
		require.NotEmpty(t, op.Tags, op.OperationID)
		if strings.HasPrefix(path, "/v1/") {
			require.NotNil(t, op.Responses.Default(), "%s documents no problems", op.OperationID)
		}
		// A webhook's id is in its signature, and coming in twice does no harm.
		// What is decrypted must not be kept for repeats.
		if method == http.MethodPost && !isWebhook(path) && !slices.Contains(doors, op.OperationID) && !strings.HasPrefix(path, codecPath) {
			require.NotNil(t, op.Parameters.GetByInAndName("header", "Idempotency-Key"), op.OperationID)
		}
		if op.RequestBody == nil {
			return
		}
		if media := op.RequestBody.Value.Content.Get("application/json"); media != nil {
			schema := media.Schema.Value
			require.NotNil(t, schema.Example, "%s shows no example of its body", op.OperationID)
			require.NoError(t, schema.VisitJSON(schema.Example, openapi3.VisitAsRequest()), op.OperationID)
			if !isWebhook(path) { // a provider may say more than we read
				requireClosed(t, op.OperationID, schema)
			}
		}
	})
}

// isWebhook reports whether a signature takes the place of token and role.
func isWebhook(path string) bool { return strings.HasPrefix(path, "/v1/webhooks/") }

// requireClosed fails for a body that lets unknown fields in. What a reason's
// own form asks for is the one place for them.
func requireClosed(t *testing.T, name string, schema *openapi3.Schema) {
	t.Helper()
	if values := schema.AdditionalProperties.Schema; values != nil { // a map, with names of the shop's own
		require.NotNil(t, schema.MaxProps, "%s has no end", name)
		requireClosed(t, name+".*", values.Value)
	} else if schema.Type.Is(openapi3.TypeObject) && !strings.HasSuffix(name, ".fields") {
		require.NotNil(t, schema.AdditionalProperties.Has, "%s is open", name)
		require.False(t, *schema.AdditionalProperties.Has, "%s is open", name)
	}
	for field, property := range schema.Properties {
		requireClosed(t, name+"."+field, property.Value)
	}
	if schema.Items != nil {
		requireClosed(t, name+"[]", schema.Items.Value)
	}
	for _, part := range slices.Concat(schema.AllOf, schema.OneOf) {
		requireClosed(t, name, part.Value)
	}
}

func TestSurface_EnumsAreTheDomains(t *testing.T) {
	t.Parallel()
	schemas := contractOf(t).Components.Schemas
	enum := func(schema *openapi3.SchemaRef) []any { return schema.Value.Enum }
	require.Equal(t, anyOf(returns.Statuses()), enum(schemas["Status"]))
	require.Equal(t, anyOf(and(returns.Roles(), returns.RoleSystem)), enum(schemas["Role"]))
	require.Equal(t, anyOf(returns.DecisionActions()), enum(schemas["Action"]))
	require.Equal(t, anyOf(returns.Buckets()), enum(schemas["Bucket"]))
	require.Equal(t, anyOf(returns.MessageKinds()), enum(schemas["WebhookKind"]))
	require.Equal(t, anyOf(taskStates), enum(schemas["RefundTask"].Value.Properties["state"]))
	inspected := schemas["Inspection"].Value.Properties["lines"].Value.Items.Value
	require.ElementsMatch(t, anyOf(slices.Collect(maps.Keys(returns.Dispositions()))), enum(inspected.Properties["disposition"]))
}

func anyOf[T ~string](values []T) []any {
	out := make([]any, len(values))
	for i, value := range values {
		out[i] = string(value)
	}
	return out
}

func TestSurface_ServedDocument_IsValidAndNamesNoGoType(t *testing.T) {
	t.Parallel()
	document, err := loadDocument(t.Context())
	require.NoError(t, err)
	require.NotContains(t, string(document.served), "x-go-")
	spec, err := openapi3.NewLoader().LoadFromData(document.served)
	require.NoError(t, err)
	require.NoError(t, spec.Validate(context.Background()))
}

func TestKinds_EveryCodeHasAStatus(t *testing.T) {
	t.Parallel()
	for _, code := range []returns.Code{
		returns.CodeInvalid, returns.CodeNotFound, returns.CodeForbidden, returns.CodeTransition, returns.CodeQuantity,
		returns.CodeAmount, returns.CodeContentChanged, returns.CodeConflict, returns.CodeStock, returns.CodeCredit, returns.CodeInvalidPhoto,
		returns.CodeUnavailable,
	} {
		require.Contains(t, kinds, code)
	}
}
