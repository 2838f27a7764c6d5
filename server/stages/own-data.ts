import { withoutCourtesy } from '../language/courtesy.ts';

/** What a customer has, whoever he is. */
const ownThings = [
  /\b(?:my|our|mine) (?:\w+ )?(?:orders?|accounts?|invoices?|parcels?|packages?|shipments?|refunds?|payments?|bookings?|appointments?|address|name|claim|subscription number|customer number|contract|case|ticket)\b/i,
  /\b(?:meine?r?|mon|ma|mes|mis?|il mio|la mia) (?:bestellung|rechnung|konto|lieferung|paket|commande|facture|compte|colis|pedido|factura|cuenta|ordine|fattura|conto)\b/i,
];

/**
 * One sentence without figures that asks how something is done: the answer is the same for everybody who has such a thing. A name
 * in it makes it somebody's.
 */
const howItIsDone =
  /^(?:(?:please|ok)[,!.]? )?(?:how (?:do|can|could|would|should|must|to|long (?:do|can|may|does|is|are)|often can|late can)|for how (?:long|many \p{L}+) (?:do|can|may|does|is|are)|until when (?:do|can|may|must|does)|what if (?:i|we|my)\b|where (?:do|can|could) (?:i|we)|(?:can|could|may|must|should|do) (?:i|we)|(?:am i|are we) allowed|is it (?:possible|allowed)|what happens (?:if|when))\b[^.!?\n\d]{0,100}[.!?]?$/iu;
const nameWithin = /[\p{Ll},;] \p{Lu}\p{Ll}+/u;

const ownDeeds = [/\b(?:i|we) (?:ordered|bought|paid|booked|returned|received|signed up)\b/i];

const ownNumbers = [
  /\b(?:order|invoice|customer|tracking|contract|ticket|case) (?:no\.?|number|nr\.?|id|#)\s*[:#]?\s*\w*\d/i,
  /\b(?:order|purchase|invoice|customer|contract|ticket|case|booking|parcel|shipment|account|bestellung|rechnung|commande|facture|pedido|factura|ordine|fattura)\s*[:#]?\s*\d[\d-]{4,}/i,
  /#\s?\d{4,}|\b[A-Z]{1,4}-?\d{5,}\b/,
  // Prices and sizes have fewer digits; what has more was given to somebody.
  /(?<![\p{L}\p{N}.,+-])\d{6,}(?![\p{L}\p{N}]|[.,]\d)/u,
];

/** Names keep their capitals here: "this is urgent" introduces nobody. */
const introductions = [
  /(?:^|[\s,;])(?:I['’]?m|I am|[Tt]his is|[Hh]ier ist|[Ii]ch bin|[Jj]e suis|[Ss]oy|[Ss]ono|[Qq]ui è)\s+\p{Lu}[\p{L}'’-]+\s+\p{Lu}[\p{L}'’-]+/u,
  /(?:^|[\s,;])(?:I['’]?m|I am|[Ii]ch bin|[Jj]e suis|[Ss]oy|[Ss]ono)\s+\p{Lu}\p{Ll}+\s*[.,!;]/u,
  /(?:^|[.!?]\s+)\p{Lu}[\p{L}'’-]+(?:\s+\p{Lu}[\p{L}'’-]+)?\s+here\b/u,
  /\b(?:[Rr]egards|[Ss]incerely|[Cc]heers|[Tt]hanks|[Gg]rüßen?|[Gg]ruß|[Cc]ordialement|[Ss]aludos|[Ss]aluti)[,!]?\s+\p{Lu}\p{Ll}+(?:\s+\p{Lu}[\p{L}'’-]+)?\s*[.!]?\s*$/u,
  /\b(?:ich heiße|mein name ist|je m['’]appelle|me llamo|mi chiamo|(?:my|the) name['’]s)\b/i,
];

/** Whose affairs a message speaks of: `in-general`, how something is done with a thing that the customer, like others, has. */
export type Personal = 'no' | 'in-general' | 'yes';

/**
 * Whether a message speaks of the customer's own order, account or data, gives one of his numbers or says who he is. Better once
 * too often: a general question with a name in it is only answered afresh.
 */
export function personalIn(text: string): Personal {
  const isOwn = [...ownDeeds, ...ownNumbers, ...introductions].some((pattern) =>
    pattern.test(text),
  );
  if (isOwn) return 'yes';
  if (!ownThings.some((pattern) => pattern.test(text))) return 'no';
  const asked = withoutCourtesy(text);
  return howItIsDone.test(asked) && !nameWithin.test(asked) ? 'in-general' : 'yes';
}
