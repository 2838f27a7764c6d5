import type { SettingsOverview } from '../../../shared/admin-protocol.ts';
import { type Config, settings } from '../../config.ts';

/** Every setting with its value, for admins: secrets only as set or not, addresses without the user and password in them. */
export function settingsOverview(config: Config): SettingsOverview {
  return {
    settings: Object.entries(settings).map(([key, setting]) => ({
      name: setting.name,
      about: setting.about,
      value: shown(setting.name, config[key as keyof typeof settings]),
    })),
  };
}

function shown(name: string, value: unknown): string {
  if (value === undefined) return 'not set';
  if (/KEY|PASSWORD|SECRET|TOKEN/.test(name)) return 'set';
  const text = Array.isArray(value) ? value.join(', ') : String(value);
  if (!URL.canParse(text)) return text;
  const url = new URL(text);
  if (url.username === '' && url.password === '' && url.search === '') return text;
  return `${url.protocol}//${url.host}${url.pathname}`;
}
