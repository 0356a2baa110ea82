// Why: starts the workspace page in the browser.
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { connect } from './data/live.ts'
import { followPermalink } from './shell/route.ts'
import { startTheme } from './shell/theme.ts'

startTheme()
followPermalink()
connect()
const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
