package main

import (
	"fmt"
	"io"
	stdlog "log"
	"os"
	"strings"

	"go.temporal.io/server/common/log"
	"go.uber.org/zap"
	"go.uber.org/zap/zapcore"
)

// oldLogAt is the size at which a log is put aside at the next start, so that logs do not grow without end.
const oldLogAt = 16 << 20

// openLog opens a log to append to.
func openLog(path string) (*os.File, error) {
	if info, err := os.Stat(path); err == nil && info.Size() > oldLogAt {
		if err := os.Rename(path, path+".old"); err != nil {
			return nil, err
		}
	}
	return os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o644)
}

// temporalLogger writes warnings and errors of the Temporal server to file. A failure that the server cannot live with
// ends this process: then giveUp runs first, which has not much time.
func temporalLogger(file *os.File, giveUp func(message string)) log.Logger {
	core := zapcore.NewCore(zapcore.NewJSONEncoder(log.DefaultZapEncoderConfig), zapcore.Lock(file), zap.WarnLevel)
	return log.NewZapLogger(zap.New(core, zap.WithFatalHook(fatalHook(giveUp))))
}

type fatalHook func(message string)

func (giveUp fatalHook) OnWrite(entry *zapcore.CheckedEntry, _ []zapcore.Field) {
	giveUp(entry.Message)
	os.Exit(1)
}

// catchStrayOutput sends to file what linked-in libraries print: standard output is for our one line of JSON, and
// standard error for what a person must read. Callers keep the real ones.
func catchStrayOutput(file *os.File) {
	os.Stdout, os.Stderr = file, file
	stdlog.SetOutput(file)
}

// tail returns the last lines of a log, for an error message.
func tail(path string, lines int) string {
	const enough = 16 << 10
	file, err := os.Open(path)
	if err != nil {
		return err.Error()
	}
	defer file.Close()
	if info, err := file.Stat(); err == nil && info.Size() > enough {
		_, _ = file.Seek(-enough, io.SeekEnd) // at worst we show the beginning
	}
	content, err := io.ReadAll(file)
	if err != nil {
		return fmt.Sprintf("(%v)", err)
	}
	all := strings.Split(strings.TrimRight(string(content), "\n"), "\n")
	return strings.Join(all[max(0, len(all)-lines):], "\n")
}
