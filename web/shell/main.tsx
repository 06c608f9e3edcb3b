import { QueryClientProvider } from '@tanstack/react-query'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import '../styles.css'
import { LanguageProvider } from './language.tsx'
import { queryClient } from './queries.ts'
import { router } from './router.tsx'

const place = document.getElementById('root')
if (!place) throw new Error('the page has no place for the application')
// After an upgrade the files of an older page are gone; once reloaded, the page is of the new version.
window.addEventListener('vite:preloadError', (event) => {
  if (performance.now() < 10_000) return
  event.preventDefault()
  location.reload()
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
