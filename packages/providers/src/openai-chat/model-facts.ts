/** OpenAI's models that think: they take other parameters. Names may carry a vendor, as in `openai/o3`. */
export function isOpenAIReasoningModel(model: string): boolean {
  const name = bareName(model);
  return /^(o\d|codex-)/.test(name) || (/^gpt-([5-9]|\d\d)/.test(name) && !/^gpt-\d+(\.\d+)?-chat/.test(name));
}

/** OpenAI's models that do not think and refuse the settings for it. */
export function isOpenAIPlainModel(model: string): boolean {
  const name = bareName(model);
  return /^(gpt-|chatgpt-|ft:gpt-)/.test(name) && !name.startsWith('gpt-oss') && !isOpenAIReasoningModel(model);
}

const bareName = (model: string) => model.slice(model.lastIndexOf('/') + 1).toLowerCase();
