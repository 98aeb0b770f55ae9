package workflows

// TroubleOf lets tests name the trouble of a step without a server.
var TroubleOf = troubleOf
