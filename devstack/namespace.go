package main

import (
	"context"
	"errors"
	"fmt"
	"time"

	"go.temporal.io/api/enums/v1"
	"go.temporal.io/api/serviceerror"
	"go.temporal.io/api/workflowservice/v1"
	"go.temporal.io/sdk/client"
	sdklog "go.temporal.io/sdk/log"
	"google.golang.org/protobuf/types/known/durationpb"
)

const (
	namespace = "default"

	// retention is how long Temporal keeps the history of a workflow after its end (a running one is kept whole, however
	// old). A week is enough to look into what happened in development, and a load test does not fill the disk for
	// good. Nothing may rely on it: what must be known later is in Backhaul's own tables.
	retention = 7 * 24 * time.Hour
)

// readyNamespace registers the namespace if it is new and returns when workflows can be used in it. Servers learn of a
// new namespace from caches that refresh from time to time, so it asks each kind of service until it knows.
func readyNamespace(ctx context.Context, frontend *port) error {
	ctx, cancel := context.WithTimeoutCause(ctx, time.Minute, errors.New("it could not be used within a minute"))
	defer cancel()
	options := client.Options{HostPort: frontend.address(), Namespace: namespace, Logger: silent{}}
	if err := register(ctx, options); err != nil {
		return fmt.Errorf("register namespace %s: %w", namespace, err)
	}
	connected, err := client.DialContext(ctx, options)
	if err != nil {
		return fmt.Errorf("connect to Temporal: %w", err)
	}
	defer connected.Close()
	for {
		err := usable(ctx, connected)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("namespace %s: %w; the last answer: %w", namespace, context.Cause(ctx), err)
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func register(ctx context.Context, options client.Options) error {
	namespaces, err := client.NewNamespaceClient(options)
	if err != nil {
		return err
	}
	defer namespaces.Close()
	err = namespaces.Register(ctx, &workflowservice.RegisterNamespaceRequest{
		Namespace:                        namespace,
		Description:                      "Backhaul on this machine",
		WorkflowExecutionRetentionPeriod: durationpb.New(retention),
	})
	if _, exists := errors.AsType[*serviceerror.NamespaceAlreadyExists](err); exists {
		return nil
	}
	return err
}

// usable asks for a workflow that does not exist, for the list of workflows and for a task queue: answers of the
// history service, the visibility store and the matching service.
func usable(ctx context.Context, connected client.Client) error {
	_, err := connected.DescribeWorkflowExecution(ctx, "devstack-is-ready", "")
	if _, missing := errors.AsType[*serviceerror.NotFound](err); !missing {
		return fmt.Errorf("history: %w", err)
	}
	if _, err := connected.ListWorkflow(ctx, &workflowservice.ListWorkflowExecutionsRequest{PageSize: 1}); err != nil {
		return fmt.Errorf("visibility: %w", err)
	}
	if _, err := connected.DescribeTaskQueue(ctx, "devstack-is-ready", enums.TASK_QUEUE_TYPE_WORKFLOW); err != nil {
		return fmt.Errorf("matching: %w", err)
	}
	return nil
}

// silent is for clients that are expected to fail until the server is ready.
type silent struct{}

var _ sdklog.Logger = silent{}

func (silent) Debug(string, ...any) {}
func (silent) Info(string, ...any)  {}
func (silent) Warn(string, ...any)  {}
func (silent) Error(string, ...any) {}
