import type { Token, Tokens } from 'marked';
import { lex } from './grammar.ts';
import { heal } from './heal.ts';

export interface Block {
  /** Stable while the text grows: the block's place. */
  id: number;
  token: Token;
  /** The text after it has begun, or has ended: it will not change. */
  isDone: boolean;
  /** It goes on with the list of the block before. */
  carriesOn: boolean;
}

export interface BlockLexer {
  /** The blocks of `text`. Finished ones are the same objects as the last time, so a renderer can skip them. */
  update(text: string, isStreaming: boolean): readonly Block[];
}

/** Lists longer than this are cut between items, so that an answer which is one long list is not lexed again and again. */
const longList = 1500;

/** Lexes a growing text from where its last block began; everything before that is finished. */
export function createBlockLexer(): BlockLexer {
  let done: Block[] = [];
  let doneText = '';
  let last: { text: string; isStreaming: boolean; blocks: readonly Block[] } | null = null;

  return {
    update(given, isStreaming) {
      const text = given.replaceAll('\r\n', '\n');
      if (last?.text === text && last.isStreaming === isStreaming) return last.blocks;
      if (!text.startsWith(doneText)) {
        done = [];
        doneText = '';
      }
      const tail = text.slice(doneText.length);
      const tokens = lex(tail);
      const splitAt = startOfLast(tokens);
      let carriesOn = done.at(-1)?.token.type === 'list' && tokens[0]?.type === 'list' && isCut(doneText);
      for (const token of tokens.slice(0, splitAt)) {
        if (isDrawn(token)) done = [...done, { id: done.length, token, isDone: true, carriesOn }];
        doneText += token.raw;
        carriesOn = false;
      }
      let open = tokens[splitAt];
      if (open?.type === 'list' && isStreaming) {
        const cut = cutList(open as Tokens.List); // `list` is what marked calls this type
        if (cut) {
          done = [...done, { id: done.length, token: cut.finished, isDone: true, carriesOn }];
          doneText += cut.finished.raw;
          open = cut.rest;
          carriesOn = true;
        }
      }
      const rest = open ? drawLast(open, isStreaming) : [];
      const blocks = [
        ...done,
        ...rest.map((token, i): Block => ({
          id: done.length + i,
          token,
          isDone: !isStreaming,
          carriesOn: carriesOn && i === 0,
        })),
      ];
      last = { text, isStreaming, blocks };
      return blocks;
    },
  };

  /** Whether the finished text ends in a list that was cut, rather than one that ended. */
  function isCut(text: string): boolean {
    return !/\n\s*\n$/.test(text);
  }
}

const isDrawn = (token: Token) => token.type !== 'space' && token.type !== 'def';

/** Blank lines after a block belong to it: what follows may still join it. */
function startOfLast(tokens: readonly Token[]): number {
  const index = tokens.findLastIndex((token) => token.type !== 'space');
  return index === -1 ? tokens.length : index;
}

/** Code and formulas are drawn as far as they are written. */
function drawLast(token: Token, isStreaming: boolean): Token[] {
  if (!isStreaming || token.type === 'code' || token.type === 'block-math') return isDrawn(token) ? [token] : [];
  const healed = heal(token.raw);
  const tokens = healed === token.raw ? [token] : lex(healed);
  return tokens.filter(isDrawn);
}

/** All but the last item, once they are long enough. */
function cutList(list: Tokens.List): { finished: Tokens.List; rest: Token } | null {
  const item = list.items.at(-1);
  if (!item || list.items.length < 3 || list.raw.length - item.raw.length < longList) return null;
  const items = list.items.slice(0, -1);
  const raw = items.map(({ raw: text }) => text).join('');
  const [rest] = lex(list.raw.slice(raw.length));
  return rest?.type === 'list' ? { finished: { ...list, items, raw }, rest } : null;
}
