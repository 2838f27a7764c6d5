/** What kind of personal data was taken out. */
export type RedactionKind = 'card' | 'iban' | 'e-mail' | 'phone';

export interface Redacted {
  text: string;
  kinds: RedactionKind[];
}

const emailPattern = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/gu;
const ibanPattern = /\b[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){2,7}(?:[ ]?[A-Z0-9]{1,4})?\b/gi;
const cardPattern = /(?<![\d.,])\d(?:[ -]?\d){12,18}(?![\d])/g;
const phonePattern =
  /(?<![\p{L}\p{N}.,])(?:\+|00|\(?0)\d?(?:[ ()/.-]{0,2}\d){6,13}(?![\p{L}\p{N}])/gu;

/** Luhn's check, ISO/IEC 7812-1. */
function isCardNumber(candidate: string): boolean {
  const digits = candidate.replaceAll(/\D/g, '');
  let sum = 0;
  for (let index = 0; index < digits.length; index++) {
    const digit = Number(digits[digits.length - 1 - index]);
    const doubled = index % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

/** Modulo 97, ISO 13616. */
function isIban(candidate: string): boolean {
  const compact = candidate.replaceAll(/\s/g, '').toUpperCase();
  const rearranged = compact.slice(4) + compact.slice(0, 4);
  let remainder = 0;
  for (const character of rearranged) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder === 1;
}

/** A date such as 01.02.2026 or 2026-02-01 has the shape of a short phone number. */
function isPhoneNumber(candidate: string): boolean {
  if (/^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$/.test(candidate.trim())) return false;
  return candidate.replaceAll(/\D/g, '').length >= 7;
}

/**
 * Takes card numbers, IBANs, e-mail addresses and phone numbers out of a text and puts their kind in brackets.
 * Cards and IBANs must pass their check sums, so that order numbers stay readable.
 */
export function redact(text: string): Redacted {
  const kinds = new Set<RedactionKind>();
  const take = (
    source: string,
    pattern: RegExp,
    kind: RedactionKind,
    accept: (match: string) => boolean,
  ) =>
    source.replaceAll(pattern, (match) => {
      if (!accept(match)) return match;
      kinds.add(kind);
      return `[${kind}]`;
    });
  let result = take(text, emailPattern, 'e-mail', () => true);
  result = take(result, ibanPattern, 'iban', isIban);
  result = take(result, cardPattern, 'card', isCardNumber);
  result = take(result, phonePattern, 'phone', isPhoneNumber);
  return { text: result, kinds: [...kinds] };
}
