package compose

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/compose-spec/compose-go/v2/cli"
	"github.com/compose-spec/compose-go/v2/types"
	"github.com/stretchr/testify/require"
)

const root = "../.."

// load reads docker-compose.yml as on a machine that sets nothing and has no .env.
func load(t *testing.T) *types.Project {
	t.Helper()
	options, err := cli.NewProjectOptions([]string{filepath.Join(root, "docker-compose.yml")}, cli.WithEnv(nil))
	require.NoError(t, err)
	project, err := options.LoadProject(t.Context())
	require.NoError(t, err)
	return project
}

func TestCompose_EveryImage_IsPinnedOrBuiltHere(t *testing.T) {
	t.Parallel()
	for name, service := range load(t).Services {
		_, tag, tagged := strings.Cut(service.Image, ":")
		require.True(t, tagged && tag != "latest", "%s: image %q has no version", name, service.Image)
		require.NotContains(t, service.Image, "auto-setup", "%s: Temporal's schema is set up by temporal-schema", name)
		if service.Build != nil {
			require.FileExists(t, filepath.Join(service.Build.Context, service.Build.Dockerfile), "%s: built from", name)
		}
	}
}

func TestCompose_EveryWait_CanEnd(t *testing.T) {
	t.Parallel()
	project := load(t)
	for name, service := range project.Services {
		for on, wait := range service.DependsOn {
			awaited, exists := project.Services[on]
			require.True(t, exists, "%s waits for %s, which is no service", name, on)
			switch wait.Condition {
			case types.ServiceConditionHealthy:
				require.NotNil(t, awaited.HealthCheck, "%s waits for %s to be healthy, which has no health check", name, on)
			case types.ServiceConditionCompletedSuccessfully:
				require.Contains(t, []string{"", "no", "on-failure:5"}, awaited.Restart,
					"%s waits for %s to end, which is started again when it ends", name, on)
			default:
				require.Fail(t, "a wait that waits for nothing", "%s on %s: %s", name, on, wait.Condition)
			}
		}
	}
}

func TestCompose_EveryPort_IsBoundToLoopback(t *testing.T) {
	t.Parallel()
	taken := map[string]string{}
	for name, service := range load(t).Services {
		for _, port := range service.Ports {
			require.Equal(t, "127.0.0.1", port.HostIP, "%s publishes %s to the network", name, port.Published)
			require.NotContains(t, taken, port.Published, "%s publishes a port that is taken", name)
			taken[port.Published] = name
		}
	}
	require.NotEmpty(t, taken)
}

func TestCompose_EveryMountedFile_IsInTheRepository(t *testing.T) {
	t.Parallel()
	mounted := 0
	for name, service := range load(t).Services {
		for _, volume := range service.Volumes {
			if volume.Type == types.VolumeTypeBind {
				require.FileExists(t, volume.Source, "%s mounts", name)
				require.True(t, volume.ReadOnly, "%s may write to %s", name, volume.Source)
				mounted++
			}
		}
	}
	require.NotZero(t, mounted)
}

// A name that nobody reads is a setting that silently does nothing.
func TestCompose_EveryVariableOfOurs_IsReadByTheProgram(t *testing.T) {
	t.Parallel()
	read := envTags(t, filepath.Join(root, "cmd", "backhaul"))
	ours := 0
	for name, service := range load(t).Services {
		if service.Build == nil {
			continue
		}
		ours++
		for variable := range service.Environment {
			require.Contains(t, read, variable, "%s sets %s, which cmd/backhaul does not read", name, variable)
		}
		require.Contains(t, service.Environment, "DATABASE_URL", "%s is not told where PostgreSQL is", name)
	}
	require.Equal(t, 3, ours, "migrate, api, worker")

	dockerfile, err := os.ReadFile(filepath.Join(root, "Dockerfile"))
	require.NoError(t, err)
	for _, variable := range regexp.MustCompile(`[A-Z_]*BACKHAUL_[A-Z_]+`).FindAllString(string(dockerfile), -1) {
		require.Contains(t, read, variable, "the Dockerfile sets %s, which cmd/backhaul does not read", variable)
	}
}

func TestCompose_EnvExample_NamesEveryVariableWithItsDefault(t *testing.T) {
	t.Parallel()
	file, err := os.ReadFile(filepath.Join(root, "docker-compose.yml"))
	require.NoError(t, err)
	used := map[string]string{}
	for _, found := range regexp.MustCompile(`\$\{([A-Z_]+):-([^}]*)\}`).FindAllStringSubmatch(string(file), -1) {
		if value, seen := used[found[1]]; seen {
			require.Equal(t, value, found[2], "%s has two defaults", found[1])
		}
		used[found[1]] = found[2]
	}
	require.Equal(t, len(regexp.MustCompile(`\$\{`).FindAllString(string(file), -1)),
		len(regexp.MustCompile(`\$\{[A-Z_]+:-`).FindAllString(string(file), -1)), "a variable without a default")

	example, err := os.ReadFile(filepath.Join(root, ".env.example"))
	require.NoError(t, err)
	documented := map[string]string{}
	for line := range strings.Lines(string(example)) {
		if name, value, ok := strings.Cut(strings.TrimSpace(line), "="); ok && !strings.HasPrefix(name, "#") {
			documented[name] = value
		}
	}
	require.Equal(t, documented, used)
}

func TestCompose_Parts_AreTheOnesWeShip(t *testing.T) {
	t.Parallel()
	project := load(t)
	commands := map[string][]string{}
	for name, service := range project.Services {
		if service.Build != nil {
			commands[name] = service.Command
		}
	}
	require.Equal(t, map[string][]string{"migrate": {"migrate"}, "api": {"serve"}, "worker": {"worker"}}, commands)
	names := project.ServiceNames()
	slices.Sort(names)
	require.Equal(t, []string{
		"api", "mailpit", "migrate", "postgres", "temporal", "temporal-namespace", "temporal-schema", "temporal-ui", "worker",
	}, names)
}
