import type { FrameMessage, HostMessage } from './frame-messages.ts';
import { inkOn, parseHex } from './ink.ts';
import { launcherStyle, phone } from './launcher-style.ts';
import { launcherWords } from './launcher-words.ts';

/*
 * The script on the host page: a launcher button, and the chat in a frame once it is opened. Everything lives in a
 * shadow root with a constructed style sheet, so that it works under a strict content security policy; the page's
 * policy only has to allow this script and `frame-src` of its origin.
 *
 * <script src="https://desk.example/widget.js" data-site="shop" async></script>
 * Also: data-color (#rrggbb), data-position (left or right), data-offset (pixels), data-locale, data-title,
 * data-suggestions (questions separated by |), data-theme (light, dark or auto).
 * An element with the attribute `data-deskhand-open` opens the chat when it is clicked.
 */

const bubble =
  'M12 3.5c-5 0-9 3.4-9 7.7 0 2.4 1.3 4.6 3.3 6-.1 1-.5 2.1-1.3 3.1 1.7-.2 3.3-.8 4.5-1.7.8.2 1.6.3 2.5.3 5 0 9-3.4 9-7.7s-4-7.7-9-7.7Z';
const arrow = 'M6 9.5l6 6 6-6';

const script = document.currentScript as HTMLScriptElement | null;
if (script !== null && !document.querySelector('deskhand-widget')) {
  if (document.body === null) document.addEventListener('DOMContentLoaded', () => start(script));
  else start(script);
}

function start({ dataset, src }: HTMLScriptElement): void {
  const { site = 'default', color = '', position, offset, locale, ...rest } = dataset;
  const deskOrigin = new URL(src).origin;
  const language = locale || document.documentElement.lang || navigator.language;
  const [openWord, closeWord, unreadWord] = launcherWords(language);
  const accent = parseHex(color) === null ? '#0f766e' : color;
  const openKey = `deskhand.${site}.open`;

  const host = document.createElement('deskhand-widget');
  const root = host.attachShadow({ mode: 'open' });
  const sheet = new CSSStyleSheet();
  const side = position === 'left' ? 'left' : 'right';
  sheet.replaceSync(launcherStyle(accent, inkOn(accent), side, Number(offset) || 20));
  root.adoptedStyleSheets = [sheet];

  const button = document.createElement('button');
  button.type = 'button';
  const badge = document.createElement('span');
  button.append(icon(bubble, 'currentColor', 'none'), icon(arrow, 'none', 'currentColor'), badge);
  root.append(button);
  document.body.append(host);

  let frame: HTMLIFrameElement | undefined;
  let pageOverflow: string | undefined;
  let isOpen = false;
  label(0);

  button.addEventListener('click', () => (isOpen ? close() : open(true)));
  root.addEventListener('keydown', (event) => {
    if ((event as KeyboardEvent).key === 'Escape' && isOpen) close();
  });
  document.addEventListener('click', (event) => {
    if ((event.target as Element).closest?.('[data-deskhand-open]')) open(true);
  });
  addEventListener('message', (event: MessageEvent<FrameMessage>) => {
    if (event.origin !== deskOrigin || event.source !== frame?.contentWindow) return;
    if (event.data.deskhand === 'close') close();
    if (event.data.deskhand === 'unread') label(event.data.count);
  });
  if (wasOpen()) open(false);

  function open(focus: boolean): void {
    isOpen = true;
    if (frame === undefined) frame = createFrame();
    else tell({ deskhand: 'shown', focus });
    frame.hidden = false;
    if (pageOverflow === undefined && matchMedia(phone).matches) {
      pageOverflow = document.documentElement.style.overflow;
      document.documentElement.style.overflow = 'hidden';
    }
    label(0);
    wasOpen('1');
    if (focus) frame.focus();
  }

  function close(): void {
    isOpen = false;
    if (frame !== undefined) frame.hidden = true;
    if (pageOverflow !== undefined) document.documentElement.style.overflow = pageOverflow;
    pageOverflow = undefined;
    label(0);
    wasOpen('0');
    button.focus();
    tell({ deskhand: 'hidden' });
  }

  function createFrame(): HTMLIFrameElement {
    const created = document.createElement('iframe');
    const options = { site, color: accent, locale: language, host: location.origin, ...rest };
    created.src = `${deskOrigin}/widget/?${new URLSearchParams(options as Record<string, string>)}`;
    created.title = dataset.title ?? 'Chat';
    created.id = 'chat';
    button.setAttribute('aria-controls', created.id);
    // The frame listens once it has loaded.
    const focus = document.activeElement === host;
    created.addEventListener('load', () => {
      if (isOpen) tell({ deskhand: 'shown', focus });
    });
    root.prepend(created);
    return created;
  }

  function tell(message: HostMessage): void {
    frame?.contentWindow?.postMessage(message, deskOrigin);
  }

  function label(unread: number): void {
    const word = isOpen ? closeWord : openWord;
    badge.textContent = `${Math.min(unread, 99)}`;
    badge.hidden = unread === 0;
    button.setAttribute('aria-label', unread === 0 ? word : `${word}, ${unread} ${unreadWord}`);
    button.setAttribute('aria-expanded', `${isOpen}`);
  }

  /** Whether the chat was open, in this tab; sets it when given. */
  function wasOpen(value?: string): boolean {
    try {
      if (value !== undefined) sessionStorage.setItem(openKey, value);
      return sessionStorage.getItem(openKey) === '1';
    } catch {
      // A browser may refuse storage: the chat then starts closed on the next page.
      return false;
    }
  }
}

function icon(path: string, fill: string, stroke: string): SVGSVGElement {
  const namespace = 'http://www.w3.org/2000/svg';
  const svg = document.createElementNS(namespace, 'svg');
  const shape = document.createElementNS(namespace, 'path');
  const attributes = {
    viewBox: '0 0 24 24',
    'aria-hidden': 'true',
    fill,
    stroke,
    'stroke-width': '2.4',
  };
  for (const [name, value] of Object.entries(attributes)) svg.setAttribute(name, value);
  shape.setAttribute('d', path);
  svg.append(shape);
  return svg;
}
