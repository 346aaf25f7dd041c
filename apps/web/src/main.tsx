import './app.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './app/app.tsx';
import { startI18n } from './shared/i18n/i18n.ts';
import { watchTheme } from './shared/theme.ts';
import { watchSession } from './shared/api/session.ts';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root.');

watchTheme();
watchSession();
await startI18n();
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
