import { type Message, NO_PARENT } from '@parley/data-provider';

export interface Tree {
  byId: ReadonlyMap<string, Message>;
  /** Under each message, and under `NO_PARENT`, what answers it: oldest first. */
  childrenOf: ReadonlyMap<string, readonly Message[]>;
}

/** Which child the reader wants under a message. */
export type Choices = Readonly<Record<string, string>>;

/** One message of the branch in view, and its place among its siblings. */
export interface Step {
  message: Message;
  /** The parent's id, or `NO_PARENT`. */
  parentId: string;
  siblings: readonly Message[];
  index: number;
}

/** Messages come oldest first. One whose parent is not among those before it is a root, and shows as such. */
export function buildTree(messages: readonly Message[]): Tree {
  const byId = new Map<string, Message>();
  const childrenOf = new Map<string, Message[]>();
  for (const message of messages) {
    const parentId = byId.has(message.parentMessageId) ? message.parentMessageId : NO_PARENT;
    const siblings = childrenOf.get(parentId);
    if (siblings) siblings.push(message);
    else childrenOf.set(parentId, [message]);
    byId.set(message.messageId, message);
  }
  return { byId, childrenOf };
}

/** The branch in view: at every fork the chosen child, else the newest. */
export function branchOf({ childrenOf }: Tree, choices: Choices): Step[] {
  const steps: Step[] = [];
  for (let parentId = NO_PARENT; ;) {
    const siblings = childrenOf.get(parentId);
    if (!siblings) return steps;
    const chosen = siblings.findIndex(({ messageId }) => messageId === choices[parentId]);
    const index = chosen === -1 ? siblings.length - 1 : chosen;
    const message = siblings[index];
    if (!message) return steps;
    steps.push({ message, parentId, siblings, index });
    parentId = message.messageId;
  }
}

/** The choices that bring a message into view, on top of those made before. */
export function choicesFor({ byId }: Tree, messageId: string, choices: Choices): Choices {
  const made: Record<string, string> = { ...choices };
  for (let message = byId.get(messageId); message;) {
    const parent = byId.get(message.parentMessageId);
    made[parent?.messageId ?? NO_PARENT] = message.messageId;
    message = parent;
  }
  return made;
}
