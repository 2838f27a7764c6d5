/** Counts and cuts text as the models do. */
export interface Tokenizer {
  readonly name: string;
  count(text: string): number;
  /** The longest start of the text that has at most `maxTokens` tokens. */
  truncate(text: string, maxTokens: number): string;
}
