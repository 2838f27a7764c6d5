import { type Personal, personalIn } from './own-data.ts';
import { type RedactionKind, redact } from './redact.ts';
import { wantsPerson } from './wants-person.ts';

/** The customer's message as everything after this step may see it. */
export interface ScreenedMessage {
  /** Without personal data. */
  text: string;
  redactions: RedactionKind[];
  wantsPerson: boolean;
  /** Likely an attempt to change the assistant's instructions; answered all the same, never shared. */
  suspectedInjection: boolean;
  /** Whether it speaks of the customer's own order, account or data: then its answer is never shared. */
  personal: Personal;
}

const injectionPatterns = [
  /\b(?:ignore|disregard|forget|override|bypass)\b[^.?!]{0,40}\b(?:instructions?|rules?|prompts?|guidelines|guardrails|policy|everything)\b/i,
  /\b(?:system|developer|hidden|initial) (?:prompt|message|instructions?)\b/i,
  /\byou are (?:now|no longer)\b|\bact as (?:if|an?|the)\b|\bpretend (?:to be|you)\b|\bjailbreak\b|\bdeveloper mode\b|\bDAN\b/i,
  /\b(?:reveal|print|repeat|show|leak)\b[^.?!]{0,30}\b(?:prompt|instructions|internal|confidential|documents verbatim)\b/i,
  /<\/?(?:system|assistant|instructions?)>|\[\/?INST\]|<\|[a-z_]+\|>/i,
  /\b(?:ignorier|vergiss)\w*\b[^.?!]{0,40}\b(?:anweisung|regel)\w*|\bignor\w+ (?:les|las|le) (?:instruc|istruz)\w+/i,
];

const matchesAny = (text: string, patterns: RegExp[]): boolean =>
  patterns.some((pattern) => pattern.test(text));

/** Takes personal data out of a message and marks what the later steps must know of it. */
export function screen(text: string): ScreenedMessage {
  const redacted = redact(text);
  return {
    text: redacted.text,
    redactions: redacted.kinds,
    wantsPerson: wantsPerson(redacted.text),
    suspectedInjection: matchesAny(redacted.text, injectionPatterns),
    personal: redacted.kinds.length > 0 ? 'yes' : personalIn(redacted.text),
  };
}
