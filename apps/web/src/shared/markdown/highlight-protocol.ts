export interface HighlightRequest {
  id: number;
  code: string;
  language: string;
}

export interface HighlightReply {
  id: number;
  /** One JSON array per line, `[class, text, …]`; null for a language nobody knows. */
  lines: string[] | null;
}
