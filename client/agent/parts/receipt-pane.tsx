import { ActionIcon } from '@mantine/core';
import { type ReactNode, useEffect, useRef } from 'react';
import type { Receipt } from '../../../shared/receipt.ts';
import { ReceiptPanel } from '../../kit/staff/conversation/receipt-panel.tsx';
import { Icon } from '../../kit/staff/icon.tsx';

interface ReceiptPaneProps {
  receipt: Receipt | null;
  source: number | null;
  /** Where there is no room for three columns it lies over the conversation, once asked for. */
  isOpen: boolean;
  onClose(): void;
}

/** The receipt of one answer beside the conversation, or over it: then it takes the focus and gives it back. */
export function ReceiptPane({ receipt, source, isOpen, onClose }: ReceiptPaneProps): ReactNode {
  const closeButton = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    const button = closeButton.current;
    if (!isOpen || button === null || button.offsetParent === null) return;
    const before = document.activeElement;
    button.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus();
    };
  }, [isOpen]);
  return (
    <aside
      className={isOpen ? 'agent-receipt open' : 'agent-receipt'}
      aria-label="Receipt"
      onKeyDown={({ key }) => {
        if (key === 'Escape') onClose();
      }}
    >
      <div className="agent-receipt-head">
        <h2>Receipt</h2>
        <ActionIcon
          ref={closeButton}
          className="agent-receipt-close"
          variant="subtle"
          color="gray"
          aria-label="Close the receipt"
          onClick={onClose}
        >
          <Icon name="cross" />
        </ActionIcon>
      </div>
      {/* A region that scrolls must be within reach of the keyboard. */}
      <section
        className="agent-receipt-body"
        aria-label="Details of the answer"
        ref={makeFocusable}
      >
        {receipt === null ? (
          <p className="agent-receipt-none">
            When the assistant has answered, this shows what the answer rests on, what it cost and
            how it was checked.
          </p>
        ) : (
          <ReceiptPanel key={receipt.messageId} receipt={receipt} shownSource={source} />
        )}
      </section>
    </aside>
  );
}

function makeFocusable(element: HTMLElement | null): void {
  if (element !== null) element.tabIndex = 0;
}
