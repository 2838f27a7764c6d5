import type { ReactNode } from 'react';

/** The product's mark: a speech bubble with a tick. */
export function BrandMark({ size = 28 }: { size?: number }): ReactNode {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 32 32">
      <rect width="32" height="32" rx="9" fill="#0f766e" />
      <path
        d="M8 9.5h16v11h-9l-4.5 4v-4H8z"
        fill="none"
        stroke="#fff"
        strokeWidth="2.2"
        strokeLinejoin="round"
      />
      <path
        d="M12.5 15l2.5 2.5 4.5-5"
        fill="none"
        stroke="#86d2c7"
        strokeWidth="2.2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** The mark and the name. */
export function Brand(): ReactNode {
  return (
    <span className="staff-brand">
      <BrandMark />
      <span>Deskhand</span>
    </span>
  );
}
