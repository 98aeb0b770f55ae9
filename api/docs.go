package api

import (
	"github.com/gin-gonic/gin"
	"github.com/swaggest/swgui/v5emb"
)

// serveDocs shows the contract with Swagger UI, whose files are in the binary.
func serveDocs() gin.HandlerFunc {
	page := v5emb.New("Backhaul API", "/openapi.json", "/docs/")
	return func(c *gin.Context) {
		header := c.Writer.Header()
		header.Set("Content-Security-Policy",
			"default-src 'self'; script-src 'self' 'unsafe-inline'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'")
		header.Set("Cache-Control", "public, max-age=3600")
		if c.Request.URL.Path == "/docs" {
			c.Request.URL.Path = "/docs/"
		}
		page.ServeHTTP(c.Writer, c.Request)
	}
}
