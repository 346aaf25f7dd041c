import { preferences } from './preferences.ts';

const darkSystem = matchMedia('(prefers-color-scheme: dark)');

export function isDarkNow(): boolean {
  const { theme } = preferences.get();
  return theme === 'dark' || (theme === 'system' && darkSystem.matches);
}

/** Keeps the page in step with the preference and the system. public/theme.js made the first decision. */
export function watchTheme(): void {
  const apply = () => {
    document.documentElement.dataset['theme'] = isDarkNow() ? 'dark' : 'light';
    const ground = getComputedStyle(document.documentElement).backgroundColor;
    document.querySelector('meta[name="theme-color"]')?.setAttribute('content', ground);
  };
  preferences.subscribe(apply);
  darkSystem.addEventListener('change', apply);
  apply();
}
