import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Plugin } from 'vite'

/** The style sheet beside a script, under the same name. */
function styleSheet(fileName: string): Plugin {
  return {
    name: 'style-sheet',
    generateBundle() {
      const source = readFileSync(new URL('./all.css', import.meta.url), 'utf8')
      this.emitFile({ type: 'asset', fileName, source })
    },
  }
}

/**
 * After the client: what pages of add-ons load from this server, classic scripts under names that never change, one of
 * them to be read.
 */
export function connectScripts(): Plugin {
  let outDir = ''
  return {
    name: 'connect-scripts',
    apply: 'build',
    configResolved(config) {
      outDir = join(config.root, config.build.outDir, 'atlassian-connect')
    },
    async closeBundle(error) {
      if (error) return
      for (const [name, minify] of [
        ['all.js', true],
        ['all-debug.js', false],
      ] as const) {
        await build({
          configFile: false,
          logLevel: 'warn',
          publicDir: false,
          plugins: [styleSheet(name.replace(/js$/, 'css'))],
          build: {
            outDir,
            emptyOutDir: minify,
            minify,
            // Pages of add-ons decide which browsers they serve; ours stays modest.
            target: ['chrome93', 'firefox92', 'safari15.4'],
            rolldownOptions: {
              input: new URL('./all.ts', import.meta.url).pathname,
              output: { format: 'iife', entryFileNames: name },
            },
          },
        })
      }
    },
  }
}
