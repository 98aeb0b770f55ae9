// Package workflows tells the story of a return. Start at [Return].
//
// A return is one durable workflow. People, carriers and providers move it by
// the messages in decisions.go; between them it takes the steps that are the
// service's own, and waits, never longer than the policy's deadline.
//
// Code here is replayed from history: no clock but workflow.Now, no I/O, no
// map iteration, no goroutines but workflow.Go. A change that would break
// running returns goes behind workflow.GetVersion; golden histories in testdata
// find it. Names of workflows, activities, updates and signals are wire format.
//
// It may import returns, and activities for names and payload types. client.go
// is the other side: how the API starts returns and sends them decisions.
package workflows
