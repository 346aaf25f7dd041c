import { describe, expect, it } from 'vitest';
import { findDirective, withoutDirective } from './directive.ts';

describe('a directive in a message', () => {
  it('is a list of steps, or one step', () => {
    expect(findDirective('Hi [[fake: [{"type":"text","text":"yo"},{"type":"stall"}]]] there')).toEqual([
      { type: 'text', text: 'yo' },
      { type: 'stall' },
    ]);
    expect(findDirective('[[fake: {"type":"reset"}]]')).toEqual([{ type: 'reset' }]);
  });

  it('may hold closing brackets inside its JSON', () => {
    expect(findDirective('[[fake: [{"type":"text","text":"a]]b"}]]]')).toEqual([{ type: 'text', text: 'a]]b' }]);
  });

  it('is absent from ordinary messages', () => {
    expect(findDirective('What is [[1, 2], [3]]?')).toBeNull();
  });

  it('is refused when it is no script, so that a typing error is noticed', () => {
    expect(() => findDirective('[[fake: {"type":"txet"}]]')).toThrow('does not hold a script');
  });

  it('can be taken out', () => {
    expect(withoutDirective('Tell me a story [[fake: {"type":"stall"}]]')).toBe('Tell me a story');
  });
});
