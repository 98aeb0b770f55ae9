package api

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"
)

// serveConsole gives browsers the console wherever the API has nothing. Below
// /v1 a wrong path stays a problem, so that programs notice.
func (s *server) serveConsole(c *gin.Context) {
	path := c.Request.URL.Path
	reading := c.Request.Method == http.MethodGet || c.Request.Method == http.MethodHead
	if s.Console == nil || !reading || path == "/v1" || strings.HasPrefix(path, "/v1/") {
		c.Next()
		return
	}
	c.Status(http.StatusOK) // gin has prepared a 404
	s.Console.ServeHTTP(c.Writer, c.Request)
	c.Abort()
}
