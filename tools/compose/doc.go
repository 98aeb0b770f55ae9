// Package compose holds docker-compose.yml to what the rest of the repository says: its tests load the file with the
// library behind `docker compose config` and compare it with the Dockerfile, .env.example and cmd/backhaul. No
// container engine is needed.
package compose
