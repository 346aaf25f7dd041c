import { StringDecoder } from 'node:string_decoder';
import { createParser } from 'eventsource-parser';
import { addChunk, closeAnswer, createAnswer, type AnswerSink } from './answer.ts';
import { parseCompletion } from './chunk.ts';

/** Turns the bytes of an answer into events. Its methods throw a ProviderError for what cannot be read. */
export interface AnswerReader {
  data(chunk: Buffer): void;
  end(): void;
}

/** Reads `data:` lines of chunks until `[DONE]`, or the end of the body after a finish reason. */
export function createStreamReader(sink: AnswerSink): AnswerReader {
  const decoder = new StringDecoder('utf8');
  const answer = createAnswer(sink);
  const parser = createParser({
    onEvent({ data }) {
      if (data === '[DONE]') closeAnswer(answer, true);
      else addChunk(answer, parseCompletion(data));
    },
  });
  return {
    data: (chunk) => parser.feed(decoder.write(chunk)),
    end() {
      // A last event without its empty line still counts.
      parser.feed('\n\n');
      closeAnswer(answer, false);
    },
  };
}

/** Reads one JSON object: callers may ask for it, and some servers send it whatever was asked. */
export function createWholeReader(sink: AnswerSink): AnswerReader {
  const chunks: Buffer[] = [];
  return {
    data: (chunk) => void chunks.push(chunk),
    end() {
      const answer = createAnswer(sink);
      addChunk(answer, parseCompletion(Buffer.concat(chunks).toString()));
      closeAnswer(answer, false);
    },
  };
}
