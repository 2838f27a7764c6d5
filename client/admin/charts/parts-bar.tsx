import type { ReactNode } from 'react';
import { Link } from 'react-router';
import type { Part } from './parts-of-whole.ts';

interface PartsBarProps {
  parts: readonly Part[];
  colors: Partial<Record<string, string>>;
  /** A part's count in words, such as `12 answers`. */
  format: (count: number) => string;
  /** Where a part's number leads. */
  linkOf?: (name: string) => string | null;
}

/** One bar of parts and the list of them, which says the same in words. */
export function PartsBar({ parts, colors, format, linkOf }: PartsBarProps): ReactNode {
  const colorOf = (name: string) =>
    `var(--mantine-color-${(colors[name] ?? 'gray.5').replace('.', '-')})`;
  return (
    <div className="admin-parts">
      <div className="admin-parts-bar" aria-hidden="true">
        {parts.map(({ name, share }) => (
          <i key={name} style={{ flexGrow: share, background: colorOf(name) }} />
        ))}
      </div>
      <ul>
        {parts.map(({ name, label, count, shareText }) => {
          const link = linkOf?.(name) ?? null;
          return (
            <li key={name}>
              <i aria-hidden="true" style={{ background: colorOf(name) }} />
              <span>{label}</span>
              <span className="admin-parts-count">
                {link === null ? format(count) : <Link to={link}>{format(count)}</Link>}
              </span>
              <strong className="admin-parts-share">{shareText}</strong>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
