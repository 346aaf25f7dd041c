import { type LanguageFn } from 'highlight.js';
import { common, createLowlight } from 'lowlight';
import type { HighlightReply, HighlightRequest } from './highlight-protocol.ts';

type Node = ReturnType<ReturnType<typeof createLowlight>['highlight']>['children'][number];

const lowlight = createLowlight(common);

/** Beyond the common ones, each loaded when it is first seen. */
const more: Record<string, () => Promise<{ default: LanguageFn }>> = {
  clojure: () => import('highlight.js/lib/languages/clojure'),
  cmake: () => import('highlight.js/lib/languages/cmake'),
  dart: () => import('highlight.js/lib/languages/dart'),
  dockerfile: () => import('highlight.js/lib/languages/dockerfile'),
  elixir: () => import('highlight.js/lib/languages/elixir'),
  erlang: () => import('highlight.js/lib/languages/erlang'),
  fsharp: () => import('highlight.js/lib/languages/fsharp'),
  groovy: () => import('highlight.js/lib/languages/groovy'),
  haskell: () => import('highlight.js/lib/languages/haskell'),
  http: () => import('highlight.js/lib/languages/http'),
  julia: () => import('highlight.js/lib/languages/julia'),
  latex: () => import('highlight.js/lib/languages/latex'),
  matlab: () => import('highlight.js/lib/languages/matlab'),
  nginx: () => import('highlight.js/lib/languages/nginx'),
  nix: () => import('highlight.js/lib/languages/nix'),
  ocaml: () => import('highlight.js/lib/languages/ocaml'),
  powershell: () => import('highlight.js/lib/languages/powershell'),
  properties: () => import('highlight.js/lib/languages/properties'),
  protobuf: () => import('highlight.js/lib/languages/protobuf'),
  scala: () => import('highlight.js/lib/languages/scala'),
};
const otherNames: Record<string, string> = {
  docker: 'dockerfile',
  ps1: 'powershell',
  tex: 'latex',
  hs: 'haskell',
  proto: 'protobuf',
};

/** Off the main thread, so that a long listing never holds up the page. */
addEventListener('message', (event: MessageEvent<HighlightRequest>) => {
  const { id, code, language } = event.data;
  void marksOf(code, language).then((lines) => postMessage({ id, lines } satisfies HighlightReply));
});

async function marksOf(code: string, name: string): Promise<string[] | null> {
  const language = otherNames[name] ?? name;
  const load = more[language];
  if (load && !lowlight.registered(language)) lowlight.register(language, (await load()).default);
  if (!lowlight.registered(language)) return null;
  return toLines(lowlight.highlight(language, code).children);
}

/** Each line as JSON, `[class, text, class, text, …]`: lines that did not change are equal strings. */
function toLines(nodes: readonly Node[]): string[] {
  const lines: string[][] = [[]];
  const walk = (node: Node, name: string) => {
    if (node.type === 'element') {
      const [first] = [node.properties['className']].flat();
      for (const child of node.children) walk(child as Node, String(first ?? name).replace(/^hljs-/, 'hl-')); // hast allows more kinds than lowlight makes
    } else if (node.type === 'text') {
      for (const [i, text] of node.value.split('\n').entries()) {
        if (i > 0) lines.push([]);
        if (text) lines.at(-1)?.push(name, text);
      }
    }
  };
  for (const node of nodes) walk(node, '');
  return lines.map((line) => JSON.stringify(line));
}
