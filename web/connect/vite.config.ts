import { readFileSync } from 'node:fs'
import type { Plugin } from 'vite'
import { defineConfig } from 'vite'

/** The style sheet beside the scripts, under its own name. */
function styleSheet(): Plugin {
  return {
    name: 'style-sheet',
    generateBundle() {
      const source = readFileSync(new URL('./all.css', import.meta.url), 'utf8')
      this.emitFile({ type: 'asset', fileName: 'all.css', source })
    },
  }
}

/**
 * What add-ons' pages load from this server: classic scripts under names that never change. Built after the client, into
 * its folder; `--mode debug` writes the readable one.
 */
export default defineConfig(({ mode }) => ({
  plugins: [styleSheet()],
  publicDir: false,
  build: {
    outDir: new URL('../../chinwag/web/dist/atlassian-connect', import.meta.url).pathname,
    emptyOutDir: mode !== 'debug',
    minify: mode !== 'debug',
    // Pages of add-ons decide which browsers they serve; ours stays modest.
    target: ['chrome93', 'firefox92', 'safari15.4'],
    rolldownOptions: {
      input: new URL('./all.ts', import.meta.url).pathname,
      output: { format: 'iife', entryFileNames: mode === 'debug' ? 'all-debug.js' : 'all.js' },
    },
  },
}))
