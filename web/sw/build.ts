import { join } from 'node:path'
import { build, type Plugin } from 'vite'

/** After the client: the service worker, one classic script at the root, under a name that never changes. */
export function serviceWorker(): Plugin {
  let outDir = ''
  return {
    name: 'service-worker',
    apply: 'build',
    configResolved(config) {
      outDir = join(config.root, config.build.outDir)
    },
    async closeBundle(error) {
      if (error) return
      await build({
        configFile: false,
        logLevel: 'warn',
        publicDir: false,
        build: {
          outDir,
          emptyOutDir: false,
          target: ['chrome123', 'firefox120', 'safari17.5'],
          rolldownOptions: {
            input: new URL('./sw.ts', import.meta.url).pathname,
            output: { format: 'iife', entryFileNames: 'sw.js' },
          },
        },
      })
    },
  }
}
