import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '../styles.css'
import { isServerThere } from './api.ts'
import { LanguageProvider } from './language.tsx'
import { queryClient } from './queries.ts'
import { router } from './router.tsx'

const place = document.getElementById('root')
if (!place) throw new Error('the page has no place for the application')
// After an upgrade the files of an older page are gone; once reloaded, the page is of the new version.
// Where no server is there a reload would lose what is typed and end on the browser's own page.
window.addEventListener('vite:preloadError', () => {
  if (performance.now() < 10_000) return
  void isServerThere().then((isThere) => isThere && location.reload())
})

createRoot(place).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <LanguageProvider>
        <RouterProvider router={router} />
      </LanguageProvider>
    </QueryClientProvider>
  </StrictMode>,
)
