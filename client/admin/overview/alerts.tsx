import { Alert, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { alertsSchema } from '../../../shared/admin-alerts.ts';
import { Icon } from '../../kit/staff/icon.tsx';
import { useStaffApi } from '../../kit/staff/session.ts';
import { alertWords } from './alert-words.ts';

/** What is on the screen is at most so old. */
const refreshMs = 30_000;

/** What admins should look at now; nothing while all is well. Read aloud when it appears. */
export function Alerts(): ReactNode {
  const api = useStaffApi();
  const { data } = useQuery({
    queryKey: ['alerts'],
    queryFn: ({ signal }) => api.get('/api/admin/alerts', alertsSchema, signal),
    refetchInterval: refreshMs,
  });
  if (data === undefined || data.alerts.length === 0) return null;
  return (
    <Stack gap="sm" mb="md">
      {data.alerts.map((alert) => {
        const { title, text } = alertWords(alert);
        return (
          <Alert
            key={alert.kind}
            role="alert"
            color="red"
            variant="light"
            title={title}
            icon={<Icon name="alert" />}
          >
            {text}
          </Alert>
        );
      })}
    </Stack>
  );
}
