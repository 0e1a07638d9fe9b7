import { readFileSync } from 'node:fs'
import react from '@vitejs/plugin-react'
import type { Plugin } from 'vite'
import { defineConfig } from 'vitest/config'
import { connectScripts } from './connect/build.ts'
import { serviceWorker } from './sw/build.ts'

const SERVER = process.env.CHINWAG_DEV_SERVER ?? 'http://127.0.0.1:8080'
const SERVER_PATHS = ['/api', '/v2', '/v1', '/files', '/avatars', '/docs', '/atlassian-connect']

/** Tests of parts that cannot be fetched: in a thread that has fetched them before they would wait forever. */
const ALONE = ['src/ui/toast.test.tsx']

/**
 * Applies the stored theme before the first paint. The page's content security policy forbids inline scripts,
 * so it becomes a small hashed file of its own that the head loads first.
 */
function earlyTheme(): Plugin {
  const source = () => readFileSync(new URL('./src/ui/early-theme.js', import.meta.url), 'utf8')
  let serving = false
  let file = ''
  return {
    name: 'early-theme',
    configResolved(config) {
      serving = config.command === 'serve'
    },
    buildStart() {
      if (serving) return
      const ref = this.emitFile({ type: 'asset', name: 'early-theme.js', source: source() })
      file = `/${this.getFileName(ref)}`
    },
    transformIndexHtml() {
      return [
        {
          tag: 'script',
          attrs: { src: serving ? '/src/ui/early-theme.js' : file },
          injectTo: 'head-prepend',
        },
      ]
    },
  }
}

export default defineConfig({
  plugins: [react(), earlyTheme(), connectScripts(), serviceWorker()],
  build: {
    outDir: '../chinwag/web/dist',
    emptyOutDir: true,
    // Fonts and pictures stay files: the policy allows no data: fonts.
    assetsInlineLimit: 0,
    // The oldest browsers with light-dark(), which the tokens rest on.
    target: ['chrome123', 'firefox120', 'safari17.5'],
  },
  server: {
    host: '127.0.0.1',
    // The list of the standard emoticons, which the server reads too.
    fs: { allow: ['.', '../chinwag/emoticons'] },
    proxy: Object.fromEntries(SERVER_PATHS.map((path) => [path, { target: SERVER, ws: path === '/api' }])),
  },
  test: {
    environment: 'jsdom',
    // Threads that keep what they have compiled, and a context of its own for each file: a fraction of the time.
    pool: 'vmThreads',
    testTimeout: 30_000,
    setupFiles: ['./src/test-setup.ts'],
    projects: [
      {
        extends: true,
        test: { name: 'units', include: ['{src,connect}/**/*.test.{ts,tsx}'], exclude: ALONE },
      },
      { extends: true, test: { name: 'alone', pool: 'threads', include: ALONE } },
    ],
    css: { modules: { classNameStrategy: 'non-scoped' } },
    restoreMocks: true,
  },
})
