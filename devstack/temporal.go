package main

import (
	"errors"
	"fmt"
	"time"

	"go.temporal.io/server/common/authorization"
	"go.temporal.io/server/common/cluster"
	"go.temporal.io/server/common/config"
	"go.temporal.io/server/common/dynamicconfig"
	"go.temporal.io/server/common/log"
	"go.temporal.io/server/common/membership/static"
	"go.temporal.io/server/common/persistence/sql/sqlplugin/postgresql"
	"go.temporal.io/server/common/primitives"
	"go.temporal.io/server/temporal"
)

// clusterName names the one cluster there is; it is stored in the database and must not change.
const clusterName = "active"

// settings are the dynamic configuration: features that Backhaul builds on, named so that a newer server cannot take
// them away unseen, and sizes for one person's machine.
var settings = dynamicconfig.StaticClient{
	dynamicconfig.FrontendEnableUpdateWorkflowExecution.Key():              true, // Update and Update-with-Start
	dynamicconfig.FrontendEnableUpdateWorkflowExecutionAsyncAccepted.Key(): true,
	dynamicconfig.EnableEagerWorkflowStart.Key():                           true,
	dynamicconfig.EnableActivityEagerExecution.Key():                       true,
	dynamicconfig.EnableDeploymentVersions.Key():                           true, // worker versioning
	dynamicconfig.FrontendEnableWorkerVersioningWorkflowAPIs.Key():         true,

	dynamicconfig.MatchingNumTaskqueueReadPartitions.Key():  1, // more of them only help many matching hosts
	dynamicconfig.MatchingNumTaskqueueWritePartitions.Key(): 1,
	dynamicconfig.HistoryCacheHostLevelMaxSize.Key():        2048,             // workflows, not bytes
	dynamicconfig.EventsHostLevelCacheMaxSizeBytes.Key():    32 * 1024 * 1024, // of 256 MB
	dynamicconfig.NamespaceCacheRefreshInterval.Key():       time.Second,

	// The limits protect tenants of a shared server from each other. Here they would only slow down a load test.
	dynamicconfig.FrontendRPS.Key():                                  100_000,
	dynamicconfig.FrontendMaxNamespaceRPSPerInstance.Key():           100_000,
	dynamicconfig.FrontendMaxNamespaceVisibilityRPSPerInstance.Key(): 1_000, // of 10
	dynamicconfig.HistoryRPS.Key():                                   100_000,
	dynamicconfig.MatchingRPS.Key():                                  100_000,

	dynamicconfig.EnableServerVersionCheck.Key(): false, // a development machine calls nobody
}

// temporalServer is the Temporal server, all four services, in this process.
type temporalServer struct {
	server temporal.Server
}

// startTemporal starts the server on databases that have its schema.
func startTemporal(p *postgres, frontend *port, logger log.Logger) (*temporalServer, error) {
	ports := map[primitives.ServiceName]*port{primitives.FrontendService: frontend}
	for _, name := range []primitives.ServiceName{primitives.HistoryService, primitives.MatchingService, primitives.WorkerService} {
		internal, err := freePort("127.0.0.1")
		if err != nil {
			return nil, err
		}
		defer internal.release()
		ports[name] = internal
	}
	services := map[string]config.Service{}
	hosts := map[primitives.ServiceName]static.Hosts{}
	for name, port := range ports {
		services[string(name)] = config.Service{RPC: config.RPC{GRPCPort: port.number, BindOnIP: port.host}}
		hosts[name] = static.SingleLocalHost(port.address())
		port.release() // NewServer listens already
	}
	server, err := temporal.NewServer(
		temporal.WithConfig(serverConfig(p, frontend, services)),
		temporal.ForServices(temporal.DefaultServices),
		// Each service is told where the others are. The usual way, gossip, takes seconds to join, wants four more
		// ports, and after a SIGKILL looks for the dead members it finds in the database.
		temporal.WithStaticHosts(hosts),
		temporal.WithDynamicConfigClient(settings),
		temporal.WithLogger(logger),
		temporal.WithAuthorizer(authorization.NewNoopAuthorizer()),
		temporal.WithClaimMapper(func(*config.Config) authorization.ClaimMapper { return authorization.NewNoopClaimMapper() }),
	)
	if err != nil {
		return nil, fmt.Errorf("set up Temporal: %w", err)
	}
	t := &temporalServer{server: server}
	if err := server.Start(); err != nil {
		return nil, errors.Join(fmt.Errorf("start Temporal: %w", err), t.stop())
	}
	return t, nil
}

func serverConfig(p *postgres, frontend *port, services map[string]config.Service) *config.Config {
	disabled := config.ArchivalNamespaceDefaults{
		History:    config.HistoryArchivalNamespaceDefaults{State: "disabled"},
		Visibility: config.VisibilityArchivalNamespaceDefaults{State: "disabled"},
	}
	return &config.Config{
		Global: config.Global{Membership: config.Membership{BroadcastAddress: "127.0.0.1"}},
		Persistence: config.Persistence{
			DefaultStore:     temporalDatabase,
			VisibilityStore:  visibilityDatabase,
			NumHistoryShards: 4, // fixed when the database is made; each shard costs goroutines and polls
			DataStores: map[string]config.DataStore{
				temporalDatabase:   {SQL: sqlStore(p, temporalDatabase, 16)},
				visibilityDatabase: {SQL: sqlStore(p, visibilityDatabase, 4)},
			},
		},
		ClusterMetadata: &cluster.Config{
			FailoverVersionIncrement: 10,
			MasterClusterName:        clusterName,
			CurrentClusterName:       clusterName,
			ClusterInformation: map[string]cluster.ClusterInformation{
				clusterName: {Enabled: true, InitialFailoverVersion: 1, RPCAddress: frontend.address()},
			},
		},
		DCRedirectionPolicy: config.DCRedirectionPolicy{Policy: "noop"},
		Services:            services,
		PublicClient:        config.PublicClient{HostPort: frontend.address()},
		Archival: config.Archival{
			History:    config.HistoryArchival{State: "disabled"},
			Visibility: config.VisibilityArchival{State: "disabled"},
		},
		NamespaceDefaults: config.NamespaceDefaults{Archival: disabled},
	}
}

// sqlStore is how Temporal reaches a database. Every service opens a pool of its own, so that the connections in use
// can be four times as many as the pool allows.
func sqlStore(p *postgres, database string, connections int) *config.SQL {
	return &config.SQL{
		PluginName:      postgresql.PluginName,
		DatabaseName:    database,
		ConnectAddr:     p.port.address(),
		ConnectProtocol: "tcp",
		User:            superuser,
		MaxConns:        connections,
		MaxIdleConns:    connections,
		MaxConnLifetime: time.Hour,
	}
}

// stop ends the services, the worker first. What they were doing is in the database; a server that does not come to an
// end is left to the end of the process.
func (t *temporalServer) stop() error {
	stopped := make(chan error, 1)
	go func() { stopped <- t.server.Stop() }()
	select {
	case err := <-stopped:
		return err
	case <-time.After(20 * time.Second):
		return errors.New("Temporal did not stop within 20 seconds")
	}
}
