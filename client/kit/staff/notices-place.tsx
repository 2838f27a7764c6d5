import { useNotifications } from '@mantine/notifications';
import { type ReactNode, useState } from 'react';
import { Later, loadedLater } from './later.tsx';

const Notices = loadedLater(async () => (await import('./notices.tsx')).Notices);

/** Where short notes appear; the code that shows them comes with the first. */
export function NoticesPlace(): ReactNode {
  const { notifications } = useNotifications();
  const [wasNeeded, setWasNeeded] = useState(false);
  if (notifications.length > 0 && !wasNeeded) setWasNeeded(true);
  return wasNeeded ? (
    <Later fallback={null}>
      <Notices />
    </Later>
  ) : null;
}
