import { AppError, fail } from '@parley/data-provider/core';
import busboy from 'busboy';
import type { IncomingMessage } from 'node:http';
import { PassThrough, type Readable } from 'node:stream';
import { isUnsafeKey } from './sanitize.ts';

export interface FieldPart {
  kind: 'field';
  name: string;
  value: string;
}

export interface FilePart {
  kind: 'file';
  name: string;
  /** As the client wrote it, without directories; may be empty. */
  filename: string;
  mimeType: string;
  /** Ends when the file does, fails when it is too large or its sender leaves. What is not read is discarded. */
  stream: Readable;
}

export type Part = FieldPart | FilePart;

export interface MultipartOptions {
  limits: { fileSize: number; files: number; fields?: number; fieldSize?: number };
  /** `ctx.signal`: a file must not be waited for when its sender is gone. */
  signal: AbortSignal;
}

const DEFAULT_FIELDS = 50;
const DEFAULT_FIELD_SIZE = 64 * 1024;

/** The parts of a multipart body in order, one at a time. Nothing is kept in memory or on disk. */
export async function* readMultipart(req: IncomingMessage, options: MultipartOptions): AsyncGenerator<Part> {
  const parser = createParser(req, options);
  const parts = new PassThrough({ objectMode: true });
  const stop = (error: AppError) => void parts.destroy(error);
  const leave = () => stop(new AppError('invalid_request', 'The upload was cut off.'));

  parser.on('field', (name, value, { nameTruncated, valueTruncated }) => {
    if (nameTruncated || valueTruncated) stop(tooLarge('A field of the form is too long.'));
    else if (!isUnsafeKey(name)) parts.write({ kind: 'field', name, value } satisfies Part);
  });
  parser.on('file', (name, stream, { filename = '', mimeType }) => {
    const file = new PassThrough();
    const refuse = (error: AppError) => {
      file.destroy(error);
      stop(error);
    };
    // A file that fails before its handler listens must not take the process down.
    file.on('error', () => {});
    // The parser waits for the file to be read, whether or not its handler still wants it.
    file.once('close', () => stream.resume());
    stream.once('limit', () => refuse(tooLarge('The file is too large.')));
    stream.once('error', () => refuse(malformed()));
    stream.pipe(file);
    if (isUnsafeKey(name)) file.resume();
    else parts.write({ kind: 'file', name, filename, mimeType, stream: file } satisfies Part);
  });
  parser.once('filesLimit', () => stop(tooLarge('Too many files in one upload.')));
  parser.once('fieldsLimit', () => stop(tooLarge('Too many fields in one upload.')));
  parser.once('error', () => stop(malformed()));
  parser.once('close', () => parts.end());
  options.signal.addEventListener('abort', leave, { once: true });
  if (options.signal.aborted) leave();
  else req.pipe(parser);

  try {
    for await (const part of parts) {
      // Only `Part`s are written above.
      yield part as Part;
      // The next part comes after this file's last byte, so what its handler left is read off.
      if (part.kind === 'file') part.stream.resume();
    }
  } finally {
    options.signal.removeEventListener('abort', leave);
    req.unpipe(parser);
    parser.destroy();
    // The rest is read off, so that the sender gets to see the answer.
    req.resume();
  }
}

function createParser(req: IncomingMessage, { limits }: MultipartOptions): busboy.Busboy {
  if (!/^multipart\/form-data\b/i.test(req.headers['content-type'] ?? '')) {
    fail('unsupported_type', 'Send the upload as multipart/form-data.');
  }
  try {
    return busboy({
      headers: req.headers,
      // Browsers write names as UTF-8 whatever the old standard says.
      defParamCharset: 'utf8',
      limits: {
        fileSize: limits.fileSize,
        files: limits.files,
        fields: limits.fields ?? DEFAULT_FIELDS,
        fieldSize: limits.fieldSize ?? DEFAULT_FIELD_SIZE,
        headerPairs: 50,
      },
    });
  } catch (cause) {
    return fail('invalid_request', 'The form is malformed.', { cause });
  }
}

const malformed = (): AppError => new AppError('invalid_request', 'The form is malformed.');

const tooLarge = (message: string): AppError =>
  new AppError('too_large', message, { body: { error: 'Payload Too Large' } });
