import { Notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';

/** Where short notes appear that need no answer. */
export function Notices(): ReactNode {
  return <Notifications position="bottom-right" containerWidth={340} />;
}
