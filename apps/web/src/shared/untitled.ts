/** What the server calls a conversation that has no title yet. */
export const untitled = 'New Chat';
