package api

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	enumspb "go.temporal.io/api/enums/v1"
	"go.temporal.io/sdk/client"
)

// GetHealth says that the process runs. It asks nobody else: restarting this
// process would not bring back another.
func (s *server) GetHealth(context.Context, GetHealthRequestObject) (GetHealthResponseObject, error) {
	return GetHealth200JSONResponse{Status: HealthStatusOk}, nil
}

// GetReadiness asks PostgreSQL, Temporal and a worker, all at once.
func (s *server) GetReadiness(ctx context.Context, _ GetReadinessRequestObject) (GetReadinessResponseObject, error) {
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	answer := Readiness{Status: ReadinessStatusOk, Checks: map[string]string{}}
	var (
		wait sync.WaitGroup
		lock sync.Mutex
	)
	for name, check := range map[string]func(context.Context) error{
		"postgres": s.DB.Ping, "temporal": s.checkTemporal, "worker": s.checkWorker,
	} {
		wait.Go(func() {
			err := check(ctx)
			lock.Lock()
			defer lock.Unlock()
			answer.Checks[name] = "ok"
			if err != nil {
				s.Logger.Warn("not ready", "part", name, "error", err)
				answer.Checks[name], answer.Status = sayUnready(name, err), ReadinessStatusNotReady
			}
		})
	}
	wait.Wait()
	if answer.Status == ReadinessStatusNotReady {
		retryAfter := "5"
		return GetReadiness503JSONResponse{Body: answer, Headers: GetReadiness503ResponseHeaders{RetryAfter: &retryAfter}}, nil
	}
	return GetReadiness200JSONResponse(answer), nil
}

// errNoWorker may be told to everybody; other errors name addresses.
var errNoWorker = errors.New("no worker polls the task queue")

func sayUnready(name string, err error) string {
	if errors.Is(err, errNoWorker) {
		return err.Error()
	}
	return name + " does not answer; the log says why"
}

func (s *server) checkTemporal(ctx context.Context) error {
	_, err := s.Temporal.CheckHealth(ctx, &client.CheckHealthRequest{})
	return err
}

// recently is longer than a poll lasts. Temporal lists pollers for some minutes
// after they are gone.
const recently = 70 * time.Second

func (s *server) checkWorker(ctx context.Context) error {
	queue, err := s.Temporal.DescribeTaskQueue(ctx, s.TaskQueue, enumspb.TASK_QUEUE_TYPE_WORKFLOW)
	if err != nil {
		return err
	}
	for _, poller := range queue.GetPollers() {
		if time.Since(poller.GetLastAccessTime().AsTime()) < recently {
			return nil
		}
	}
	return fmt.Errorf("%w %s", errNoWorker, s.TaskQueue)
}
