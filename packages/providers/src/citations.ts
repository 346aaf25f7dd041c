/** Sources an answer names, each once and in the order of the vendor's numbers. */
export interface Citations {
  add(url: unknown, title?: unknown): void;
  /** Numbered links to put under the answer, or `''`. */
  toMarkdown(): string;
}

export function createCitations(): Citations {
  const titles = new Map<string, string>();
  return {
    add(url, title) {
      if (typeof url !== 'string' || !/^https?:\/\//i.test(url) || !URL.canParse(url)) return;
      const known = titles.get(url);
      if (known === undefined || known === '') titles.set(url, typeof title === 'string' ? title : '');
    },
    toMarkdown() {
      if (titles.size === 0) return '';
      const links = [...titles].map(([url, title], index) => `${index + 1}. ${toLink(url, title)}`);
      return `\n\n${links.join('\n')}`;
    },
  };
}

function toLink(url: string, title: string): string {
  const label = title.replace(/\s+/g, ' ').trim() || new URL(url).hostname;
  // The parsed form has no spaces or quotes; brackets would end the link early.
  const target = new URL(url).href.replace(/\(/g, '%28').replace(/\)/g, '%29');
  return `[${label.replace(/[\\[\]<>`*_]/g, '\\$&')}](${target})`;
}
