import { anyOf, rule, type WishRules } from './wish-rules.ts';

const article = anyOf(
  'an?',
  'the',
  'some',
  'any',
  'one of (?:the|your)',
  'your?',
  'my',
  'another',
  'this',
);
const adjective = anyOf(
  'real',
  'live',
  'actual',
  'living',
  'human',
  'proper',
  'different',
  'other',
  'responsible',
  'customer',
  'support',
  'service',
  'sales',
  'phone',
  'nice',
  'damn(?:ed)?',
  'bloody',
  'fucking',
  'free',
);
const human = 'humans?(?: beings?)?(?! (?:resources?|rights|error|size))';
const staff = anyOf(
  'agents?',
  'representatives?',
  'reps?',
  'operators?',
  'advis[eo]rs?',
  'employees?',
  'colleagues?',
  'managers?',
  'supervisors?',
  'boss',
  'specialists?',
  'experts?',
  'technicians?',
  'consultants?',
  '(?<!the )(?<!this )(?<!your )assistants?',
  'staff(?: members?)?',
  'team members?',
  'members? of (?:your |the )?(?:staff|team)',
);
const someone =
  '(?:some|any)(?:one|body)(?! else| to (?:share|ride|collect|pick))(?: (?:real|human))?';
const of = '(?: (?:of yours|of your \\w+|from your \\w+))?';
/** Nobody but a person, whoever asks. */
const person = `(?:${article} )?(?:${adjective} ){0,3}${anyOf(human, 'person', '(?<=(?:real|live|actual) )people', staff)}\\b${of}`;
const firm = `(?:${article} )?(?:${adjective} ){0,3}${anyOf(human, 'person', 'people', 'agents?', 'representatives?', 'operators?')}\\b`;
const one = `an? (?:${adjective} ){0,2}${anyOf(human, 'person', 'agent', 'representative', 'operator')}\\b`;
const anybody = `(?:${person}|${someone}\\b${of}|one of your (?:team|people|staff)\\b)`;
const desk = `(?:(?:the|your|damn) ){0,2}${anyOf(
  'customer (?:service|support|care|assistance)',
  'support',
  'help ?desk',
  'service desk',
  'sales',
  'human support',
)}\\b(?! (?:plan|team's))`;
const talk = anyOf('talk(?:ing)?', 'speak(?:ing)?', 'chat(?:ting)?', 'write', 'writing');
const politely = anyOf(
  'please',
  'pls',
  'plz',
  'now',
  'here',
  'instead',
  'asap',
  'immediately',
  'thanks',
  'thank you',
  'urgently',
);
/** The person is what is wanted, not somebody who does something. */
const ends = `(?= ?(?:$|[.?,;:!)-])| ${anyOf(
  politely,
  'who',
  'from',
  'not',
  'and',
  'right',
  'today',
  'on the (?:phone|line)',
  'in (?:here|this chat)',
  'for (?:this|help|my)',
  'to (?:help|talk|speak|assist|answer|chat|handle|call me|contact me|take over|read|solve|explain)',
  'to (?:look|check) (?:at |into )?(?:this|my (?:case|request|issue|problem))',
)}\\b)`;
const aboutThis = anyOf(
  'this',
  'it',
  'my (?:case|chat|request|question|problem|issue|message)',
  'the (?:chat|conversation)',
);
const callMe = anyOf('call', 'phone', 'ring', 'telephone');
const notBefore = '(?! (?:back )?(?:before|when|once|if|after|to (?:arrange|confirm)))';

export const english: WishRules = {
  wishes: [
    rule`\b${talk} (?:directly |live |now |again |please |only )?(?:to|with) ${anybody}`,
    rule`\b(?:let me|can i|could i|may i|want to|like to|need to|have to|how (?:do|can) i|prefer to|(?:help|assistance)(?: me)?(?: to)?) ${talk} (?:to|with) ${desk}`,
    rule`\b(?:i|we|me|us|to|not|possible to|help(?: me)?) (?:contact(?:ing)?|reach(?:ing)?|get(?:ting)? (?:a )?hold of|get(?:ting)? (?:in (?:touch|contact) with|through to)) (?!another|the)${person}`,
    rule`\b(?:i|we|to|me|help|assistance|wanna|can't|cant|cannot) contact(?:ing)? ${anybody}`,
    rule`\b(?:connect|transfer|put|hand|pass|forward|switch|refer|redirect|direct|route|send|patch) (?:me|us) (?:over |through |on |back |up |straight )*(?:to|with|onto) ${anyOf(anybody, desk)}`,
    rule`\b(?:pass|forward|send|hand|transfer|escalate|give) ${aboutThis} (?:over |on |up )*to (?!another)${anyOf(person, desk)}`,
    rule`\b(?:put me through|escalate (?:this|my (?:case|issue|complaint)))\b`,
    rule`(?<!\b(?:do|does|did|should|would|must|will|if|when|that|may|might) )\b(?:i|we)(?:'d|'ll)? (?:just |only |really |still |would |do |now |also ){0,2}(?:want|wanna|need|demand|require|prefer|like|insist on|request|wish for|ask for)(?: to have| to get| to see| help from| assistance from)? ${anybody}${ends}`,
    rule`\bdeal(?:ing)? with ${one}`,
    rule`\b(?:can|could|would) you (?:please |just )?(?:get|bring|find|put) (?:me )?${one}`,
    rule`^(?:please )?${anybody} (?:please|should|must|needs to) (?:${callMe}|contact|get back to) (?:me|us)\b`,
    rule`\bwant ${anybody}(?: ${politely})?$`,
    rule`\b(?:give|get|find|bring|fetch) me (?:to )?${anybody}${ends}`,
    rule`\b(?:can|could|may|might) (?:i|we) (?:please |just )?(?:have|get|see) ${anybody}${ends}`,
    rule`\b(?:is|are|isn't|aren't) (?:there )?${anybody} (?:real|human|(?:that |who |whom )?(?:i|we) (?:can|could|may) (?:talk|speak|chat|write|call|ask|phone|ring|contact|turn)|(?:who|that) (?:can|could) (?:help me|talk|speak|answer)|to (?:talk|speak|chat)(?: to| with)?)\b`,
    rule`\b(?:is|are) (?:there )?${anybody} (?:real |human |out )?(?:there|here|available|around|online|listening)\W*$`,
    rule`\bany (?:real |live )?(?:humans|people|agents|persons?|human|agent)(?: ${anyOf('here', 'there', 'around', 'available', 'online')})\W*$`,
    rule`\b(?:do|don't) you have ${firm}(?: (?:who |that )?(?:i|we) (?:can|could)| who (?:can|could)| available| there| here|\W*$)`,
    rule`\b(?:can|could|may|let|have|please|need|want) ${anybody} (?:please |maybe |just |to )?(?:${callMe} (?:me|us)\b|contact (?:me|us)\b|get back to (?:me|us)\b|reach out to (?:me|us)\b)${notBefore}`,
    rule`\b(?:can|could|may|let|have) ${person} (?:please |just )?(?:answer|take over|take this|reply|help me|assist me|handle this|(?:look|check) (?:at |into )?(?:this|it|my))\b`,
    rule`(?<!\bwhat )\b(?:can|could) you (?:please )?${callMe} me(?: back)?(?= ${politely}| today| tomorrow| about| at | on |[^\w ]|$)`,
    rule`\b(?:want|need|like|request|arrange|ask for|book|have|get) (?:you to ${callMe} me(?: back)?(?= ${politely}| today| tomorrow| about| at | on |[^\w ]|$)|an? (?:call ?back|phone call)\b)`,
  ],
  clauses: [
    rule`^(?:(?:and|so|then|ok|okay|no|yes|please|pls|just|only|hi|hello|hey|but) ){0,3}${anyOf(person, '(?:to )?(?:human|customer|live) (?:support|service|chat)', someone)}(?: ${politely}){1,2}$`,
    rule`^(?:please |pls )${anyOf(person, '(?:human|customer|live) (?:support|service|chat)')}$`,
    rule`^(?:please |pls |just )?${callMe} me(?: back)?(?: ${politely}| today| tomorrow| at .{1,12}| on .{1,18})*$`,
  ],
  sentences: [
    rule`^(?:(?:hi|hello|hey|ok|okay|no|yes) ){0,2}${anyOf(person, '(?:human|customer|live) (?:support|service|chat)', '(?:talk|speak|chat|contact) (?:to |with )?(?:agent|human|representative)', 'call ?back')}(?: ${politely}){0,2}$`,
  ],
  refusals: [
    rule`\b(?:don't|do not|dont|won't|refuse to|no longer) (?:want(?: to)?|wanna|wish to|like(?: to)?|talk(?:ing)?|speak(?:ing)?|chat(?:ting)?|deal(?:ing)?)\b.{0,20}\b(?:bots?|robots?|chatbots?|machines?|computers?)\b`,
    rule`\b(?:hate|tired of|sick of|fed up with|stop|enough of) (?:talking |speaking |chatting )?(?:to |with )?(?:this|the|these|your|an?)\b.{0,12}\b(?:bots?|robots?|chatbots?|machines?)\b`,
    rule`(?<!\b(?:i am|i'm) )\b(?:no|not) (?:more |an? |another |this |with an? |to an? )?(?:bots?|robots?|chatbots?|machines?)\b(?=\W*$| please| but)`,
  ],
  exceptions: [
    rule`\b(?:are you|you are|you're|your|be|like) (?:really |actually |even )?(?:an? )?(?:${adjective} ){0,3}(?:human|person)\b`,
    rule`(?<!\bhow )\b(?:do|must|should) (?:i|we) (?:need to |have to |really )?(?:${talk}|contact)\b`,
    rule`\b(?:am i|are we|was i) (?:really |actually |now )?(?:talking|speaking|chatting|writing)\b`,
    rule`^(?:hi |hello |and |so )?(?:when|what (?:time|hours)|at what times?|until when|which hours)\b`,
    rule`\b(?:what|which) hours\b`,
    rule`\b(?:don't|do not|dont|doesn't|didn't|never|not) (?:really |even )?(?:want|wanna|need|wish|like|have to|transfer|connect|put|hand|require)\b(?:(?!\b(?:but|i want|i need|give me)\b)[^,;]){0,40}\b(?:human|person|someone|somebody|anyone|anybody|agent|representative|employee|colleague)s?\b`,
    rule`\b(?:without|instead of|rather not|rather than|no need (?:for|to)|no need of|avoid)\b(?:(?!\bbut\b)[^,;]){0,35}\b(?:human|person|someone|somebody|anyone|anybody|agent|representative|operator)s?\b`,
    rule`\bno (?:human|person|agent|representative|operator)s?\b`,
    rule`\b(?:person|human|agent|someone|somebody|people) under \d`,
  ],
};
