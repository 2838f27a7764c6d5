import { settings } from './config.ts';

const cell = (text: string): string => text.replaceAll('|', '\\|');

/** The settings as a markdown table, in their order: what the README shows. */
export function settingsTable(): string {
  const rows = Object.values(settings).map((setting) => {
    const initial = setting.schema.safeParse(undefined);
    const value = initial.success && initial.data !== undefined ? String(initial.data) : '';
    return `| \`${setting.name}\` | ${value === '' ? '' : `\`${cell(value)}\``} | ${cell(setting.about)} | ${cell(setting.allowed)} |`;
  });
  return ['| setting | default | what it is | allowed |', '|---|---|---|---|', ...rows].join('\n');
}
