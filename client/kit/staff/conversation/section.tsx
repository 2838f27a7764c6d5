import { type ReactNode, useId } from 'react';

interface SectionProps {
  title: string;
  /** Right of the title. */
  aside?: ReactNode;
  children: ReactNode;
}

/** A part of a receipt under its heading. */
export function Section({ title, aside, children }: SectionProps): ReactNode {
  const id = useId();
  return (
    <section className="receipt-section" aria-labelledby={id}>
      <div className="receipt-section-head">
        <h3 id={id}>{title}</h3>
        {aside === undefined ? null : <span className="receipt-aside">{aside}</span>}
      </div>
      {children}
    </section>
  );
}

/** Names and values in two columns. What has no value is left out. */
export function Facts({ facts }: { facts: readonly [name: string, value: ReactNode][] }) {
  return (
    <dl className="receipt-facts">
      {facts.map(([name, value]) =>
        value === null || value === undefined || value === '' ? null : (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ),
      )}
    </dl>
  );
}
