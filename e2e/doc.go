// Package e2e tests Backhaul as its users meet it: real processes of the built
// binary, a real PostgreSQL and Temporal, real mail, and HTTP in between.
//
// Every answer of the API is held against the OpenAPI document it serves. Run
// it with `make test`; start reading at service_test.go.
package e2e
