package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// lockDataDir makes this process the only devstack on the data directory. The kernel gives the lock back however the
// process ends, so that it never outlives one. The caller keeps the file open for as long as it uses the directory.
func lockDataDir(dir string) (*os.File, error) {
	file, err := os.OpenFile(filepath.Join(dir, "devstack.lock"), os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err != nil {
		defer file.Close()
		if !errors.Is(err, syscall.EWOULDBLOCK) {
			return nil, fmt.Errorf("lock %s: %w", file.Name(), err)
		}
		holder, _ := io.ReadAll(file)
		return nil, fmt.Errorf("devstack runs on %s already (process %s); stop it, or choose another --data-dir",
			dir, strings.TrimSpace(string(holder)))
	}
	if err := errors.Join(file.Truncate(0), writePID(file)); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}

func writePID(file *os.File) error {
	_, err := file.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0)
	return err
}

// stopLeftover stops the PostgreSQL server that a devstack which was killed may have left on dataDir: it holds the
// port, and a second server on the same data cannot start. The caller holds the lock of the data directory, so the
// server belongs to nobody any more. A process that merely got the number which postmaster.pid holds is left alone;
// then the file goes, as PostgreSQL would take that process for a server.
func stopLeftover(ctx context.Context, dataDir string) error {
	pidFile := filepath.Join(dataDir, "postmaster.pid")
	pid, err := firstLineNumber(pidFile)
	if errors.Is(err, os.ErrNotExist) {
		return nil
	}
	if err != nil {
		return fmt.Errorf("%w; if no PostgreSQL runs on %s, remove the file", err, dataDir)
	}
	if !alive(pid) {
		return nil // PostgreSQL itself sees that its file is stale
	}
	ours, err := serves(pid, dataDir)
	if err != nil {
		return fmt.Errorf("%s names process %d, and what that is cannot be read: %w", pidFile, pid, err)
	}
	if !ours {
		return os.Remove(pidFile)
	}
	for _, signal := range []syscall.Signal{syscall.SIGINT, syscall.SIGQUIT} { // fast, then immediate shutdown
		if err := syscall.Kill(pid, signal); err != nil && !errors.Is(err, syscall.ESRCH) {
			return fmt.Errorf("stop the PostgreSQL that an earlier devstack left on %s (process %d): %w", dataDir, pid, err)
		}
		if awaitEnd(ctx, pid, 20*time.Second) {
			return nil
		}
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
	}
	return fmt.Errorf("the PostgreSQL that an earlier devstack left on %s (process %d) does not stop; end it and start again", dataDir, pid)
}

func awaitEnd(ctx context.Context, pid int, limit time.Duration) bool {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	for alive(pid) {
		select {
		case <-ctx.Done():
			return false
		case <-time.After(20 * time.Millisecond):
		}
	}
	return true
}

func firstLineNumber(path string) (int, error) {
	file, err := os.Open(path)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	line, err := bufio.NewReader(file).ReadString('\n')
	if err != nil && !errors.Is(err, io.EOF) {
		return 0, err
	}
	number, err := strconv.Atoi(strings.TrimSpace(line))
	if err != nil {
		return 0, fmt.Errorf("%s does not begin with a process number: %w", path, err)
	}
	return number, nil
}
