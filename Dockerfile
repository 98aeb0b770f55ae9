# One image for every part of Backhaul: `backhaul serve`, `backhaul worker`, `backhaul migrate`.
#
#   docker build --build-arg VERSION="$(git describe --tags --always)" -t backhaul .

FROM node:22-bookworm-slim AS console
WORKDIR /src/console
COPY console/package.json console/package-lock.json console/.npmrc ./
RUN --mount=type=cache,target=/root/.npm npm ci --no-progress
COPY api/openapi.yaml ../api/openapi.yaml
COPY console ./
RUN npm run build

FROM golang:1.26.11-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN --mount=type=cache,target=/go/pkg/mod go mod download
COPY . .
COPY --from=console /src/console/dist console/dist
ARG VERSION=dev
RUN --mount=type=cache,target=/go/pkg/mod --mount=type=cache,target=/root/.cache/go-build \
    CGO_ENABLED=0 go build -tags console -trimpath -buildvcs=false -ldflags "-s -w -X main.version=${VERSION}" \
    -o /out/backhaul ./cmd/backhaul

FROM debian:bookworm-slim
# Certificates to speak TLS to mail servers and providers, curl for the health check. Time zones are in the binary.
RUN apt-get update \
 && apt-get install -y --no-install-recommends ca-certificates curl \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin backhaul \
 && install -d -o backhaul -g backhaul /var/lib/backhaul
COPY --from=build /out/backhaul /usr/local/bin/backhaul
USER backhaul
# Inside a container the loopback would be out of everybody's reach.
ENV BACKHAUL_HTTP_ADDR=0.0.0.0:8080 \
    BACKHAUL_DATA_DIR=/var/lib/backhaul
VOLUME /var/lib/backhaul
EXPOSE 8080
ENTRYPOINT ["backhaul"]
CMD ["serve"]
