package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// oldestPostgres is the oldest major version that Backhaul's migrations and Temporal's schema are made for.
const oldestPostgres = 14

// installFolders are where packages put the programs of PostgreSQL; most of them keep several versions side by side
// and none of them on the PATH.
var installFolders = []string{
	"/usr/lib/postgresql/*/bin",                          // Debian, Ubuntu
	"/usr/pgsql-*/bin",                                   // Fedora, RHEL
	"/opt/homebrew/opt/postgresql@*/bin",                 // Homebrew on Apple silicon
	"/usr/local/opt/postgresql@*/bin",                    // Homebrew on Intel
	"/Applications/Postgres.app/Contents/Versions/*/bin", // Postgres.app
}

// postgresPrograms is one installation of PostgreSQL.
type postgresPrograms struct {
	bin   string // the folder of initdb and postgres
	major int
}

// findPostgres chooses the installation to run: the one BACKHAUL_PG_BIN names, else the newest of the install folders,
// else the one on the PATH. If wantMajor is not 0, the data was written by that version and no other can read it.
func findPostgres(wantMajor int) (postgresPrograms, error) {
	if bin := os.Getenv("BACKHAUL_PG_BIN"); bin != "" {
		found, err := postgresIn(bin)
		if err != nil {
			return postgresPrograms{}, fmt.Errorf("BACKHAUL_PG_BIN=%s is not a folder with the programs of PostgreSQL: %w", bin, err)
		}
		return found, found.usable(wantMajor)
	}
	var installed []postgresPrograms
	for _, pattern := range installFolders {
		folders, _ := filepath.Glob(pattern) // fails only on a malformed pattern
		for _, folder := range folders {
			if found, err := postgresIn(folder); err == nil {
				installed = append(installed, found)
			}
		}
	}
	slices.SortStableFunc(installed, func(a, b postgresPrograms) int { return b.major - a.major })
	if onPath, err := exec.LookPath("initdb"); err == nil {
		if found, err := postgresIn(filepath.Dir(onPath)); err == nil {
			installed = append(installed, found)
		}
	}
	if len(installed) == 0 {
		return postgresPrograms{}, errors.New("PostgreSQL is not installed; install it (Debian, Ubuntu: apt-get install postgresql; " +
			"macOS: brew install postgresql@16), or set BACKHAUL_PG_BIN to the folder of its programs, " +
			"or set DATABASE_URL to use a server that runs already")
	}
	for _, candidate := range installed {
		if candidate.usable(wantMajor) == nil {
			return candidate, nil
		}
	}
	return postgresPrograms{}, installed[0].usable(wantMajor)
}

func (p postgresPrograms) usable(wantMajor int) error {
	if p.major < oldestPostgres {
		return fmt.Errorf("PostgreSQL %d in %s is too old; install version %d or newer, or set BACKHAUL_PG_BIN to the folder of a newer one",
			p.major, p.bin, oldestPostgres)
	}
	if wantMajor != 0 && p.major != wantMajor {
		return fmt.Errorf("the data directory was written by PostgreSQL %d but %s holds version %d; "+
			"install version %d, or remove the data directory to begin anew", wantMajor, p.bin, p.major, wantMajor)
	}
	return nil
}

var versionNumber = regexp.MustCompile(`\(PostgreSQL\) (\d+)`)

// postgresIn looks at one folder. Both programs must be there: distributions package clients without the server.
func postgresIn(bin string) (postgresPrograms, error) {
	bin, err := filepath.Abs(bin)
	if err != nil {
		return postgresPrograms{}, err
	}
	if _, err := os.Stat(filepath.Join(bin, "initdb")); err != nil {
		return postgresPrograms{}, err
	}
	out, err := exec.Command(filepath.Join(bin, "postgres"), "--version").Output()
	if err != nil {
		return postgresPrograms{}, err
	}
	number := versionNumber.FindStringSubmatch(string(out))
	if number == nil {
		return postgresPrograms{}, fmt.Errorf("unexpected version %q", strings.TrimSpace(string(out)))
	}
	major, err := strconv.Atoi(number[1])
	return postgresPrograms{bin: bin, major: major}, err
}

// writtenBy is the major version that made a data directory, 0 if there is none yet.
func writtenBy(dataDir string) (int, error) {
	content, err := os.ReadFile(filepath.Join(dataDir, "PG_VERSION"))
	if errors.Is(err, os.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	major, err := strconv.Atoi(strings.TrimSpace(string(content)))
	if err != nil {
		return 0, fmt.Errorf("%s/PG_VERSION does not hold a version: %w", dataDir, err)
	}
	return major, nil
}
