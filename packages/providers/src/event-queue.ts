/** The producer's side of a queue. */
export interface QueueSource {
  /** The reader keeps up again after `push` said that it does not. */
  resume(): void;
  /** The reader left before the end. */
  stop(): void;
}

const highWater = 256;

/** Takes each event as it comes. False: no more are wanted. */
export type Listener<T> = (value: T) => boolean;

/**
 * An async iterable fed by hand, for one reader that asks for one thing at a time, or is called with each. The source is
 * opened at the first read, so that an iterable nobody reads costs nothing. Not a generator, because every chunk of every
 * stream passes here.
 */
export class EventQueue<T extends object> implements AsyncIterableIterator<T, undefined> {
  #open: ((queue: EventQueue<T>) => QueueSource) | null;
  #source: QueueSource | null = null;
  #items: T[] = [];
  #next = 0;
  #over = false;
  #failure: { error: unknown } | null = null;
  #waiting: PromiseWithResolvers<IteratorResult<T, undefined>> | null = null;
  #delivery: { listener: Listener<T>; done: PromiseWithResolvers<void> } | null = null;

  constructor(open: (queue: EventQueue<T>) => QueueSource) {
    this.#open = open;
  }

  /** False when so much is waiting that the source should pause. */
  push(value: T): boolean {
    if (this.#over) return true;
    if (this.#delivery !== null) return this.#tell(this.#delivery.listener, value);
    if (this.#waiting === null) return this.#items.push(value) - this.#next < highWater;
    this.#waiting.resolve({ done: false, value });
    this.#waiting = null;
    return true;
  }

  end(): void {
    this.#over = true;
    this.#delivery?.done.resolve();
    this.#waiting?.resolve({ done: true, value: undefined });
    this.#waiting = null;
  }

  /** What was pushed before is still delivered, then `error` is thrown. */
  fail(error: unknown): void {
    if (this.#over) return;
    this.#over = true;
    if (this.#delivery !== null) return this.#delivery.done.reject(error);
    if (this.#waiting === null) this.#failure = { error };
    else this.#waiting.reject(error);
    this.#waiting = null;
  }

  next(): Promise<IteratorResult<T, undefined>> {
    if (this.#open !== null) this.#start(this.#open);
    const value = this.#items[this.#next];
    if (value !== undefined) {
      this.#advance();
      return Promise.resolve({ done: false, value });
    }
    if (this.#over) return this.#settle();
    this.#waiting = Promise.withResolvers();
    return this.#waiting.promise;
  }

  return(): Promise<IteratorResult<T, undefined>> {
    this.#open = null;
    this.#failure = null;
    this.#items = [];
    this.#next = 0;
    this.end();
    this.#source?.stop();
    this.#source = null;
    return this.#settle();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  /**
   * Instead of reading: calls `listener` the moment something is pushed, which saves a promise for each. Resolves at the
   * end, or when the listener leaves; rejects with the failure, or with what the listener threw.
   */
  deliver(listener: Listener<T>): Promise<void> {
    const done = Promise.withResolvers<void>();
    this.#delivery = { listener, done };
    if (this.#open !== null) this.#start(this.#open);
    else done.resolve();
    return done.promise;
  }

  #tell(listener: Listener<T>, value: T): true {
    try {
      if (listener(value)) return true;
    } catch (error) {
      this.fail(error);
    }
    void this.return();
    return true;
  }

  #start(open: (queue: EventQueue<T>) => QueueSource): void {
    this.#open = null;
    try {
      this.#source = open(this);
      // The listener may have left while it was opened.
      if (this.#over) this.#source.stop();
    } catch (error) {
      this.fail(error);
    }
  }

  #advance(): void {
    this.#next += 1;
    if (this.#next < this.#items.length) return;
    this.#items = [];
    this.#next = 0;
    this.#source?.resume();
  }

  #settle(): Promise<IteratorResult<T, undefined>> {
    const failure = this.#failure;
    this.#failure = null;
    return failure === null ? Promise.resolve({ done: true, value: undefined }) : Promise.reject(failure.error);
  }
}
