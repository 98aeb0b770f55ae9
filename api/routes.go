package api

import (
	"net/http"
	"slices"

	"github.com/gin-gonic/gin"

	"backhaul/returns"
)

// The surface of the API: every operation of openapi.yaml and who may call it.
// Whoever is not named may not, and an operation that is missing here keeps the
// API from starting. A test holds this table to x-roles there, another walks
// every role through every operation, and docs/roles.md is written from it.
var (
	staff = []returns.Role{
		returns.RoleAdmin, returns.RoleReviewer, returns.RoleFinance, returns.RoleWarehouse,
		returns.RoleLogistics, returns.RoleSupport, returns.RoleAuditor,
	}
	everybody = returns.Roles()
	// managers read figures of the whole shop, people's and customers' among them.
	managers = []returns.Role{returns.RoleAdmin, returns.RoleReviewer, returns.RoleFinance, returns.RoleSupport, returns.RoleAuditor}

	access = map[string][]returns.Role{
		// nil: without a token, for the reason that public gives.
		"getHealth": nil, "getReadiness": nil, "getMetrics": nil, "getDocument": nil, "getDocs": nil, "getDocsAsset": nil,

		"signIn":            nil,
		"startSignIn":       nil,
		"finishSignIn":      nil,
		"openPortal":        nil,
		"mailLink":          nil,
		"followLink":        nil,
		"trackReturn":       nil,
		"getSession":        everybody,
		"signOut":           everybody,
		"changeOwnPassword": everybody,

		"listUsers":  {returns.RoleAdmin},
		"addUser":    {returns.RoleAdmin},
		"changeUser": {returns.RoleAdmin},

		"listTokens":  and(staff, returns.RoleIntegration),
		"createToken": and(staff, returns.RoleIntegration),
		"revokeToken": and(staff, returns.RoleIntegration),

		"getMe":       everybody,
		"listReasons": everybody,

		"listQueues":    staff,
		"streamChanges": and(staff, returns.RoleCustomer), // what the role may read

		"putReasons":        {returns.RoleAdmin},
		"importReasons":     {returns.RoleAdmin},
		"getReasonTemplate": {returns.RoleAdmin},
		"savePolicy":        {returns.RoleAdmin},
		"activatePolicy":    {returns.RoleAdmin},
		"listPolicies":      {returns.RoleAdmin, returns.RoleReviewer, returns.RoleSupport, returns.RoleAuditor},
		"getPolicy":         {returns.RoleAdmin, returns.RoleReviewer, returns.RoleSupport, returns.RoleAuditor},
		"testPolicy":        {returns.RoleAdmin, returns.RoleReviewer, returns.RoleSupport, returns.RoleAuditor},

		"listMessageTemplates":   {returns.RoleAdmin, returns.RoleReviewer, returns.RoleSupport, returns.RoleAuditor},
		"getMessageTemplate":     {returns.RoleAdmin, returns.RoleReviewer, returns.RoleSupport, returns.RoleAuditor},
		"previewMessageTemplate": {returns.RoleAdmin, returns.RoleReviewer, returns.RoleSupport, returns.RoleAuditor},
		"putMessageTemplate":     {returns.RoleAdmin},
		"removeMessageTemplate":  {returns.RoleAdmin},

		"listPhrases": {returns.RoleAdmin, returns.RoleReviewer, returns.RoleAuditor},
		"putPhrases":  {returns.RoleAdmin},

		"listViews":  staff,
		"putView":    staff,
		"deleteView": staff,

		"listOrders":       everybody,
		"getOrder":         everybody,
		"putOrder":         {returns.RoleAdmin, returns.RoleIntegration},
		"importOrders":     {returns.RoleAdmin, returns.RoleIntegration},
		"getOrderTemplate": {returns.RoleAdmin, returns.RoleIntegration},

		"importReturns":         {returns.RoleAdmin},
		"getPastReturnTemplate": {returns.RoleAdmin},

		"openReturn":         {returns.RoleAdmin, returns.RoleReviewer, returns.RoleSupport, returns.RoleCustomer},
		"previewReturn":      {returns.RoleAdmin, returns.RoleReviewer, returns.RoleSupport, returns.RoleCustomer},
		"listReturns":        and(staff, returns.RoleCustomer),
		"getReturn":          and(staff, returns.RoleCustomer),
		"listReturnEvents":   and(staff, returns.RoleCustomer),
		"getLabel":           and(staff, returns.RoleCustomer),
		"getPackingSlip":     and(staff, returns.RoleCustomer),
		"getShelfLabels":     {returns.RoleAdmin, returns.RoleWarehouse},
		"getReturnLive":      staff,
		"listReturnMessages": staff,

		"reviewReturn":      {returns.RoleAdmin, returns.RoleReviewer},
		"answerReturn":      {returns.RoleAdmin, returns.RoleReviewer, returns.RoleSupport, returns.RoleCustomer},
		"confirmReturn":     {returns.RoleAdmin, returns.RoleReviewer, returns.RoleSupport, returns.RoleCustomer},
		"cancelReturn":      {returns.RoleAdmin, returns.RoleReviewer, returns.RoleSupport, returns.RoleCustomer},
		"schedulePickup":    {returns.RoleAdmin, returns.RoleLogistics, returns.RoleSupport},
		"reportTracking":    {returns.RoleAdmin, returns.RoleLogistics, returns.RoleWarehouse, returns.RoleIntegration},
		"receiveReturn":     {returns.RoleAdmin, returns.RoleWarehouse},
		"inspectReturn":     {returns.RoleAdmin, returns.RoleWarehouse},
		"closeReturn":       {returns.RoleAdmin, returns.RoleReviewer},
		"acknowledgeRefund": {returns.RoleAdmin, returns.RoleSupport, returns.RoleCustomer},
		"addNote": {
			returns.RoleAdmin, returns.RoleReviewer, returns.RoleFinance, returns.RoleWarehouse, returns.RoleLogistics, returns.RoleSupport,
		},
		"giveFeedback":      {returns.RoleAdmin, returns.RoleSupport, returns.RoleCustomer},
		"answerComplaint":   {returns.RoleAdmin, returns.RoleReviewer, returns.RoleSupport},
		"escalateComplaint": {returns.RoleAdmin, returns.RoleSupport, returns.RoleCustomer},
		"decideComplaint":   {returns.RoleAdmin, returns.RoleReviewer, returns.RoleSupport},
		"listDisputes":      staff,

		"sendBack":       {returns.RoleAdmin, returns.RoleLogistics, returns.RoleSupport},
		"decideSendBack": {returns.RoleAdmin, returns.RoleReviewer},
		"listHeldGoods":  staff,
		"listStrays":     staff,
		"decideStray":    {returns.RoleAdmin, returns.RoleReviewer},

		"decodePayloads": {returns.RoleAdmin, returns.RoleAuditor, returns.RoleSupport},
		"encodePayloads": {returns.RoleAdmin},

		"eraseCustomer": {returns.RoleAdmin},
		"getErasure":    {returns.RoleAdmin, returns.RoleAuditor},

		"listWebhookSubscriptions":  {returns.RoleAdmin, returns.RoleAuditor},
		"createWebhookSubscription": {returns.RoleAdmin},
		"getWebhookSubscription":    {returns.RoleAdmin, returns.RoleAuditor},
		"changeWebhookSubscription": {returns.RoleAdmin},
		"deleteWebhookSubscription": {returns.RoleAdmin},
		"rotateWebhookSecret":       {returns.RoleAdmin},
		"pingWebhookSubscription":   {returns.RoleAdmin},
		"listWebhookDeliveries":     {returns.RoleAdmin, returns.RoleAuditor},
		"getWebhookDelivery":        {returns.RoleAdmin, returns.RoleAuditor},
		"redeliverWebhook":          {returns.RoleAdmin},

		"listAudit":   {returns.RoleAdmin, returns.RoleAuditor},
		"exportAudit": {returns.RoleAdmin, returns.RoleAuditor},

		"claimReturn":   {returns.RoleAdmin, returns.RoleReviewer},
		"releaseReturn": {returns.RoleAdmin, returns.RoleReviewer},
		"assignReturn":  {returns.RoleAdmin, returns.RoleReviewer},
		"listReviewers": {returns.RoleAdmin, returns.RoleReviewer},

		"receivePaymentEvent": nil,
		"receiveCarrierEvent": nil,
		"createBatch":         {returns.RoleAdmin, returns.RoleReviewer, returns.RoleSupport},
		"getBatchTemplate":    {returns.RoleAdmin, returns.RoleReviewer, returns.RoleSupport},
		"listBatches":         staff,
		"getBatch":            staff,
		"listBatchRows":       staff,
		"exportBatch":         staff,
		"reviewBatch":         {returns.RoleAdmin, returns.RoleReviewer},
		"confirmBatch":        {returns.RoleAdmin, returns.RoleReviewer, returns.RoleSupport},
		"pauseBatch":          {returns.RoleAdmin, returns.RoleReviewer, returns.RoleSupport},
		"resumeBatch":         {returns.RoleAdmin, returns.RoleReviewer, returns.RoleSupport},
		"cancelBatch":         {returns.RoleAdmin, returns.RoleReviewer, returns.RoleSupport},

		"listRefundTasks": {returns.RoleAdmin, returns.RoleReviewer, returns.RoleFinance, returns.RoleSupport, returns.RoleAuditor},
		"decideRefund":    {returns.RoleAdmin, returns.RoleFinance},

		"reconcileRefunds":          {returns.RoleAdmin, returns.RoleFinance},
		"getReconciliationTemplate": {returns.RoleAdmin, returns.RoleFinance},

		"getStoreCredit":   {returns.RoleAdmin, returns.RoleFinance, returns.RoleSupport, returns.RoleAuditor, returns.RoleIntegration, returns.RoleCustomer},
		"spendStoreCredit": {returns.RoleAdmin, returns.RoleFinance, returns.RoleSupport, returns.RoleIntegration},

		"listStock":          and(staff, returns.RoleIntegration),
		"listStockMovements": and(staff, returns.RoleIntegration),
		"importStock":        {returns.RoleAdmin, returns.RoleWarehouse, returns.RoleIntegration},
		"getStockTemplate":   {returns.RoleAdmin, returns.RoleWarehouse, returns.RoleIntegration},
		"adjustStock":        {returns.RoleAdmin, returns.RoleWarehouse, returns.RoleIntegration},

		"exportReports":      managers,
		"reportSummary":      managers,
		"reportReasons":      managers,
		"reportProducts":     managers,
		"reportTrend":        managers,
		"reportCustomers":    managers,
		"reportCycleTimes":   managers,
		"reportRefunds":      managers,
		"reportDispositions": managers,
		"reportReviewers":    managers,
		"reportCarriers":     managers,
		"reportPolicies":     managers,
		"reportComplaints":   managers,

		"uploadEvidence": {
			returns.RoleAdmin, returns.RoleReviewer, returns.RoleWarehouse, returns.RoleSupport, returns.RoleCustomer,
		},
		"getEvidence": and(staff, returns.RoleCustomer),
	}
)

// public says why an operation needs no token.
var public = map[string]string{
	"getHealth": "tells nothing", "getReadiness": "tells nothing but what is away", "getMetrics": "counts, and names nobody",
	"getDocument": "the contract", "getDocs": "the contract", "getDocsAsset": "the contract",
	"signIn":              "the password says who it is",
	"startSignIn":         "the provider will say who it is",
	"finishSignIn":        "the provider's signature says who it is",
	"openPortal":          "order number and contact say who it is",
	"mailLink":            "what is mailed goes to the order's own address",
	"followLink":          "the link's signature says who it is",
	"trackReturn":         "the contact says whose it is",
	"receivePaymentEvent": "the signature says who it is",
	"receiveCarrierEvent": "the signature says who it is",
}

// own says what of it is the caller's where an operation is not about all there is.
var own = map[string]string{ //nolint:gosec // words about tokens, no tokens
	"previewReturn": customersOwn, "streamChanges": customersOwn,
	"getMe": "oneself", "getSession": "oneself", "signOut": "oneself", "changeOwnPassword": "oneself",
	"listTokens": "one's own, and everybody's for an admin", "createToken": "one's own", "revokeToken": "one's own, and anybody's for an admin",

	"listViews": "one's own, and the team's", "putView": "one's own, and the team's for an admin", "deleteView": "one's own, and the team's for an admin",

	"listOrders": customersOwn, "getOrder": customersOwn,
	"openReturn": customersOwn, "listReturns": customersOwn, "getReturn": customersOwn, "listReturnEvents": customersOwn, "getLabel": customersOwn, "getPackingSlip": customersOwn,
	"answerReturn": customersOwn, "confirmReturn": customersOwn, "cancelReturn": customersOwn, "acknowledgeRefund": customersOwn,
	"giveFeedback": customersOwn, "escalateComplaint": customersOwn,
	"getStoreCredit": customersOwn, "uploadEvidence": customersOwn, "getEvidence": customersOwn,
}

const customersOwn = "a customer's own"

func and(roles []returns.Role, more ...returns.Role) []returns.Role {
	return append(slices.Clone(roles), more...)
}

// router puts the middleware and the endpoints together. A request passes the
// middleware in the order in which it stands here.
func (s *server) router() (http.Handler, error) {
	gin.SetMode(gin.ReleaseMode)
	engine := gin.New()
	engine.ContextWithFallback = true // an endpoint's context ends with the request's
	engine.HandleMethodNotAllowed = true
	engine.RedirectTrailingSlash = false
	engine.RemoteIPHeaders = []string{"X-Forwarded-For"}
	// Order numbers may hold a slash; find unescapes what was matched.
	engine.UseEscapedPath, engine.UnescapePathValues = true, false
	if err := engine.SetTrustedProxies(s.TrustedProxies); err != nil {
		return nil, err
	}
	engine.Use(s.begin, s.recoverPanic, secureHeaders, s.allowTemporalUI)
	engine.NoRoute(s.serveConsole, func(c *gin.Context) { s.fail(c, errNoRoute(c)) })
	engine.NoMethod(func(c *gin.Context) { s.fail(c, errNoMethod(c)) })

	routes := engine.Group("",
		s.find,            // which operation is this
		s.limitAddress,    // not too often from one address
		s.sameOrigin,      // not another site in a browser's name
		s.authenticate,    // who calls
		s.limitCaller,     // not too often with one token, or by one user
		s.authorize,       // may the role do this
		s.checkParameters, // path, query and headers
		s.readBody,        // limits, form and schema
		s.once,            // Idempotency-Key
	)
	RegisterHandlersWithOptions(routes,
		NewStrictHandlerWithOptions(s, nil, StrictGinServerOptions{
			RequestErrorHandlerFunc:  func(c *gin.Context, err error) { s.fail(c, unreadable(c, err)) },
			HandlerErrorFunc:         s.fail,
			ResponseErrorHandlerFunc: s.brokenAnswer,
		}),
		GinServerOptions{ErrorHandler: func(c *gin.Context, err error, _ int) { s.fail(c, unreadable(c, err)) }},
	)
	routes.GET("/metrics", s.serveMetrics())
	routes.GET("/openapi.json", s.serveDocument)
	routes.GET("/v1/events", s.streamChanges)
	docs := serveDocs()
	routes.GET("/docs", docs)
	routes.GET("/docs/*asset", docs)
	return engine, nil
}
