import { Button, Group, Modal, Radio, Stack } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { type ClosingReason, closingReasonSchema } from '../../../shared/conversation.ts';
import { closingWords } from '../../kit/staff/conversation/hand-off-words.ts';

interface CloseDialogProps {
  opened: boolean;
  onCancel(): void;
  onClose(reason: ClosingReason): void;
}

/** Asks why a conversation is closed; the outcome's figures rest on it. */
export function CloseDialog({ opened, onCancel, onClose }: CloseDialogProps): ReactNode {
  const [reason, setReason] = useState<ClosingReason>('solved');
  return (
    <Modal opened={opened} onClose={onCancel} title="Close this conversation">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onClose(reason);
        }}
      >
        <Stack>
          <Radio.Group
            label="How did it end?"
            value={reason}
            onChange={(value) => setReason(closingReasonSchema.parse(value))}
          >
            <Stack gap="xs" mt="xs">
              {closingReasonSchema.options.map((each) => (
                <Radio key={each} value={each} label={closingWords[each]} />
              ))}
            </Stack>
          </Radio.Group>
          <Group justify="flex-end">
            <Button variant="default" onClick={onCancel}>
              Cancel
            </Button>
            <Button type="submit">Close conversation</Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
