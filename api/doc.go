// Package api is Backhaul's HTTP side. The contract is openapi.yaml; api.gen.go
// is made from it by `make generate`.
//
// Start at routes.go, which shows the whole surface: who may call what, and the
// way of a request through the middleware. Endpoints are methods of server, one
// file per noun; they get what was checked already and return a view or an
// error, and never touch the wire. problem.go is the one door through which an
// error leaves.
//
// Reads are SQL. Decisions go to the return's workflow, and the answer is then
// read from the database like any other.
//
// Who calls is found in auth.go (tokens) and session.go (cookies); limits.go says
// how often.
package api

//go:generate go -C .. tool -modfile=tools/go.mod oapi-codegen -config api/oapi-codegen.yaml api/openapi.yaml
