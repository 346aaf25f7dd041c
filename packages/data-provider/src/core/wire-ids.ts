/** The wire's spelling of "no parent": a root message. */
export const NO_PARENT = '00000000-0000-0000-0000-000000000000';
/** The wire's spelling of "a conversation that does not exist yet". */
export const NEW_CONVERSATION = 'new';
