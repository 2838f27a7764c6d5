import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ConversationClient } from '../kit/conversation-client.ts';
import { Drafts } from '../kit/drafts.ts';
import { FrameCookies } from '../kit/frame-cookies.ts';
import { BrowserStore } from '../kit/key-value-store.ts';
import { App } from './app.tsx';
import { watchArrivals } from './arrivals.ts';
import { Draft } from './draft.ts';
import { HostLink } from './host-link.ts';
import { inkOn, readableOn } from './ink.ts';
import { LabelsContext } from './labels/labels-context.ts';
import { loadLabels } from './labels/load-labels.ts';
import { readOptions } from './options.ts';
import './style/widget.css';

const options = readOptions(location.search, navigator.language);
const { site, locale } = options;
const store = new BrowserStore(new FrameCookies('/widget'));
const chat = new ConversationClient({
  url: location.origin,
  site,
  locale,
  store,
});
const draft = new Draft(new Drafts(store, site));
const host = new HostLink(options.host);
watchArrivals(chat, () => host.messageArrived());
chat.start();

const page = document.documentElement;
page.style.setProperty('--accent', options.color);
page.style.setProperty('--on-accent', inkOn(options.color));
// The darkest ground of the light theme and the lightest of the dark one, as in colors.css.
page.style.setProperty('--accent-on-light', readableOn(options.color, '#e9ebef'));
page.style.setProperty('--accent-on-dark', readableOn(options.color, '#2a303a'));
if (options.theme !== 'auto') page.style.colorScheme = options.theme;

const labels = await loadLabels(locale);
page.lang = labels.language;
document.title = options.title ?? labels.title;
const root = document.getElementById('root');
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <LabelsContext value={labels}>
        <App chat={chat} draft={draft} host={host} options={options} />
      </LabelsContext>
    </StrictMode>,
  );
}
