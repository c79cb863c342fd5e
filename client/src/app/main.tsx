import '../lib/theme/fonts.css';
import '../lib/theme/tokens.css';
import '../lib/theme/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { startI18n } from '../lib/i18n/i18n.js';
import { App } from './app.js';

startI18n();

const place = document.getElementById('root');
if (!place) throw new Error('index.html has no #root');
createRoot(place).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
