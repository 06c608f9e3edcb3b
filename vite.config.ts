import tailwindcss from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/**
 * What a dozen files share is one file of the build: some forty of a few hundred bytes each would cost the first
 * load twice, in requests and in what each compresses alone.
 */
const shared = {
  name: 'shared',
  test: /web\/(parts|shell)|src\/kernel|lucide-react|react\/|react-store|react-router|use-sync-external-store/,
  minShareCount: 12,
}

/**
 * The web application, built into `dist/web` for the server to send. Nothing is put inline, so that the content
 * security policy can forbid inline script and take styles and fonts from our own origin alone.
 */
export default defineConfig({
  root: 'web',
  plugins: [react(), tailwindcss()],
  build: {
    outDir: '../dist/web',
    emptyOutDir: true,
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
    reportCompressedSize: true,
    rolldownOptions: { output: { codeSplitting: { groups: [shared] } } },
  },
  server: { host: '127.0.0.1', proxy: { '/v1': 'http://127.0.0.1:8080' } },
})
