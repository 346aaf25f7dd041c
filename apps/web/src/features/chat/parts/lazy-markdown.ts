import { lazy } from 'react';

const load = () => import('../../../shared/markdown/markdown.tsx');

export const Markdown = lazy(() => load().then((module) => ({ default: module.Markdown })));

/** Fetches the renderer before the first answer needs it. */
export const preloadMarkdown = (): void => void load();
