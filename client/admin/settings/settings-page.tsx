import { Table, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { settingsOverviewSchema } from '../../../shared/admin-protocol.ts';
import { Icon } from '../../kit/staff/icon.tsx';
import { useStaffApi } from '../../kit/staff/session.ts';
import { Card } from '../parts/card.tsx';
import { DataTable } from '../parts/data-table.tsx';
import { Loaded } from '../parts/loaded.tsx';
import { NothingYet } from '../parts/nothing-yet.tsx';
import { Page } from '../parts/page.tsx';

/** What the server was started with. */
export function SettingsPage(): ReactNode {
  const api = useStaffApi();
  const [search, setSearch] = useState('');
  const query = useQuery({
    queryKey: ['settings'],
    queryFn: ({ signal }) => api.get('/api/admin/settings', settingsOverviewSchema, signal),
  });
  return (
    <Page
      title="Settings"
      about="Read at start from the environment. To change one, set the variable and start the server again. Secrets only say whether they are set."
    >
      <Loaded query={query} what="The settings" placeholder={[480]}>
        {({ settings }) => {
          const words = search.toLowerCase().split(/\s+/).filter(Boolean);
          const shown = settings.filter(({ name, about }) =>
            words.every((word) => `${name} ${about}`.toLowerCase().includes(word)),
          );
          return (
            <Card
              title="Environment variables"
              isFlush
              tools={
                <TextInput
                  aria-label="Search settings"
                  placeholder="Search"
                  leftSection={<Icon name="search" size={16} />}
                  value={search}
                  onChange={(event) => setSearch(event.currentTarget.value)}
                />
              }
            >
              {shown.length === 0 ? (
                <NothingYet icon="settings" title="No setting matches">
                  Search with fewer words.
                </NothingYet>
              ) : (
                <DataTable
                  caption="Settings"
                  minWidth={880}
                  columns={['Name', 'Value', 'What it does']}
                >
                  {shown.map(({ name, value, about }) => (
                    <Table.Tr key={name}>
                      <Table.Th scope="row" fw={500} className="admin-code">
                        {name}
                      </Table.Th>
                      <Table.Td className="admin-code">
                        {value === '' ? (
                          <Text span size="sm" c="dimmed">
                            not set
                          </Text>
                        ) : (
                          value
                        )}
                      </Table.Td>
                      <Table.Td>
                        <Text size="sm" c="dimmed">
                          {about}
                        </Text>
                      </Table.Td>
                    </Table.Tr>
                  ))}
                </DataTable>
              )}
            </Card>
          );
        }}
      </Loaded>
    </Page>
  );
}
