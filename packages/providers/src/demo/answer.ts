/** What the built-in model says about itself and about the last message. The same message gets the same answer. */
export function demoAnswer(question: string): string {
  return `${introduction}\n\n${echo(question)}\n\n${howToConnect}`;
}

const introduction =
  '**This is a demonstration.** I am not a language model: I am a short text built into Parley, so that you can try the page before a real model is connected.';

const longestEcho = 280;

function echo(question: string): string {
  const words = question.trim().replace(/\s+/g, ' ');
  if (words === '') return 'Your message had no text, so there is nothing I could repeat.';
  const characters = [...words];
  const shown = characters.length > longestEcho ? `${characters.slice(0, longestEcho).join('')} …` : words;
  return `You wrote:\n\n> ${shown}\n\nA real model would answer that here, word by word, just as this text appears.`;
}

const howToConnect = `To connect one, do any of these:

1. Start **Ollama**, **LM Studio** or **llama.cpp** on this computer. Parley finds them by itself.
2. Give Parley a key when it starts, for example:

\`\`\`sh
OPENAI_API_KEY=sk-... npm start
\`\`\`

3. Or add a key for a provider in the settings.

Then choose the new model in the list above the conversation.`;
