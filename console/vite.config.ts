// Builds the console and, once portal/index.html is there, the customers'
// portal beside it: two entries that share nothing but what both import.
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** Writes each file once more as browsers like it best, so that serving costs nothing. Only what is on disk is final. */
function packed(): Plugin {
  return {
    name: 'packed',
    apply: 'build',
    async writeBundle({ dir }, bundle) {
      for (const name of Object.keys(bundle).filter((each) => /\.(js|css|svg)$/.test(each))) {
        const file = join(dir ?? 'dist', name)
        const source = await readFile(file)
        if (source.length < 1024) continue
        await writeFile(`${file}.br`, await promisify(brotliCompress)(source, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }))
        await writeFile(`${file}.gz`, await promisify(gzip)(source, { level: 9 }))
      }
    },
  }
}

const input: Record<string, string> = { console: 'index.html' }
if (existsSync('portal/index.html')) input.portal = 'portal/index.html'

export default defineConfig({
  plugins: [react(), packed()],
  build: {
    target: 'es2023',
    manifest: true,
    rolldownOptions: { input, checks: { pluginTimings: false } },
    chunkSizeWarningLimit: 2000,
  },
  server: { proxy: { '/v1': process.env.BACKHAUL_URL ?? 'http://127.0.0.1:8080' } },
})
