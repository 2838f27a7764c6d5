import { speaksOfOwnData } from './own-data.ts';
import { type RedactionKind, redact } from './redact.ts';

/** The customer's message as everything after this step may see it. */
export interface ScreenedMessage {
  /** Without personal data. */
  text: string;
  redactions: RedactionKind[];
  wantsPerson: boolean;
  /** Likely an attempt to change the assistant's instructions; answered all the same, never shared. */
  suspectedInjection: boolean;
  /** Speaks of the customer's own order, account or data: its answer is never shared. */
  personal: boolean;
}

const personWords =
  'human|person|agent|someone|somebody|representative|rep|operator|staff|advisor|adviser|employee|team member|mensch(?:en)?|mitarbeiter(?:in)?|personne|conseiller|humain|persona|agente|humano|operatore|umano|persoon|medewerker';

const wantsPersonPatterns = [
  new RegExp(
    `\\b(?:talk|speak|chat|connect(?: me)?|transfer(?: me)?|put me through|get me|write|switch|hand(?: me)? over|escalate|pass me)\\b[^.?!]{0,25}\\b(?:to|with|through|me)?\\s*(?:an?|the|your|some|real|actual|live|human|support|service|customer|\\s)*\\b(?:${personWords})\\b`,
    'i',
  ),
  /\b(?:real|live|actual) (?:human|person|agent)\b(?! (?:size|weight))/i,
  /^\W*(?:(?:a |an |the )?(?:human|agent|person|representative|operator)|mensch|mitarbeiter|humano|operatore)(?: please| now| bitte)?\W*$/i,
  /\b(?:need|want|give me|is there|wanna have)\b[^.?!]{0,12}\b(?:an? |the |some )?(?:human|live agent|real agent|human agent|support agent|representative)\b/i,
  /\b(?:mit (?:einem|einer|jemandem|nem)|an (?:einen|eine))\b[^.?!]{0,25}\b(?:mensch(?:en)?|mitarbeiter(?:in)?|person|berater(?:in)?|kollegen)\b/i,
  /\b(?:parler|discuter|échanger|passer|joindre)\b[^.?!]{0,25}\b(?:à|a|avec|un|une)\b[^.?!]{0,18}\b(?:personne|humain|conseill\S+|agent|quelqu'un)/i,
  /\b(?:hablar|comunicar(?:me)?|pasar(?:me)?|contactar)\b[^.?!]{0,12}\bcon\b[^.?!]{0,14}\b(?:persona|agente|humano|alguien|asesor)/i,
  /\b(?:parlare|passarmi|contattare|chattare)\b[^.?!]{0,20}\b(?:persona|operatore|umano|qualcuno|addetto)/i,
];

const declinesPerson =
  /\b(?:don'?t|do not|no need to|without|rather not|kein(?:en)?)\b[^.?!]{0,30}\b(?:human|person|agent|someone|representative|mensch(?:en)?|mitarbeiter)\b/i;

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
    wantsPerson:
      matchesAny(redacted.text, wantsPersonPatterns) && !declinesPerson.test(redacted.text),
    suspectedInjection: matchesAny(redacted.text, injectionPatterns),
    personal: redacted.kinds.length > 0 || speaksOfOwnData(redacted.text),
  };
}
