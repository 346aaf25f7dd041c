/** How the text of a failed answer begins: the incumbent's clients know it by this, and ours leaves it away. */
export const failurePrefix = 'An error occurred while processing the request: ';
