// Package photo decides whether an upload is a photo and makes it safe to keep.
//
// A photo is judged by its content, never by its name or header, and is written
// anew from its pixels: what was hidden in it (the place it was taken, a script
// behind the last byte) does not survive, and the way up that the camera noted
// is turned into pixels. Color profiles go too, so a wide-gamut photo may look
// a little paler.
//
// It may import returns. Start at [Check].
package photo
