export type TextPart =
  | { kind: 'text'; text: string }
  /** A citation marker such as `[2]`. */
  | { kind: 'citation'; number: number }
  /** A web address written out. */
  | { kind: 'address'; url: string };

const special = /\[(\d{1,3})\]|(https?:\/\/[^\s<>"']+)/g;
const trailing = /[.,;:!?)\]}]+$/;

/** Finds citation markers and web addresses in plain text. Joined again, the parts are the text. */
export function splitText(text: string): TextPart[] {
  const parts: TextPart[] = [];
  let from = 0;
  for (const match of text.matchAll(special)) {
    if (match.index > from) parts.push({ kind: 'text', text: text.slice(from, match.index) });
    if (match[1] === undefined) {
      const url = match[0].replace(trailing, '');
      parts.push({ kind: 'address', url });
      from = match.index + url.length;
    } else {
      parts.push({ kind: 'citation', number: Number(match[1]) });
      from = match.index + match[0].length;
    }
  }
  if (from < text.length) parts.push({ kind: 'text', text: text.slice(from) });
  return parts;
}
