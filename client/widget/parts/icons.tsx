import type { ReactNode } from 'react';

const paths = {
  minimise: 'M6 9l6 6 6-6',
  send: 'M4.5 12h14M13 6.5l6 5.5-6 5.5',
  stop: 'M7 7h10v10H7z',
  retry: 'M4 12a8 8 0 1 0 2.6-5.9M4 4.5v4.2h4.2',
  up: 'M7 11v9H4v-9zM7 11l4-7.5c1.6 0 2.6 1.2 2.2 2.8L12.5 9.500H18a2 2 0 0 1 2 2.400l-1.200 6.500a2 2 0 0 1-2 1.600H7',
  down: 'M17 13V4h3v9zM17 13l-4 7.500c-1.600 0-2.600-1.200-2.200-2.800l.700-3.200H6a2 2 0 0 1-2-2.400L5.200 5.600a2 2 0 0 1 2-1.600H17',
  person:
    'M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.500 20c.700-3.600 3.700-5.500 7.500-5.500s6.800 1.900 7.500 5.500',
  check: 'M5 12.500l4.500 4.500L19 7.500',
  close: 'M6 6l12 12M18 6L6 18',
  chevron: 'M9 6l6 6-6 6',
  link: 'M14 5h5v5M19 5l-8.500 8.500M10 6H6.500A1.500 1.500 0 0 0 5 7.500v10A1.500 1.500 0 0 0 6.500 19h10a1.500 1.500 0 0 0 1.500-1.500V14',
  spark:
    'M12 3.500l1.900 5.600 5.600 1.900-5.600 1.900L12 18.500l-1.900-5.600L4.500 11l5.600-1.900zM18.500 16.500v4M16.500 18.500h4',
  arrow: 'M12 5v13M6.500 12.500L12 18l5.500-5.500',
  pencil: 'M4 20l1-4.200L16.300 4.500l3.200 3.200L8.200 19zM14 7l3 3',
};

/** A line drawing that means nothing to a screen reader; the control around it carries the words. */
export function Icon({ name }: { name: keyof typeof paths }): ReactNode {
  return (
    <svg viewBox="0 0 24 24" aria-hidden="true" className="icon">
      <path d={paths[name]} />
    </svg>
  );
}
