// Fails the build when a page loads more JavaScript than was agreed. Counted is
// what the browser fetches for it, compressed by gzip: the entry and all that it
// imports, and with the console the frame and the page. What a page loads later
// by itself is named below, with its own measure.
import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

const dist = new URL('../dist/', import.meta.url).pathname
const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'))

/** All files that load with these entries of the manifest, whatever imports them. */
function loadedBy(...entries) {
  const seen = new Set()
  const visit = (name) => {
    const chunk = manifest[name]
    if (!chunk || seen.has(name)) return
    seen.add(name)
    chunk.imports?.forEach(visit)
  }
  entries.forEach(visit)
  return [...seen].map((name) => manifest[name].file).filter((file) => file.endsWith('.js'))
}

const weigh = (files) => files.reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file)), { level: 9 }).length, 0)

/** Every page has an address, so that somebody can come there first. The frame and the heavier of the languages load with each. */
const pages = Object.keys(manifest).filter((name) => /^src\/pages\/.+Page\.tsx$/.test(name))
const language = Object.keys(manifest).filter((name) => /^src\/locales\/[^/]+\/index\.ts$/.test(name)).sort((a, b) => weigh(loadedBy(b)) - weigh(loadedBy(a)))[0]
const always = [language, 'src/app/Shell.tsx']
let failed = false
function hold(what, files, most) {
  const size = weigh(files)
  const line = `${what}: ${(size / 1024).toFixed(0)} KB of at most ${most} KB JavaScript, gzip, ${files.length} files`
  if (size > most * 1024) {
    failed = true
    console.error(`${line} - too much: load it lazily or leave it out`)
  } else {
    console.log(line)
  }
}
for (const page of pages.sort()) hold(`console, ${page}`, loadedBy('index.html', ...always, page), 400)
// The library of charts follows once the table is there.
hold('console, reports with their charts', loadedBy('index.html', ...always, 'src/pages/reports/ReportsPage.tsx', 'src/pages/reports/Chart.tsx'), 560)
if (manifest['portal/index.html']) {
  const languages = Object.keys(manifest).filter((name) => name.startsWith('portal/'))
  hold('portal', loadedBy('portal/index.html', ...languages), 150)
}
if (readdirSync(join(dist, 'assets')).length === 0) throw new Error('nothing was built')
if (failed) process.exit(1)
