// Decides the theme before anything is painted. The key and values are those of src/shared/preferences.ts.
(function () {
  var theme = 'system';
  var language = '';
  try {
    var stored = JSON.parse(localStorage.getItem('parley.preferences') || '{}');
    theme = stored.theme || theme;
    language = stored.language || '';
  } catch {
    // Storage is off or holds something else: the system decides.
  }
  var isDark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  var root = document.documentElement;
  root.dataset.theme = isDark ? 'dark' : 'light';
  if (language) root.lang = language;
  document.querySelector('meta[name="theme-color"]').content = isDark ? '#161310' : '#fbf9f5';
})();
